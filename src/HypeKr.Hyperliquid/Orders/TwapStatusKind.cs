using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What became of a TWAP order. Wire: <c>status.status</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<TwapStatusKind>))]
public readonly struct TwapStatusKind : IEquatable<TwapStatusKind>, IWireWord<TwapStatusKind>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public TwapStatusKind(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>It runs. Wire: <c>activated</c>.</summary>
    public static TwapStatusKind Activated { get; } = new("activated");

    /// <summary>It waits for its trigger. Wire: <c>waitingForTrigger</c>.</summary>
    public static TwapStatusKind WaitingForTrigger { get; } = new("waitingForTrigger");

    /// <summary>It is done. Wire: <c>finished</c>.</summary>
    public static TwapStatusKind Finished { get; } = new("finished");

    /// <summary>It was cancelled. Wire: <c>terminated</c>.</summary>
    public static TwapStatusKind Terminated { get; } = new("terminated");

    /// <summary>It stopped at its stop price. Wire: <c>stopped</c>.</summary>
    public static TwapStatusKind Stopped { get; } = new("stopped");

    /// <summary>It failed, and says why. Wire: <c>error</c>.</summary>
    public static TwapStatusKind Error { get; } = new("error");

    static TwapStatusKind IWireWord<TwapStatusKind>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TwapStatusKind other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TwapStatusKind other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(TwapStatusKind left, TwapStatusKind right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(TwapStatusKind left, TwapStatusKind right) => !left.Equals(right);
}

using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How a position's margin is kept.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<MarginMode>))]
public readonly struct MarginMode : IEquatable<MarginMode>, IWireWord<MarginMode>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public MarginMode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>Shared with the account's other cross positions. Wire: <c>cross</c>.</summary>
    public static MarginMode Cross { get; } = new("cross");

    /// <summary>Set aside for the position. Wire: <c>isolated</c>.</summary>
    public static MarginMode Isolated { get; } = new("isolated");

    static MarginMode IWireWord<MarginMode>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(MarginMode other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MarginMode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(MarginMode left, MarginMode right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(MarginMode left, MarginMode right) => !left.Equals(right);
}

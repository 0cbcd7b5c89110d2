using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How an address stands as a referrer. Wire: the <c>stage</c> of <c>referrerState</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<ReferrerStage>))]
public readonly struct ReferrerStage : IEquatable<ReferrerStage>, IWireWord<ReferrerStage>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public ReferrerStage(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>It has a code. Wire: <c>ready</c>.</summary>
    public static ReferrerStage Ready { get; } = new("ready");

    /// <summary>It may create a code. Wire: <c>needToCreateCode</c>.</summary>
    public static ReferrerStage NeedsCode { get; } = new("needToCreateCode");

    /// <summary>It has to trade more before it may create a code. Wire: <c>needToTrade</c>.</summary>
    public static ReferrerStage NeedsToTrade { get; } = new("needToTrade");

    static ReferrerStage IWireWord<ReferrerStage>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ReferrerStage other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ReferrerStage other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(ReferrerStage left, ReferrerStage right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(ReferrerStage left, ReferrerStage right) => !left.Equals(right);
}

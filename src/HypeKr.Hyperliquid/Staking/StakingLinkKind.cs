using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Which end of a staking link an address is. Wire: the <c>type</c> of <c>stakingLink</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<StakingLinkKind>))]
public readonly struct StakingLinkKind : IEquatable<StakingLinkKind>, IWireWord<StakingLinkKind>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public StakingLinkKind(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>It asked to be linked. Wire: <c>requested</c>.</summary>
    public static StakingLinkKind Requested { get; } = new("requested");

    /// <summary>It trades with the discount of another. Wire: <c>tradingUser</c>.</summary>
    public static StakingLinkKind TradingUser { get; } = new("tradingUser");

    /// <summary>It stakes for another. Wire: <c>stakingUser</c>.</summary>
    public static StakingLinkKind StakingUser { get; } = new("stakingUser");

    static StakingLinkKind IWireWord<StakingLinkKind>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(StakingLinkKind other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StakingLinkKind other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(StakingLinkKind left, StakingLinkKind right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(StakingLinkKind left, StakingLinkKind right) => !left.Equals(right);
}

using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What a staking reward is for. Wire: <c>source</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<DelegatorRewardSource>))]
public readonly struct DelegatorRewardSource : IEquatable<DelegatorRewardSource>, IWireWord<DelegatorRewardSource>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public DelegatorRewardSource(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>For delegating. Wire: <c>delegation</c>.</summary>
    public static DelegatorRewardSource Delegation { get; } = new("delegation");

    /// <summary>A validator's commission. Wire: <c>commission</c>.</summary>
    public static DelegatorRewardSource Commission { get; } = new("commission");

    static DelegatorRewardSource IWireWord<DelegatorRewardSource>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DelegatorRewardSource other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DelegatorRewardSource other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(DelegatorRewardSource left, DelegatorRewardSource right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(DelegatorRewardSource left, DelegatorRewardSource right) => !left.Equals(right);
}

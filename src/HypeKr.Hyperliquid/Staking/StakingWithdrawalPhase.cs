using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How far a withdrawal from staking has come. Wire: <c>phase</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<StakingWithdrawalPhase>))]
public readonly struct StakingWithdrawalPhase : IEquatable<StakingWithdrawalPhase>, IWireWord<StakingWithdrawalPhase>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public StakingWithdrawalPhase(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>It waits. Wire: <c>initiated</c>.</summary>
    public static StakingWithdrawalPhase Initiated { get; } = new("initiated");

    /// <summary>It has arrived. Wire: <c>finalized</c>.</summary>
    public static StakingWithdrawalPhase Finalized { get; } = new("finalized");

    static StakingWithdrawalPhase IWireWord<StakingWithdrawalPhase>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(StakingWithdrawalPhase other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StakingWithdrawalPhase other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(StakingWithdrawalPhase left, StakingWithdrawalPhase right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(StakingWithdrawalPhase left, StakingWithdrawalPhase right) => !left.Equals(right);
}

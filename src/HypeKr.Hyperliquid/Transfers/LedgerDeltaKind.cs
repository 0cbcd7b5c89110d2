using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What kind of change a ledger has. Wire: <c>delta.type</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<LedgerDeltaKind>))]
public readonly struct LedgerDeltaKind : IEquatable<LedgerDeltaKind>, IWireWord<LedgerDeltaKind>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public LedgerDeltaKind(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>Between perps and spot. Wire: <c>accountClassTransfer</c>.</summary>
    public static LedgerDeltaKind AccountClassTransfer { get; } = new("accountClassTransfer");

    /// <summary>From the bridge. Wire: <c>deposit</c>.</summary>
    public static LedgerDeltaKind Deposit { get; } = new("deposit");

    /// <summary>USDC to another address. Wire: <c>internalTransfer</c>.</summary>
    public static LedgerDeltaKind InternalTransfer { get; } = new("internalTransfer");

    /// <summary>A liquidation. Wire: <c>liquidation</c>.</summary>
    public static LedgerDeltaKind Liquidation { get; } = new("liquidation");

    /// <summary>Rewards claimed. Wire: <c>rewardsClaim</c>.</summary>
    public static LedgerDeltaKind RewardsClaim { get; } = new("rewardsClaim");

    /// <summary>A token to another address. Wire: <c>spotTransfer</c>.</summary>
    public static LedgerDeltaKind SpotTransfer { get; } = new("spotTransfer");

    /// <summary>To or from a sub-account. Wire: <c>subAccountTransfer</c>.</summary>
    public static LedgerDeltaKind SubAccountTransfer { get; } = new("subAccountTransfer");

    /// <summary>A vault made. Wire: <c>vaultCreate</c>.</summary>
    public static LedgerDeltaKind VaultCreate { get; } = new("vaultCreate");

    /// <summary>Into a vault. Wire: <c>vaultDeposit</c>.</summary>
    public static LedgerDeltaKind VaultDeposit { get; } = new("vaultDeposit");

    /// <summary>A vault pays out. Wire: <c>vaultDistribution</c>.</summary>
    public static LedgerDeltaKind VaultDistribution { get; } = new("vaultDistribution");

    /// <summary>Out of a vault. Wire: <c>vaultWithdraw</c>.</summary>
    public static LedgerDeltaKind VaultWithdraw { get; } = new("vaultWithdraw");

    /// <summary>To the bridge. Wire: <c>withdraw</c>.</summary>
    public static LedgerDeltaKind Withdraw { get; } = new("withdraw");

    /// <summary>A token to another address, dex or balance. Wire: <c>send</c>.</summary>
    public static LedgerDeltaKind Send { get; } = new("send");

    /// <summary>Gas of a deployment. Wire: <c>deployGasAuction</c>.</summary>
    public static LedgerDeltaKind DeployGasAuction { get; } = new("deployGasAuction");

    /// <summary>Between spot and staking. Wire: <c>cStakingTransfer</c>.</summary>
    public static LedgerDeltaKind StakingTransfer { get; } = new("cStakingTransfer");

    /// <summary>Lending or borrowing. Wire: <c>borrowLend</c>.</summary>
    public static LedgerDeltaKind BorrowLend { get; } = new("borrowLend");

    /// <summary>Tokens of a genesis. Wire: <c>spotGenesis</c>.</summary>
    public static LedgerDeltaKind SpotGenesis { get; } = new("spotGenesis");

    /// <summary>Collateral moved to a dex. Wire: <c>activateDexAbstraction</c>.</summary>
    public static LedgerDeltaKind ActivateDexAbstraction { get; } = new("activateDexAbstraction");

    /// <summary>A vault leader's commission. Wire: <c>vaultLeaderCommission</c>.</summary>
    public static LedgerDeltaKind VaultLeaderCommission { get; } = new("vaultLeaderCommission");

    static LedgerDeltaKind IWireWord<LedgerDeltaKind>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(LedgerDeltaKind other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LedgerDeltaKind other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(LedgerDeltaKind left, LedgerDeltaKind right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(LedgerDeltaKind left, LedgerDeltaKind right) => !left.Equals(right);
}

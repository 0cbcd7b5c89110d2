using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What an account has at the start: money, positions, orders and history. Histories move no money: what was filled is told, and changes no position.</summary>
public sealed record AccountSeed
{
    /// <summary>The account.</summary>
    public required EthereumAddress Address { get; init; }

    /// <summary>Its orders, live and ended, each once; children are listed with their parent alone.</summary>
    public IReadOnlyList<OrderSeed> Orders { get; init; } = [];

    /// <summary>Its fills, in any order.</summary>
    public IReadOnlyList<FillSeed> Fills { get; init; } = [];

    /// <summary>The rows of <c>userNonFundingLedgerUpdates</c>, each a JSON object, oldest first.</summary>
    public IReadOnlyList<string> LedgerUpdates { get; init; } = [];

    /// <summary>The rows of <c>userFunding</c>, each a JSON object, oldest first.</summary>
    public IReadOnlyList<string> Fundings { get; init; } = [];

    /// <summary>The rows of <c>delegatorHistory</c>, each a JSON object, newest first.</summary>
    public IReadOnlyList<string> StakingHistory { get; init; } = [];

    /// <summary>The agents that have a name.</summary>
    public IReadOnlyList<AgentSeed> Agents { get; init; } = [];

    /// <summary>Its perp wallets, each dex once.</summary>
    public IReadOnlyList<PerpWalletSeed> Wallets { get; init; } = [];

    /// <summary>Its spot balances, each token once.</summary>
    public IReadOnlyList<BalanceSeed> Balances { get; init; } = [];

    /// <summary>The master of a sub-account; null for an account of its own.</summary>
    public EthereumAddress? Master { get; init; }

    /// <summary>The name of a sub-account.</summary>
    public string Name { get; init; } = "";

    /// <summary>What makes it a vault; null for an account that is none.</summary>
    public VaultSeed? Vault { get; init; }

    /// <summary>The value of everything it has traded, in quote. It raises the limits of requests and of open orders, and counts for no fee tier.</summary>
    public decimal Volume { get; init; }

    /// <summary>How many requests it has used up.</summary>
    public long RequestsUsed { get; init; }
}

using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The orders, fills and other history that an account has at the start. They move no money: what was filled is told, and changes no position.</summary>
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
}

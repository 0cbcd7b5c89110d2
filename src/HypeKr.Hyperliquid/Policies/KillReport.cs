namespace HypeKr.Hyperliquid;

/// <summary>What engaging a <see cref="KillSwitch"/> did.</summary>
public sealed class KillReport
{
    /// <summary>Whether the venue was seen without an open order or a running TWAP of the account, twice, after the last of its actions had been answered.</summary>
    public bool IsClean { get; internal init; }

    /// <summary>What became of the orders that were found open; an order that was found again after a cancel of unknown fate is there again.</summary>
    public IReadOnlyList<CancelResult> Orders { get; internal init; } = [];

    /// <summary>What became of the TWAP orders that were found running.</summary>
    public IReadOnlyList<CancelResult> Twaps { get; internal init; } = [];

    /// <summary>The last failure on the way; null where there was none. The switch stays engaged.</summary>
    public HyperliquidException? Failure { get; internal init; }
}

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One perpetual. Its asset index is its position in the list it stands in.</summary>
public sealed record PerpSeed
{
    /// <summary>The coin; in a <see cref="BuilderDexSeed"/> without the dex's prefix.</summary>
    public required string Name { get; init; }

    /// <summary>Sizes are multiples of 10^-SizeDecimals; prices have at most 6 minus this many decimals. 0 to 6.</summary>
    public int SizeDecimals { get; init; }

    /// <summary>1 to 50.</summary>
    public int MaxLeverage { get; init; } = 20;

    /// <summary>The price that values positions; null halts the perp until <see cref="EmulatorAdmin.SetMark"/>.</summary>
    public decimal? MarkPrice { get; init; }

    /// <summary>Less leverage for larger positions: ascending bounds from 0, descending leverage from <see cref="MaxLeverage"/>.</summary>
    /// <value>Empty by default: one tier.</value>
    public IReadOnlyList<MarginTierSeed> MarginTiers { get; init; } = [];

    /// <summary>Margin of an isolated position, once added, stays until it is closed; needs <see cref="OnlyIsolated"/>.</summary>
    public bool IsStrictlyIsolated { get; init; }

    /// <summary>The funding before the start, oldest first.</summary>
    public IReadOnlyList<FundingSeed> FundingHistory { get; init; } = [];

    /// <summary>Cross margin is refused.</summary>
    public bool OnlyIsolated { get; init; }

    /// <summary>Keeps its slot in the universe and does not trade.</summary>
    public bool IsDelisted { get; init; }
}

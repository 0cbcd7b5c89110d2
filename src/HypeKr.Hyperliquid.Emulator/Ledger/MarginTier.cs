namespace HypeKr.Hyperliquid.Emulator;

/// <summary>From which notional on how much leverage is allowed, and what comes off the maintenance margin there.</summary>
/// <param name="LowerBound">In the dex's collateral.</param>
/// <param name="MaxLeverage">The most leverage.</param>
/// <param name="Deduction">So that the maintenance margin does not jump at the bound.</param>
internal readonly record struct MarginTier(decimal LowerBound, int MaxLeverage, decimal Deduction)
{
    /// <summary>The maintenance margin as a fraction: half of the initial one at the most leverage.</summary>
    public decimal MaintenanceRate => 1m / (2 * MaxLeverage);

    /// <summary>The tiers of a table (wire specification 11.5): the deduction adds up lower bound × (rate - rate before).</summary>
    public static IReadOnlyList<MarginTier> Table(IReadOnlyList<MarginTierSeed> seeds)
    {
        var tiers = new List<MarginTier>(seeds.Count);
        foreach (var seed in seeds)
        {
            var tier = new MarginTier(seed.LowerBound, seed.MaxLeverage, 0);
            if (tiers.Count > 0) tier = tier with { Deduction = tiers[^1].Deduction + seed.LowerBound * (tier.MaintenanceRate - tiers[^1].MaintenanceRate) };
            tiers.Add(tier);
        }

        return tiers;
    }
}

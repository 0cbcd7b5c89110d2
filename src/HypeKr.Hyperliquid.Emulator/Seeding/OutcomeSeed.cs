namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One outcome (HIP-4): two coins <c>#{10·Outcome}</c> and <c>#{10·Outcome + 1}</c>, fully backed in the quote token.</summary>
public sealed record OutcomeSeed
{
    /// <summary>The outcome's number, unique in the seed.</summary>
    public required int Outcome { get; init; }

    /// <summary>A short name.</summary>
    public required string Name { get; init; }

    /// <summary>What decides it.</summary>
    public string Description { get; init; } = "";

    /// <summary>The name of side 0, which settles at the fraction.</summary>
    public string YesSide { get; init; } = "Yes";

    /// <summary>The name of side 1, which settles at one minus the fraction.</summary>
    public string NoSide { get; init; } = "No";

    /// <summary>The name of the spot token that backs it.</summary>
    public string QuoteToken { get; init; } = "USDC";

    /// <summary>The price of side 0 shown until there are quotes or trades.</summary>
    public decimal? YesPrice { get; init; }
}

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Fee rates as fractions of the traded value: 0.00045 is 4.5 basis points. The defaults are the venue's base tier.</summary>
/// <remarks>
/// Perps pay in the dex's collateral. Spot buys pay in the base token, spot sells in the quote token. Outcome buys are free and
/// outcome sells pay the spot rate in the quote token (opening is free on the venue, closing is not). Nothing is rounded: a rate
/// has at most 8 decimals, so that every fee is exact.
/// </remarks>
public sealed record EmulatorFees
{
    /// <summary>A perp fill that takes liquidity.</summary>
    /// <value>0.00045 by default.</value>
    public decimal PerpTaker { get; init; } = 0.00045m;

    /// <summary>A perp fill that was resting.</summary>
    /// <value>0.00015 by default.</value>
    public decimal PerpMaker { get; init; } = 0.00015m;

    /// <summary>A spot fill, or an outcome sell, that takes liquidity.</summary>
    /// <value>0.0007 by default.</value>
    public decimal SpotTaker { get; init; } = 0.0007m;

    /// <summary>A spot fill, or an outcome sell, that was resting.</summary>
    /// <value>0.0004 by default.</value>
    public decimal SpotMaker { get; init; } = 0.0004m;

    internal void Check()
    {
        Check(PerpTaker, nameof(PerpTaker));
        Check(PerpMaker, nameof(PerpMaker));
        Check(SpotTaker, nameof(SpotTaker));
        Check(SpotMaker, nameof(SpotMaker));
    }

    private static void Check(decimal rate, string name)
    {
        if (rate is < 0 or >= 1) throw new ArgumentOutOfRangeException(name, rate, "A fee rate is at least 0 and less than 1.");
        if (rate != Math.Round(rate, 8)) throw new ArgumentOutOfRangeException(name, rate, "A fee rate has at most 8 decimals.");
    }
}

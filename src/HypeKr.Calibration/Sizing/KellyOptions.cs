namespace HypeKr.Calibration;

/// <summary>How boldly a stake is sized.</summary>
public sealed record KellyOptions
{
    internal static KellyOptions Default { get; } = new();

    /// <summary>Full Kelly without a cap on the share: right only for probabilities that are.</summary>
    public static KellyOptions Full { get; } = new() { Multiplier = 1, MaximumFraction = 1 };

    /// <summary>The share of the full Kelly fraction to stake, in (0, 1].</summary>
    /// <value>0.25 by default.</value>
    public decimal Multiplier { get; init; } = 0.25m;

    /// <summary>What the Venn-Abers interval does to the stake.</summary>
    /// <value><see cref="KellyInterval.Ignore"/> by default.</value>
    public KellyInterval Interval { get; init; } = KellyInterval.Ignore;

    /// <summary>The largest share of the bankroll on one contract, in (0, 1].</summary>
    /// <value>0.05 by default.</value>
    public decimal MaximumFraction { get; init; } = 0.05m;

    /// <summary>The most money on one contract, above 0; null for no such cap.</summary>
    /// <value>Null by default.</value>
    public decimal? MaximumAmount { get; init; }

    /// <summary>The most contracts, above 0, for example what the book offers at the price; null for no such cap.</summary>
    /// <value>Null by default.</value>
    public decimal? MaximumContracts { get; init; }

    /// <summary>The oldest prices a stake may rest on; a bundle with a shorter <see cref="CalibratorOptions.MaximumQuoteAge"/> has the say.</summary>
    /// <value>One minute by default.</value>
    public TimeSpan MaximumQuoteAge { get; init; } = TimeSpan.FromMinutes(1);

    internal void Validate()
    {
        if (Multiplier is <= 0 or > 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Multiplier is {Multiplier}; it lies in (0, 1], for example 0.25."));
        if (MaximumFraction is <= 0 or > 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MaximumFraction is {MaximumFraction}; it lies in (0, 1], for example 0.05."));
        if (MaximumAmount <= 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MaximumAmount is {MaximumAmount}; it lies above 0, or is null for none."));
        if (MaximumContracts <= 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MaximumContracts is {MaximumContracts}; it lies above 0, or is null for none."));
        if (MaximumQuoteAge < TimeSpan.Zero) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MaximumQuoteAge is {MaximumQuoteAge}; 0 or more is needed."));
        if (!Enum.IsDefined(Interval)) throw new ArgumentException($"{Interval} is no way to use an interval.");
    }
}

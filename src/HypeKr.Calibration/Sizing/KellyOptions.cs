namespace HypeKr.Calibration;

/// <summary>How boldly a stake is sized.</summary>
public sealed record KellyOptions
{
    internal static KellyOptions Default { get; } = new();

    /// <summary>The share of the full Kelly fraction to stake, in (0, 1]. Full Kelly is right only for probabilities that are.</summary>
    /// <value>0.25 by default.</value>
    public decimal Multiplier { get; init; } = 0.25m;

    /// <summary>The largest share of the bankroll on one contract, in (0, 1].</summary>
    /// <value>0.05 by default.</value>
    public decimal MaximumFraction { get; init; } = 0.05m;

    /// <summary>The oldest prices a stake may rest on; a bundle with a shorter <see cref="CalibratorOptions.MaximumQuoteAge"/> has the say.</summary>
    /// <value>One minute by default.</value>
    public TimeSpan MaximumQuoteAge { get; init; } = TimeSpan.FromMinutes(1);

    internal void Validate()
    {
        if (Multiplier is <= 0 or > 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Multiplier is {Multiplier}; it lies in (0, 1], for example 0.25."));
        if (MaximumFraction is <= 0 or > 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MaximumFraction is {MaximumFraction}; it lies in (0, 1], for example 0.05."));
        if (MaximumQuoteAge < TimeSpan.Zero) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MaximumQuoteAge is {MaximumQuoteAge}; 0 or more is needed."));
    }
}

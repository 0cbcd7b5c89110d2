namespace HypeKr.Calibration;

/// <summary>How alphas are fitted and used.</summary>
public sealed record ShrinkageOptions
{
    internal static ShrinkageOptions Default { get; } = new();

    /// <summary>How much a category's own alpha counts against the global one.</summary>
    /// <value><see cref="ShrinkageEstimate.FixedStrength"/> by default.</value>
    public ShrinkageEstimate Estimate { get; init; } = ShrinkageEstimate.FixedStrength;

    /// <summary>k, in rows, 0 or more: a category with k rows counts half. Of no effect with <see cref="ShrinkageEstimate.Moments"/>.</summary>
    /// <value>50 by default.</value>
    public double Strength { get; init; } = MarketShrinkage.DefaultStrength;

    /// <summary>On which scale forecast and market are blended.</summary>
    /// <value><see cref="BlendScale.Linear"/> by default.</value>
    public BlendScale Scale { get; init; } = BlendScale.Linear;

    internal void Validate()
    {
        if (!(Strength >= 0) || double.IsInfinity(Strength)) throw new ArgumentOutOfRangeException(nameof(Strength), Strength, "The strength k is a number of rows, 0 or more.");
        if (!Enum.IsDefined(Estimate)) throw new ArgumentException($"{Estimate} is no shrinkage estimate.");
        if (!Enum.IsDefined(Scale)) throw new ArgumentException($"{Scale} is no blend scale.");
    }
}

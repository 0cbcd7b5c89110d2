namespace HypeKr.Calibration;

/// <summary>One block of an isotonic fit: neighbouring scores that share one value.</summary>
/// <param name="First">The lowest score of the block.</param>
/// <param name="Last">The highest score of the block.</param>
/// <param name="Positives">The weight of YES rows in the block, in units of its table.</param>
/// <param name="Weight">The weight of all rows in the block, in units of its table.</param>
public readonly record struct IsotonicStep(double First, double Last, long Positives, long Weight)
{
    /// <summary>The share of YES in the block, which is its fitted value before any bound.</summary>
    public double Value => (double)Positives / Weight;
}

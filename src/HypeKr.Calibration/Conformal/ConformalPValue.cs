namespace HypeKr.Calibration;

/// <summary>A conformal p-value as the exact fraction (AtLeast + 1) / (Count + 1).</summary>
/// <param name="AtLeast">How many scores of the cell are at least the object's.</param>
/// <param name="Count">How many scores the cell has. An empty cell gives p = 1.</param>
public readonly record struct ConformalPValue(long AtLeast, long Count)
{
    /// <summary>The p-value in (0, 1].</summary>
    public double Value => (AtLeast + 1.0) / (Count + 1.0);

    /// <summary>Whether p &gt; alpha, in exact decimals.</summary>
    public bool Exceeds(decimal alpha) => AtLeast + 1 > alpha * (Count + 1);

    /// <summary>Whether p ≥ alpha, in exact decimals.</summary>
    public bool Reaches(decimal alpha) => AtLeast + 1 >= alpha * (Count + 1);
}

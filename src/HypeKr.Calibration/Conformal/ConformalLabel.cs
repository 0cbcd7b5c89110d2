namespace HypeKr.Calibration;

/// <summary>What conformal prediction says about one label of one object.</summary>
/// <param name="Class">The label; for binary data 1 is YES.</param>
/// <param name="PValue">Its p-value in its cell, whose <see cref="ConformalPValue.Count"/> is the cell's size.</param>
/// <param name="Inclusion">Whether it is in the set, and why.</param>
public readonly record struct ConformalLabel(int Class, ConformalPValue PValue, LabelInclusion Inclusion)
{
    /// <summary>Whether the label is in the set.</summary>
    public bool IsIncluded => Inclusion != LabelInclusion.Excluded;
}

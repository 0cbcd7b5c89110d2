namespace HypeKr.Calibration;

/// <summary>What a conformal set does with the label of a cell that has fewer rows than the minimum.</summary>
public enum SmallCellRule
{
    /// <summary>The label is in the set whatever its p-value: too little is known to exclude it.</summary>
    IncludeLabel,

    /// <summary>The p-value decides as in any cell. Valid on average, but one small fit can be far off.</summary>
    Ignore,
}

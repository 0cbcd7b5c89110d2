namespace HypeKr.Calibration;

/// <summary>Whether, and why, a label is in a conformal set.</summary>
public enum LabelInclusion
{
    /// <summary>Not in the set: its p-value is too small.</summary>
    Excluded,

    /// <summary>In the set by its p-value.</summary>
    Included,

    /// <summary>In the set because its cell has too few rows to exclude it.</summary>
    Forced,

    /// <summary>In the set because the set would have been empty (<see cref="EmptySetRule"/>).</summary>
    Filled,
}

namespace HypeKr.Calibration;

/// <summary>What p1 is for a score above the highest calibration score.</summary>
public enum VennAbersAboveRange
{
    /// <summary>1, as the definition has it: the object itself, labelled YES, is the last block.</summary>
    One,

    /// <summary>p1 of the highest calibration score, as the Python package venn-abers (1.5.3) answers. Kept to reproduce its numbers; the guarantee does not hold there.</summary>
    LastStep,
}

namespace HypeKr.Calibration;

/// <summary>What a fitted map answers for a score outside the range it was fitted on.</summary>
public enum OutOfRangeRule
{
    /// <summary>The value at the nearer end.</summary>
    Clip,

    /// <summary>NaN.</summary>
    NaN,

    /// <summary>An <see cref="InvalidCalibrationDataException"/> that names the row.</summary>
    Throw,
}

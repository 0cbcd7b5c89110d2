namespace HypeKr.Calibration;

/// <summary>Whose rows a map was fitted on.</summary>
public enum CalibrationScope
{
    /// <summary>Nobody's: the identity.</summary>
    None,

    /// <summary>The rows of all categories together.</summary>
    Global,

    /// <summary>The rows of the category alone.</summary>
    Category,
}

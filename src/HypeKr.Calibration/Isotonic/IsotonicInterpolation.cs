namespace HypeKr.Calibration;

/// <summary>What an isotonic fit answers between the last score of one block and the first of the next.</summary>
public enum IsotonicInterpolation
{
    /// <summary>The straight line between the two block values, as scikit-learn does.</summary>
    Linear,

    /// <summary>The value of the lower block, so that only fitted values are ever returned.</summary>
    Step,
}

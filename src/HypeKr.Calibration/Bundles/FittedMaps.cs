namespace HypeKr.Calibration;

/// <summary>The maps that were fitted on the rows of one category, or of all, with the tests that decided which one is used.</summary>
/// <remarks>Immutable and safe to share.</remarks>
public sealed class FittedMaps
{
    internal FittedMaps(string? category, long rows, long positives, double lowest, double highest)
    {
        Category = category;
        RowCount = rows;
        PositiveCount = positives;
        LowestScore = lowest;
        HighestScore = highest;
    }

    /// <summary>The category; null for all rows together.</summary>
    public string? Category { get; }

    /// <summary>How many rows there were.</summary>
    public long RowCount { get; }

    /// <summary>How many of them were YES.</summary>
    public long PositiveCount { get; }

    /// <summary>The lowest raw probability among them.</summary>
    public double LowestScore { get; }

    /// <summary>The highest raw probability among them.</summary>
    public double HighestScore { get; }

    /// <summary>In which unit the weights of the fits are counted; 1 where rows weigh the same.</summary>
    public long UnitsPerWeight { get; internal init; } = 1;

    /// <summary>The isotonic fit; null where there were too few rows. The fit over all rows always exists.</summary>
    public IsotonicCalibrator? Isotonic { get; internal init; }

    /// <summary>The Venn-Abers model; null where there were too few rows. The one over all rows always exists.</summary>
    public VennAbersCalibrator? VennAbers { get; internal init; }

    /// <summary>The beta or Platt fit; null where there were too few rows for one or enough for better.</summary>
    /// <remarks>logit P = A·ln s - B·ln(1 - s) + C for s moved into [2.2e-16, 1 - 2.2e-16].</remarks>
    public BetaCalibrator? Parametric { get; internal init; }

    /// <summary>What the out-of-sample tests said, in the order in which maps were tried.</summary>
    public IReadOnlyList<AdoptionTest> Tests { get; internal init; } = [];

    /// <summary>The map of this scope that is used; <see cref="CalibrationMethod.Identity"/> where none was fitted or shown to help.</summary>
    public CalibrationMethod Adopted { get; internal init; }

    /// <summary>The value of the adopted map, clipped to the fitted range where the map is.</summary>
    internal double Predict(CalibrationMethod method, double raw) => method switch
    {
        CalibrationMethod.VennAbers => VennAbers!.Predict(raw).Merge(VennAbersMerge.LogMinimax),
        CalibrationMethod.Isotonic => Isotonic!.Predict(raw),
        CalibrationMethod.Beta or CalibrationMethod.Platt => Parametric!.Predict(raw),
        _ => raw,
    };
}

namespace HypeKr.Calibration;

/// <summary>A whole conformal distribution for every prediction of a regression, category by category.</summary>
/// <remarks>
/// Split conformal predictive systems: Vovk, Petej, Nouretdinov, Manokhin and Gammerman, "Computationally efficient versions of conformal
/// predictive distributions" (2020). The distribution is prediction + difficulty · residual over the calibration residuals of the
/// category; its smoothed value at the outcome is uniform for exchangeable rows. Its quantiles have no use for <see cref="MondrianOptions.Boundary"/>. Immutable and safe to share.
/// </remarks>
public sealed class ConformalPredictiveSystem
{
    private readonly RegressionCells _cells;

    private ConformalPredictiveSystem(RegressionCells cells) => _cells = cells;

    /// <summary>The categories of calibration.</summary>
    public IReadOnlyCollection<string> Categories => _cells.Categories;

    /// <inheritdoc cref="ConformalRegressor.Fit"/>
    public static ConformalPredictiveSystem Fit(ReadOnlySpan<string> categories, ReadOnlySpan<double> predictions, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> difficulties = default, MondrianOptions? options = null) =>
        new(new RegressionCells(categories, predictions, outcomes, difficulties, absolute: false, options ?? MondrianOptions.Default));

    /// <summary>The distribution of one object's outcome.</summary>
    /// <param name="category">The object's category; one never seen has a distribution without points.</param>
    /// <param name="prediction">The model's prediction.</param>
    /// <param name="difficulty">The object's difficulty, above 0.</param>
    /// <exception cref="InvalidCalibrationDataException">A value is not finite, or the difficulty is not above 0.</exception>
    public ConformalDistribution Predict(string category, double prediction, double difficulty = 1)
    {
        var (residuals, forced) = _cells.Find(category);
        return new ConformalDistribution(residuals, RegressionCells.Number(prediction, "prediction"), RegressionCells.Difficulty(difficulty), forced);
    }
}

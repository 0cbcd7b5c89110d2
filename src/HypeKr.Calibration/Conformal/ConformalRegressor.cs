namespace HypeKr.Calibration;

/// <summary>Conformal intervals around the predictions of any regression, category by category: prediction ± difficulty · quantile.</summary>
/// <remarks>
/// Papadopoulos, Proedrou, Vovk and Gammerman, "Inductive confidence machines for regression" (2002); Mondrian: Boström and Johansson,
/// "Mondrian conformal regressors" (2020). The interval of a category holds the outcome with probability at least 1 - alpha for
/// exchangeable rows, at most 1/(n+1) more without ties. Immutable and safe to share.
/// </remarks>
public sealed class ConformalRegressor
{
    private readonly RegressionCells _cells;

    private ConformalRegressor(RegressionCells cells) => _cells = cells;

    /// <summary>The categories of calibration.</summary>
    public IReadOnlyCollection<string> Categories => _cells.Categories;

    /// <summary>Fits from n resolved rows.</summary>
    /// <param name="categories">n categories.</param>
    /// <param name="predictions">n predictions of a model that has not seen the rows.</param>
    /// <param name="outcomes">n outcomes.</param>
    /// <param name="difficulties">n difficulties above 0, by which residuals are divided; empty where all are as hard.</param>
    /// <param name="options">The policies; <see cref="MondrianTaxonomy.Marginal"/> pools the categories, anything else keeps them apart. Defaults when left out.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or the taxonomy is by class.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a value is not finite; the error names the row.</exception>
    public static ConformalRegressor Fit(ReadOnlySpan<string> categories, ReadOnlySpan<double> predictions, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> difficulties = default, MondrianOptions? options = null) =>
        new(new RegressionCells(categories, predictions, outcomes, difficulties, absolute: true, options ?? MondrianOptions.Default));

    /// <summary>n, how many rows judge an object of a category.</summary>
    public long Count(string category) => _cells.Find(category).Residuals.Total;

    /// <summary>The interval of one object: the outcomes whose p-value is above alpha, or at least alpha under <see cref="ConformalBoundary.Include"/>.</summary>
    /// <param name="category">The object's category; for one never seen the interval is everything.</param>
    /// <param name="prediction">The model's prediction.</param>
    /// <param name="alpha">The error rate, a decimal or an exact fraction.</param>
    /// <param name="difficulty">The object's difficulty, above 0.</param>
    /// <exception cref="InvalidCalibrationDataException">A value is not finite, or the difficulty is not above 0.</exception>
    public PredictionInterval Predict(string category, double prediction, SignificanceLevel alpha, double difficulty = 1)
    {
        RegressionCells.Number(prediction, "prediction");
        RegressionCells.Difficulty(difficulty);
        var (residuals, forced) = _cells.Find(category);
        var rank = _cells.Rank(residuals.Total, alpha);
        if (forced || rank > residuals.Total) return new PredictionInterval(double.NegativeInfinity, double.PositiveInfinity, forced);
        var half = residuals.AtRank(rank) * difficulty;
        return new PredictionInterval(prediction - half, prediction + half, false);
    }

    /// <summary>The p-value of an outcome: how strange it would be after this prediction. Smoothed with <see cref="SmoothedPValue"/>.</summary>
    /// <exception cref="InvalidCalibrationDataException">A value is not finite, or the difficulty is not above 0.</exception>
    public ConformalPValue PValue(string category, double prediction, double outcome, double difficulty = 1)
    {
        var residuals = _cells.Find(category).Residuals;
        return new ConformalPValue(residuals.AtLeast(Strangeness(prediction, outcome, difficulty)), residuals.Total);
    }

    /// <summary>The smoothed p-value (#above + θ(#equal + 1)) / (n + 1) of an outcome.</summary>
    /// <param name="category">The object's category.</param>
    /// <param name="prediction">The model's prediction.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="theta">Drawn uniformly from [0, 1] for every object.</param>
    /// <param name="difficulty">The object's difficulty, above 0.</param>
    /// <exception cref="InvalidCalibrationDataException">A value is not finite, the difficulty is not above 0, or theta is outside [0, 1].</exception>
    public double SmoothedPValue(string category, double prediction, double outcome, double theta, double difficulty = 1)
    {
        Guard.Probability(theta, "theta");
        var residuals = _cells.Find(category).Residuals;
        var score = Strangeness(prediction, outcome, difficulty);
        var above = residuals.Above(score);
        return (above + (theta * (residuals.AtLeast(score) - above + 1))) / (residuals.Total + 1);
    }

    private static double Strangeness(double prediction, double outcome, double difficulty) =>
        Math.Abs(RegressionCells.Number(outcome, "outcome") - RegressionCells.Number(prediction, "prediction")) / RegressionCells.Difficulty(difficulty);
}

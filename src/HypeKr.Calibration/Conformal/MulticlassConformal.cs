namespace HypeKr.Calibration;

/// <summary>Conformal sets over C classes from a classifier's probabilities: LAC, APS or RAPS, in Mondrian cells of any taxonomy.</summary>
/// <remarks>
/// APS and RAPS are usually fitted with <see cref="MondrianTaxonomy.Marginal"/>; with <see cref="MondrianTaxonomy.Class"/> every class is
/// covered by itself. It depends on rows, so it takes rows. Immutable and safe to share.
/// </remarks>
public sealed class MulticlassConformal
{
    private MulticlassConformal(NonconformityScore score, MondrianConformal cells)
    {
        Score = score;
        Cells = cells;
    }

    /// <summary>How strange a label is.</summary>
    public NonconformityScore Score { get; }

    /// <summary>The calibrated cells.</summary>
    public MondrianConformal Cells { get; }

    /// <summary>Fits cells.</summary>
    /// <param name="score">How strange a label is.</param>
    /// <param name="categories">n categories.</param>
    /// <param name="probabilities">n · C probabilities, those of one object side by side.</param>
    /// <param name="classes">n true classes, 0 to C - 1.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <param name="u">n uniform numbers for randomised APS or RAPS; empty for sets without chance.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, a class does not exist, a category is empty, or a probability is outside [0, 1].</exception>
    public static MulticlassConformal Fit(NonconformityScore score, ReadOnlySpan<string> categories, ReadOnlySpan<double> probabilities, ReadOnlySpan<int> classes, int classCount, MondrianOptions? options = null, ReadOnlySpan<double> u = default)
    {
        ArgumentNullException.ThrowIfNull(score);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        Guard.SameLength(classes.Length * classCount, probabilities.Length, nameof(probabilities));
        if (u.Length > 0) Guard.SameLength(classes.Length, u.Length, nameof(u));
        var scores = new double[classes.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            if (classes[i] < 0 || classes[i] >= classCount) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the class {classes[i]} is not one of 0 to {classCount - 1}."));
            scores[i] = score.Of(probabilities.Slice(i * classCount, classCount), classes[i], u.Length > 0 ? u[i] : 1);
        }

        return new MulticlassConformal(score, MondrianConformal.Fit(categories, classes, scores, classCount, options));
    }

    /// <summary>The set of one object.</summary>
    /// <param name="category">The object's category.</param>
    /// <param name="probabilities">C probabilities.</param>
    /// <param name="alpha">The error rate, a decimal or an exact fraction.</param>
    /// <param name="u">The object's uniform number for randomised APS or RAPS; 1 for sets without chance.</param>
    /// <exception cref="ArgumentException">There are not C probabilities.</exception>
    /// <exception cref="InvalidCalibrationDataException">A probability or u is outside [0, 1].</exception>
    public PredictionSet Predict(string category, ReadOnlySpan<double> probabilities, SignificanceLevel alpha, double u = 1)
    {
        Guard.SameLength(Cells.ClassCount, probabilities.Length, nameof(probabilities));
        Span<double> scores = new double[probabilities.Length];
        Score.All(probabilities, scores, u);
        return Cells.Predict(category, scores, alpha);
    }
}

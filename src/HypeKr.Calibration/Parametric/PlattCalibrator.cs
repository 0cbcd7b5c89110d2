namespace HypeKr.Calibration;

/// <summary>Platt scaling: P = 1 / (1 + e^(A·score + B)), at the exact minimum of the log loss.</summary>
/// <remarks>
/// Platt, "Probabilistic outputs for support vector machines" (1999), with the safeguards of Lin, Lin and Weng (2007). Scores on any
/// scale; on probabilities a sigmoid of the score itself bends the wrong way, so give logits or use <see cref="BetaCalibrator"/>.
/// The fit is a function of the table alone and, with logarithms of the package's own, the same bits everywhere.
/// </remarks>
public sealed class PlattCalibrator : ICalibrator
{
    private PlattCalibrator(double a, double b, TargetRule targets, double meanLoss) => (A, B, Targets, MeanLoss) = (a, b, targets, meanLoss);

    /// <summary>The factor of the score; negative where high scores mean YES.</summary>
    public double A { get; }

    /// <summary>The constant.</summary>
    public double B { get; }

    /// <summary>What the fit aimed at.</summary>
    public TargetRule Targets { get; }

    /// <summary>The mean log loss against the targets at the optimum, in nats.</summary>
    public double MeanLoss { get; }

    /// <summary>Fits the two parameters.</summary>
    /// <param name="table">Scores on any scale with their labels.</param>
    /// <param name="targets">What to aim at.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty, its scores are too close for a slope, or the labels alone have no finite optimum: one class, or scores that separate the two.</exception>
    public static PlattCalibrator Fit(ScoreTable table, TargetRule targets = TargetRule.Platt)
    {
        const string Method = "Platt scaling";
        Guard.NotEmpty(table);
        var aims = new TargetTable(table, targets);
        var constant = aims.Constant(Method);

        // With one score or one class all targets are one, and the constant is the optimum.
        if (table.Count == 1 || table.TotalPositives == 0 || table.TotalNegatives == 0) return new PlattCalibrator(0, -constant.Logit, targets, constant.Loss / aims.Total);

        // Scores are brought to [-1, 1] first, so that the two parameters are of one size.
        var (lowest, highest) = (table.Scores[0], table.Scores[^1]);
        var middle = (lowest / 2) + (highest / 2);
        var half = (highest / 2) - (lowest / 2);
        if (half == 0) throw TooClose();
        var ones = new double[table.Count];
        var scaled = new double[table.Count];
        for (var i = 0; i < table.Count; i++) (ones[i], scaled[i]) = (1, (table.Scores[i] - middle) / half);
        if (!LogisticFit.TrySolve([ones, scaled], aims.Weights, aims.Targets, out var parameters, out var loss)) throw aims.NoOptimum(Method, "the scores separate YES from NO");
        var (a, b) = (-parameters[1] / half, (parameters[1] * (middle / half)) - parameters[0]);

        // Among subnormal scores a slope may be more than a double holds.
        if (!double.IsFinite(a) || !double.IsFinite(b)) throw TooClose();
        return new PlattCalibrator(a, b, targets, loss / aims.Total);

        InvalidCalibrationDataException TooClose() => new(string.Create(CultureInfo.InvariantCulture, $"The scores lie between {lowest} and {highest}, too close for a slope; rescale them."));
    }

    /// <inheritdoc/>
    public double Predict(double score) => Predict(score, 0);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> scores, Span<double> destination)
    {
        Guard.Room(scores.Length, destination.Length, "probabilities");
        for (var i = 0; i < scores.Length; i++) destination[i] = Predict(scores[i], i);
    }

    private double Predict(double score, int row)
    {
        if (double.IsNaN(score)) throw new InvalidCalibrationDataException(row, "the score is NaN.");

        // 0 times infinity is no logit.
        return ExactMath.Sigmoid(A == 0 ? -B : -((A * score) + B));
    }
}

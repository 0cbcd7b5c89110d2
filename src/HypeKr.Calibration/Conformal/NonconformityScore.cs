namespace HypeKr.Calibration;

/// <summary>How strange a label is, given the probabilities of all classes: the larger, the stranger.</summary>
/// <remarks>Labels are ranked by probability, ties by class, and sums run in that order, so a score is the same on every machine.</remarks>
public abstract class NonconformityScore
{
    private NonconformityScore()
    {
    }

    /// <summary>LAC: 1 - p of the label. The smallest sets on average, which may be empty. Sadinle, Lei and Wasserman, "Least ambiguous set-valued classifiers with bounded error levels" (2019).</summary>
    public static NonconformityScore LeastAmbiguous { get; } = new LeastAmbiguousScore();

    /// <summary>The largest probability among the other classes minus the label's own.</summary>
    public static NonconformityScore Margin { get; } = new MarginScore();

    /// <summary>APS: the probability mass of all labels ranked above, plus u times the label's own. Sets that grow where the object is hard. Romano, Sesia and Candès, "Classification with valid and adaptive coverage" (2020).</summary>
    public static NonconformityScore Adaptive { get; } = new AdaptiveScore(0, 0);

    /// <summary>RAPS: APS plus a penalty for every rank beyond the first few, which keeps sets small where there are many classes. Angelopoulos, Bates, Malik and Jordan, "Uncertainty sets for image classifiers using conformal prediction" (2021).</summary>
    /// <param name="penalty">λ, 0 or more, for every rank beyond.</param>
    /// <param name="freeRanks">How many ranks are free of it, 0 or more.</param>
    public static NonconformityScore RegularizedAdaptive(double penalty, int freeRanks)
    {
        if (!(penalty >= 0) || double.IsInfinity(penalty)) throw new ArgumentOutOfRangeException(nameof(penalty), penalty, "The penalty is 0 or more, for example 0.01.");
        ArgumentOutOfRangeException.ThrowIfNegative(freeRanks);
        return new AdaptiveScore(penalty, freeRanks);
    }

    /// <summary>The score of one label.</summary>
    /// <param name="probabilities">C probabilities, one a class.</param>
    /// <param name="class">The label.</param>
    /// <param name="u">What share of the label's own mass counts in APS and RAPS: 1 for sets without chance, or a uniform number an object, in calibration and prediction alike, for smaller sets. Coverage is as promised either way.</param>
    /// <exception cref="InvalidCalibrationDataException">A probability or u is outside [0, 1].</exception>
    public double Of(ReadOnlySpan<double> probabilities, int @class, double u = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(@class);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(@class, probabilities.Length);
        for (var c = 0; c < probabilities.Length; c++) Guard.Probability(probabilities[c], c, "probability of the class");
        return Score(probabilities, @class, Guard.Probability(u, "u"));
    }

    /// <summary>The scores of all labels.</summary>
    /// <param name="probabilities">C probabilities, one a class.</param>
    /// <param name="scores">Receives C scores.</param>
    /// <param name="u">What share of the label's own mass counts in APS and RAPS.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A probability or u is outside [0, 1].</exception>
    public void All(ReadOnlySpan<double> probabilities, Span<double> scores, double u = 1)
    {
        Guard.SameLength(probabilities.Length, scores.Length, nameof(scores));
        for (var c = 0; c < scores.Length; c++) Guard.Probability(probabilities[c], c, "probability of the class");
        Fill(probabilities, scores, Guard.Probability(u, "u"));
    }

    private protected abstract double Score(ReadOnlySpan<double> probabilities, int @class, double u);

    private protected virtual void Fill(ReadOnlySpan<double> probabilities, Span<double> scores, double u)
    {
        for (var c = 0; c < scores.Length; c++) scores[c] = Score(probabilities, c, u);
    }

    private sealed class LeastAmbiguousScore : NonconformityScore
    {
        private protected override double Score(ReadOnlySpan<double> probabilities, int @class, double u) => 1 - probabilities[@class];
    }

    private sealed class MarginScore : NonconformityScore
    {
        private protected override double Score(ReadOnlySpan<double> probabilities, int @class, double u)
        {
            var largest = double.NegativeInfinity;
            for (var c = 0; c < probabilities.Length; c++)
            {
                if (c != @class) largest = Math.Max(largest, probabilities[c]);
            }

            return largest - probabilities[@class];
        }
    }

    private sealed class AdaptiveScore(double penalty, int freeRanks) : NonconformityScore
    {
        private protected override double Score(ReadOnlySpan<double> probabilities, int @class, double u)
        {
            var (mass, rank) = (0.0, 0);
            var (last, at) = (double.PositiveInfinity, -1);
            while (true)
            {
                (last, at) = Next(probabilities, last, at);
                if (at == @class) return Of(mass, last, rank, u);
                mass += last;
                rank++;
            }
        }

        private protected override void Fill(ReadOnlySpan<double> probabilities, Span<double> scores, double u)
        {
            var mass = 0.0;
            var (last, at) = (double.PositiveInfinity, -1);
            for (var rank = 0; rank < scores.Length; rank++)
            {
                (last, at) = Next(probabilities, last, at);
                scores[at] = Of(mass, last, rank, u);
                mass += last;
            }
        }

        private double Of(double above, double own, int rank, double u) => above + (u * own) + (penalty * Math.Max(0, rank + 1 - freeRanks));

        /// <summary>The label ranked next: there are few, and picking one after the other allocates nothing.</summary>
        private static (double Probability, int Class) Next(ReadOnlySpan<double> probabilities, double last, int lastClass)
        {
            var (next, at) = (double.NegativeInfinity, -1);
            for (var c = 0; c < probabilities.Length; c++)
            {
                var p = probabilities[c];
                if ((p < last || (p == last && c > lastClass)) && p > next) (next, at) = (p, c);
            }

            return (next, at);
        }
    }
}

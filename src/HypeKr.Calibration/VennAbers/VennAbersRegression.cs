namespace HypeKr.Calibration;

/// <summary>Venn-Abers for a real response: for every threshold, the two calibrated probabilities of exceeding it, together a predictive distribution with two edges.</summary>
/// <remarks>
/// Nouretdinov, Volkhonskiy, Lim, Toccaceli and Gammerman, "Inductive Venn-Abers predictive distribution" (2018). One inductive
/// calibrator a threshold, on the labels "response above the threshold"; each carries the guarantee of <see cref="VennAbersCalibrator"/>
/// for its own event. Both edges fall with the score and rise with the threshold. The rows themselves are needed, and n·K steps of work.
/// </remarks>
public sealed class VennAbersRegression
{
    private readonly double[] _thresholds;
    private readonly VennAbersCalibrator[] _exceeds;

    private VennAbersRegression(double[] thresholds, VennAbersCalibrator[] exceeds) => (_thresholds, _exceeds) = (thresholds, exceeds);

    /// <summary>The thresholds, ascending.</summary>
    public ReadOnlySpan<double> Thresholds => _thresholds;

    /// <summary>Fits a calibrator a threshold.</summary>
    /// <param name="scores">n scores, for example a regression's predictions: the higher, the higher the response should be.</param>
    /// <param name="responses">n responses, finite.</param>
    /// <param name="thresholds">K thresholds, finite, strictly ascending; the distinct responses give the whole distribution.</param>
    /// <exception cref="ArgumentException">The spans differ in length, there is no threshold, or they do not ascend.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, or a value is not finite.</exception>
    public static VennAbersRegression Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> responses, ReadOnlySpan<double> thresholds)
    {
        Guard.SameLength(scores.Length, responses.Length, nameof(responses));
        if (scores.IsEmpty) throw new InvalidCalibrationDataException("There is no row; at least one is needed.");
        if (thresholds.IsEmpty) throw new ArgumentException("There is no threshold; at least one is needed.", nameof(thresholds));
        for (var i = 0; i < responses.Length; i++) Guard.Finite(responses[i], i, "response");
        for (var k = 0; k < thresholds.Length; k++)
        {
            if (!double.IsFinite(thresholds[k]) || (k > 0 && !(thresholds[k - 1] < thresholds[k]))) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Threshold {k}, {thresholds[k]}, is not finite or not above the one before."), nameof(thresholds));
        }

        var exceeds = new VennAbersCalibrator[thresholds.Length];
        var labels = new bool[scores.Length];
        for (var k = 0; k < exceeds.Length; k++)
        {
            for (var i = 0; i < labels.Length; i++) labels[i] = responses[i] > thresholds[k];
            exceeds[k] = VennAbersCalibrator.Fit(ScoreTable.FromRows(scores, labels));
        }

        return new VennAbersRegression(thresholds.ToArray(), exceeds);
    }

    /// <summary>The distribution of one object, without allocation.</summary>
    /// <param name="score">The object's score.</param>
    /// <param name="destination">Room for K intervals.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public void Predict(double score, Span<CumulativeInterval> destination)
    {
        Guard.Room(_thresholds.Length, destination.Length, "intervals");
        for (var k = 0; k < _thresholds.Length; k++)
        {
            var exceed = _exceeds[k].Predict(score);
            destination[k] = new CumulativeInterval(_thresholds[k], 1 - exceed.P1, 1 - exceed.P0);
        }
    }

    /// <summary>Between which thresholds a quantile of one object lies.</summary>
    /// <param name="score">The object's score.</param>
    /// <param name="level">The quantile, between 0 and 1, for example 0.5 for the median.</param>
    /// <returns>The first thresholds at which the upper and the lower edge reach the level; infinity where none does.</returns>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public (double Lower, double Upper) Quantile(double score, double level)
    {
        if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "A quantile lies between 0 and 1, for example 0.5.");
        var (lower, upper) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var k = _thresholds.Length - 1; k >= 0; k--)
        {
            var exceed = _exceeds[k].Predict(score);
            if (1 - exceed.P0 >= level) lower = _thresholds[k];
            if (1 - exceed.P1 >= level) upper = _thresholds[k];
        }

        return (lower, upper);
    }
}

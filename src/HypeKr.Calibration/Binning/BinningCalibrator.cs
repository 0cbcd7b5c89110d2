namespace HypeKr.Calibration;

/// <summary>Histogram binning: a forecast becomes the share of YES among the rows of its bin.</summary>
/// <remarks>
/// Zadrozny and Elkan, "Obtaining calibrated probability estimates from decision trees and naive Bayesian classifiers" (2001). Bins of
/// equal width (<see cref="BinEdges.LeftClosed"/> and its kin) or of equal weight (<see cref="BinEdges.EqualMass"/>). Not monotone, and
/// flat inside a bin. A bin without rows answers its own middle: nothing is known that would move the forecast.
/// </remarks>
public sealed class BinningCalibrator : ICalibrator
{
    private readonly BinMap _map;
    private readonly double[] _values;
    private readonly ReliabilityBin[] _bins;

    private BinningCalibrator(BinningRule rule, BinMap map, double[] values, ReliabilityBin[] bins) =>
        (Rule, _map, _values, _bins) = (rule, map, values, bins);

    /// <summary>The convention.</summary>
    public BinningRule Rule { get; }

    /// <summary>The bins that hold rows, ascending; a bin's <see cref="ReliabilityBin.ObservedRate"/> is what its forecasts become.</summary>
    public ReadOnlySpan<ReliabilityBin> Bins => _bins;

    /// <summary>Fits the bins.</summary>
    /// <param name="table">Probabilities with their labels.</param>
    /// <param name="rule">The convention.</param>
    /// <exception cref="ArgumentException">The rule leaves forecasts of 1 out, or has a bin for every forecast.</exception>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public static BinningCalibrator Fit(ScoreTable table, BinningRule rule)
    {
        if (rule.Edges is BinEdges.HalfOpen or BinEdges.Distinct) throw new ArgumentException($"The rule \"{rule}\" gives no bin to some forecasts; use LeftClosed or EqualMass.", nameof(rule));
        var map = rule.For(table);
        ReliabilityBin[] bins = [.. ReliabilityBins.Of(table, rule).Bins];
        var values = new double[map.BinCount];
        for (var k = 0; k < values.Length; k++) values[k] = map.MiddleOf(k);
        foreach (var bin in bins) values[bin.Index] = bin.ObservedRate;
        return new BinningCalibrator(rule, map, values, bins);
    }

    /// <inheritdoc/>
    public double Predict(double score) => _values[_map.BinOf(Guard.Probability(score, 0, "score"))];

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> scores, Span<double> destination)
    {
        Guard.Room(scores.Length, destination.Length, "probabilities");
        for (var i = 0; i < scores.Length; i++) destination[i] = _values[_map.BinOf(Guard.Probability(scores[i], i, "score"))];
    }
}

namespace HypeKr.Calibration;

/// <summary>The Brier score in five terms: reliability - resolution + uncertainty + within-bin variance - within-bin covariance, exactly.</summary>
/// <remarks>
/// Stephenson, Coelho and Jolliffe, "Two extra components in the Brier score decomposition" (2008). Murphy's three terms alone
/// (1973) add up to the Brier score only where all forecasts of a bin are equal.
/// </remarks>
/// <param name="Reliability">Σ w_k (f̄_k - ō_k)² / Σ w: lower is better.</param>
/// <param name="Resolution">Σ w_k (ō_k - ō)² / Σ w: higher is better.</param>
/// <param name="Uncertainty">ō (1 - ō), no doing of the forecaster.</param>
/// <param name="WithinBinVariance">Mean (f - f̄_k)².</param>
/// <param name="WithinBinCovariance">2 · mean (f - f̄_k)(o - ō_k), the factor 2 included.</param>
/// <param name="BinCount">How many bins hold forecasts.</param>
public readonly record struct MurphyDecomposition(double Reliability, double Resolution, double Uncertainty, double WithinBinVariance, double WithinBinCovariance, int BinCount)
{
    /// <summary>The sum of the five terms, which is the Brier score.</summary>
    public double Brier => Reliability - Resolution + Uncertainty + WithinBinVariance - WithinBinCovariance;

    /// <summary>Resolution - within-bin variance + within-bin covariance: then Brier = reliability - this + uncertainty.</summary>
    public double GeneralizedResolution => Resolution - WithinBinVariance + WithinBinCovariance;

    /// <summary>Decomposes the Brier score of a table.</summary>
    /// <exception cref="ArgumentException">The rule leaves forecasts of 1 out, so that nothing adds up.</exception>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public static MurphyDecomposition Of(ScoreTable table, BinningRule rule)
    {
        if (rule.Edges == BinEdges.HalfOpen) throw new ArgumentException("Half-open bins leave out forecasts of 1, so the terms would not add up; use LeftClosed.", nameof(rule));
        var bins = ReliabilityBins.Of(table, rule).Bins;
        double total = table.TotalWeight;
        var baseRate = ProbabilityScores.BaseRate(table);
        CompensatedSum reliability = default, resolution = default, variance = default, covariance = default;
        var next = 0;
        foreach (var bin in bins)
        {
            reliability.Add(bin.Weight * (bin.Gap * bin.Gap));
            resolution.Add(bin.Weight * ((bin.ObservedRate - baseRate) * (bin.ObservedRate - baseRate)));
            for (; next < table.Count && table.Scores[next] <= bin.Highest; next++)
            {
                var off = table.Scores[next] - bin.MeanForecast;
                variance.Add(table.WeightAt(next) * (off * off));
                covariance.Add(2 * off * (table.Positives[next] - (table.WeightAt(next) * bin.ObservedRate)));
            }
        }

        return new MurphyDecomposition(reliability.Value / total, resolution.Value / total, ProbabilityScores.Uncertainty(table), variance.Value / total, covariance.Value / total, bins.Count);
    }
}

namespace HypeKr.Calibration;

/// <summary>A proper score as miscalibration - discrimination + uncertainty, with isotonic recalibration instead of bins.</summary>
/// <remarks>Dimitriadis, Gneiting and Jordan, "Stable reliability diagrams for probabilistic classifiers" (PNAS 2021).</remarks>
/// <param name="Score">The mean score, as a loss.</param>
/// <param name="Miscalibration">What isotonic recalibration of these very rows would gain; never negative.</param>
/// <param name="Discrimination">What the recalibrated forecasts gain over the base rate; never negative.</param>
/// <param name="Uncertainty">The score of always forecasting the base rate.</param>
public readonly record struct CorpDecomposition(double Score, double Miscalibration, double Discrimination, double Uncertainty)
{
    /// <summary>Decomposes the Brier score of a table.</summary>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public static CorpDecomposition Of(ScoreTable table)
    {
        var score = ProbabilityScores.Brier(table);
        var recalibrated = new CompensatedSum();
        foreach (var step in IsotonicCalibrator.Fit(table).Steps)
        {
            // positives·(1 - v)² + negatives·v² with v = positives / weight.
            recalibrated.Add((double)step.Positives * (step.Weight - step.Positives) / step.Weight);
        }

        var best = recalibrated.Value / table.TotalWeight;
        var uncertainty = ProbabilityScores.Uncertainty(table);
        return new CorpDecomposition(score, score - best, uncertainty - best, uncertainty);
    }

    /// <summary>Decomposes the mean of any proper loss.</summary>
    /// <remarks>Isotonic recalibration is optimal for every proper loss at once, so both parts stay non-negative.</remarks>
    /// <param name="table">Probabilities with labels.</param>
    /// <param name="loss">A proper loss.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public static CorpDecomposition Of(ScoreTable table, ForecastLoss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var score = loss.Mean(table);
        var steps = ScoreTable.FromGroups(AdjacentViolators.Pool(table).Select(s => new ScoreGroup(s.Value, s.Weight, s.Positives)));
        var best = loss.Mean(steps);
        var uncertainty = loss.Mean(ScoreTable.FromGroups([new ScoreGroup(ProbabilityScores.BaseRate(table), table.TotalWeight, table.TotalPositives)]));
        return new CorpDecomposition(score, score - best, uncertainty - best, uncertainty);
    }
}

namespace HypeKr.Calibration;

/// <summary>The Brier score as miscalibration - discrimination + uncertainty, with isotonic recalibration instead of bins.</summary>
/// <remarks>Dimitriadis, Gneiting and Jordan, "Stable reliability diagrams for probabilistic classifiers" (PNAS 2021).</remarks>
/// <param name="Score">The Brier score.</param>
/// <param name="Miscalibration">What isotonic recalibration of these very rows would gain; never negative.</param>
/// <param name="Discrimination">What the recalibrated forecasts gain over the base rate; never negative.</param>
/// <param name="Uncertainty">The Brier score of the base rate.</param>
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
}

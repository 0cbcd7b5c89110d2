namespace HypeKr.Calibration;

/// <summary>The expected calibration error that a perfectly calibrated forecaster with the same forecasts would show on as many rows.</summary>
/// <remarks>
/// It is far from 0 on few rows: a measured error means something only beside it. Labels are drawn anew, YES with the forecast's own
/// probability; the bins stay.
/// </remarks>
/// <param name="Measured">The error that was measured.</param>
/// <param name="Mean">The mean error of the perfect forecaster.</param>
/// <param name="Upper95">The error that the perfect forecaster exceeds one time in twenty.</param>
/// <param name="Draws">How many times labels were drawn.</param>
/// <param name="Seed">The seed of the draws.</param>
public readonly record struct NullCalibrationError(double Measured, double Mean, double Upper95, int Draws, ulong Seed)
{
    /// <summary>The measured error less the mean of the perfect forecaster, and 0 where that is negative: what of the error is not chance.</summary>
    public double Debiased => Math.Max(0, Measured - Mean);

    /// <summary>Simulates the perfect forecaster.</summary>
    /// <param name="table">Probabilities with labels, in whole rows.</param>
    /// <param name="rule">The binning convention of the error.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="draws">How many times labels are drawn, at least 1.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty, weighted, or holds a score outside [0, 1].</exception>
    public static NullCalibrationError Of(ScoreTable table, BinningRule rule, ulong seed, int draws = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var bins = ReliabilityBins.Of(table, rule);
        Guard.UnitWeights(table, "the null value of a calibration error");
        var random = new SeededRandom(seed);
        var errors = new double[draws];
        for (var draw = 0; draw < draws; draw++)
        {
            var next = 0;
            var sum = new CompensatedSum();
            foreach (var bin in bins.Bins)
            {
                var positives = 0L;
                for (; next < table.Count && table.Scores[next] <= bin.Highest; next++) positives += random.NextBinomial(table.WeightAt(next), table.Scores[next]);
                sum.Add(Math.Abs(positives - (bin.Weight * bin.MeanForecast)));
            }

            errors[draw] = sum.Value / table.TotalWeight;
        }

        Array.Sort(errors);
        return new NullCalibrationError(bins.ExpectedError, errors.Average(), Bootstrap.Quantile(errors, 0.95), draws, seed);
    }
}

namespace HypeKr.Calibration;

/// <summary>Makes the forecasts of one question's outcomes, of which exactly one comes true, sum to 1.</summary>
/// <remarks>
/// Outcomes are calibrated one by one, so their probabilities need not add up, and whoever sizes each by itself can pay more than 1 for
/// something that pays 1. A coherent value carries no calibration guarantee of its own. Only + - · ÷ in a fixed order: the same on every
/// machine and in any order of outcomes.
/// </remarks>
public static class Coherence
{
    /// <summary>The probabilities, made to sum to 1.</summary>
    /// <param name="probabilities">Calibrated probabilities of two or more outcomes that exclude each other and leave none out.</param>
    /// <param name="method">How.</param>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    /// <exception cref="InvalidCalibrationDataException">All are 0 and cannot be divided by their sum.</exception>
    /// <exception cref="UninitializedValueException">One is a default value.</exception>
    public static IReadOnlyList<CalibratedProbability> Of(ReadOnlySpan<CalibratedProbability> probabilities, CoherenceMethod method = CoherenceMethod.Project)
    {
        var values = new double[probabilities.Length];
        for (var i = 0; i < values.Length; i++) values[i] = probabilities[i].Value;
        return [.. Sum(values, method).Select(v => new CalibratedProbability(v))];
    }

    /// <summary>The forecasts of one question's outcomes with calibrated probabilities that sum to 1, blended and decided anew at their own quotes.</summary>
    /// <param name="forecasts">One forecast for each outcome, made by one bundle; two or more.</param>
    /// <param name="method">How.</param>
    /// <returns>As many forecasts, in the same order. An interval that the coherent value has left is widened to hold it. One that was a skip stays one.</returns>
    /// <exception cref="ArgumentException">There are fewer than two, or they come from different bundles.</exception>
    /// <exception cref="InvalidCalibrationDataException">All probabilities are 0 and cannot be divided by their sum.</exception>
    public static IReadOnlyList<CalibratedForecast> Of(IReadOnlyList<CalibratedForecast> forecasts, CoherenceMethod method = CoherenceMethod.Project)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        if (forecasts.Any(f => f.BundleHash != forecasts[0].BundleHash)) throw new ArgumentException("The forecasts come from different bundles; calibrate all outcomes with one.", nameof(forecasts));
        var values = Sum([.. forecasts.Select(f => f.Calibrated.Value)], method);
        return [.. forecasts.Select((f, i) => f.WithCalibrated(values[i]))];
    }

    private static double[] Sum(double[] values, CoherenceMethod method)
    {
        if (values.Length < 2) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {values.Length} outcomes; two or more are needed."));
        var descending = values.OrderDescending().ToArray();
        if (method == CoherenceMethod.Normalize)
        {
            var total = new CompensatedSum();
            foreach (var value in descending) total.Add(value);
            if (total.Value == 0) throw new InvalidCalibrationDataException("All probabilities are 0 and cannot be divided by their sum; project them instead.");
            return [.. values.Select(v => v / total.Value)];
        }

        if (method != CoherenceMethod.Project) throw new ArgumentOutOfRangeException(nameof(method), method, "This is no way to make probabilities coherent.");

        // Held, Wolfe and Crowder (1974): the shift that the largest values need, as long as the next is not below 0 by it.
        var sum = new CompensatedSum();
        var shift = 0.0;
        for (var k = 0; k < descending.Length; k++)
        {
            sum.Add(descending[k]);
            var candidate = (1 - sum.Value) / (k + 1);
            if (descending[k] + candidate > 0) shift = candidate;
        }

        return [.. values.Select(v => Math.Clamp(v + shift, 0, 1))];
    }
}

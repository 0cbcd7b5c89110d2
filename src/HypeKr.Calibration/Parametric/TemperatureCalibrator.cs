namespace HypeKr.Calibration;

/// <summary>Temperature scaling: P = sigmoid(logit(p) / T), at the exact minimum of the log loss over a range of T.</summary>
/// <remarks>
/// Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks" (2017). T above 1 draws forecasts toward a half, T below
/// 1 away from it; their order and the side of a half stay. Logits are taken from p moved into [1e-7, 1 - 1e-7]. Separable data has no
/// finite optimum, so T is bounded and <see cref="IsAtBound"/> says when the bound was hit.
/// </remarks>
public sealed class TemperatureCalibrator : ICalibrator
{
    private TemperatureCalibrator(double temperature, bool isAtBound, double meanLoss) => (Temperature, IsAtBound, MeanLoss) = (temperature, isAtBound, meanLoss);

    /// <summary>T.</summary>
    public double Temperature { get; }

    /// <summary>Whether T is an end of the range that was allowed, and would have gone further.</summary>
    public bool IsAtBound { get; }

    /// <summary>The mean log loss at T, in nats.</summary>
    public double MeanLoss { get; }

    /// <summary>Fits T.</summary>
    /// <param name="table">Probabilities with their labels.</param>
    /// <param name="minimum">The lowest T allowed, above 0.</param>
    /// <param name="maximum">The highest T allowed.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public static TemperatureCalibrator Fit(ScoreTable table, double minimum = 0.1, double maximum = 5)
    {
        Guard.Probabilities(table);
        if (!(minimum > 0 && minimum <= maximum && maximum <= 1e6)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The range of T from {minimum} to {maximum} is none; 0 < minimum <= maximum <= 1e6 is needed."));
        var aims = new TargetTable(table, TargetRule.Labels);
        var logits = new double[table.Count];
        for (var i = 0; i < logits.Length; i++) logits[i] = Logit(table.Scores[i]);

        // In u = 1/T the loss is convex, so its slope rises: negative at the optimum's left, positive at its right.
        var (low, high) = (1 / maximum, 1 / minimum);
        if (Slope(low).First is >= 0 and var rising) return At(maximum, rising > 0);
        if (Slope(high).First is <= 0 and var falling) return At(minimum, falling < 0);
        var u = Math.Min(Math.Max(1, low), high);
        for (var step = 0; step < 200; step++)
        {
            var (first, second) = Slope(u);
            if (first == 0) break;
            if (first < 0) low = u;
            else high = u;

            // Newton where it stays inside the bracket, bisection where not.
            var next = u - (first / second);
            if (!(next >= low && next <= high)) next = low + ((high - low) / 2);
            var moved = Math.Abs(next - u);
            u = next;

            // Newton doubles the digits: after a step this small the next one would be rounding.
            if (moved <= 1e-10 * u) break;
        }

        return At(1 / u, false);

        (double First, double Second) Slope(double at)
        {
            CompensatedSum first = default, second = default;
            for (var i = 0; i < logits.Length; i++)
            {
                var p = ExactMath.Sigmoid(at * logits[i]);
                first.Add(logits[i] * ((aims.Weights[i] * p) - aims.Targets[i]));
                second.Add(logits[i] * logits[i] * aims.Weights[i] * p * (1 - p));
            }

            return (first.Value, second.Value);
        }

        TemperatureCalibrator At(double temperature, bool isAtBound)
        {
            var loss = new CompensatedSum();
            for (var i = 0; i < logits.Length; i++)
            {
                var z = logits[i] / temperature;
                loss.Add((aims.Weights[i] * ExactMath.Softplus(z)) - (aims.Targets[i] * z));
            }

            return new TemperatureCalibrator(temperature, isAtBound, loss.Value / aims.Total);
        }
    }

    /// <inheritdoc/>
    public double Predict(double score) => ExactMath.Sigmoid(Logit(Guard.Probability(score, 0, "score")) / Temperature);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> scores, Span<double> destination)
    {
        Guard.Room(scores.Length, destination.Length, "probabilities");
        for (var i = 0; i < scores.Length; i++) destination[i] = ExactMath.Sigmoid(Logit(Guard.Probability(scores[i], i, "score")) / Temperature);
    }

    private static double Logit(double probability)
    {
        var p = LogLossClip.TenMillionth.Apply(probability);
        return ExactMath.Log(p) - ExactMath.Log(1 - p);
    }
}

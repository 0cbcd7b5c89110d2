namespace HypeKr.Calibration;

/// <summary>Two forecasters on the same rows: the difference of their mean losses, with a seeded bootstrap interval and a sign-flip test.</summary>
/// <param name="Loss">The name of the loss.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="First">The first forecaster's mean loss.</param>
/// <param name="Second">The second forecaster's mean loss.</param>
/// <param name="Difference">First minus second, with its interval: below 0 the first is better.</param>
/// <param name="PValue">Two-sided: how often a difference as large arises when the two losses of each row are swapped at random.</param>
public sealed record PairedComparison(string Loss, int Rows, double First, double Second, BootstrapInterval Difference, double PValue)
{
    /// <summary>Compares two forecasters.</summary>
    /// <param name="first">n forecasts in [0, 1].</param>
    /// <param name="second">n forecasts in [0, 1] for the same questions.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="draws">How many resamples and how many swaps, at least 1.</param>
    /// <param name="level">The level of the interval.</param>
    /// <exception cref="ArgumentException">The spans differ in length or are empty.</exception>
    /// <exception cref="InvalidCalibrationDataException">A forecast is no probability; the error names its row.</exception>
    public static PairedComparison Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<bool> labels, ForecastLoss loss, ulong seed, int draws = 2000, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Guard.SameLength(first.Length, second.Length, nameof(second));
        Guard.SameLength(first.Length, labels.Length, nameof(labels));
        if (first.Length == 0) throw new ArgumentException("There is no row to compare on.", nameof(first));
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        CompensatedSum firstSum = default, secondSum = default;
        var differences = new double[first.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            var a = loss.Of(Guard.Probability(first[i], i, "first forecast"), labels[i]);
            var b = loss.Of(Guard.Probability(second[i], i, "second forecast"), labels[i]);
            firstSum.Add(a);
            secondSum.Add(b);
            // Two infinite losses on one row differ by nothing.
            differences[i] = a == b ? 0 : a - b;
        }

        var interval = Bootstrap.OfRows(differences.Length, rows => rows.Average(i => differences[i]), seed, draws, level);
        return new PairedComparison(loss.Name, differences.Length, firstSum.Value / differences.Length, secondSum.Value / differences.Length, interval, SignFlipTest(differences, seed, draws));
    }

    private static double SignFlipTest(double[] differences, ulong seed, int draws)
    {
        var observed = Math.Abs(differences.Sum());
        // A stream of its own, so that the test does not reuse the interval's draws.
        var random = new SeededRandom(~seed);
        var asLarge = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            var sum = 0.0;
            foreach (var difference in differences) sum += (random.NextUInt64() >> 63) == 0 ? difference : -difference;
            // A hair of tolerance: the same sum in another order must count as equal.
            if (Math.Abs(sum) >= observed * (1 - 1e-12)) asLarge++;
        }

        return (asLarge + 1.0) / (draws + 1.0);
    }
}

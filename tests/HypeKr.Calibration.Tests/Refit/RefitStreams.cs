namespace HypeKr.Calibration.Tests;

/// <summary>Days of twenty questions each, from a forecaster whose calibration is a function of the day.</summary>
internal static class RefitStreams
{
    public static readonly DateOnly Start = new(2026, 1, 1);

    public static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Rows of a stretch of days: YES comes with truth(forecast, day).</summary>
    public static IEnumerable<RefitRow> Of(int seed, int firstDay, int days, Func<double, int, double> truth)
    {
        for (var day = firstDay; day < firstDay + days; day++)
        {
            // A day's rows are its own, however the stretch is cut.
            var random = new Random((seed * 1000) + day);
            for (var i = 0; i < 20; i++)
            {
                var raw = random.Next(1, 20) / 20.0;
                var outcome = BinaryOutcome.From(random.NextDouble() < truth(raw, day));
                yield return new RefitRow(i % 4 == 0 ? "sports" : "politics", new RawProbability(raw), outcome, new DateTimeOffset(Start.AddDays(day), new TimeOnly(i, 0), TimeSpan.Zero), i % 2 == 0 ? 0.5 : null);
            }
        }
    }

    /// <summary>Too bold: the truth is half as far from one half.</summary>
    public static double Bold(double raw, int day) => 0.5 + ((raw - 0.5) / 2);

    public static double Honest(double raw, int day) => raw;

    public static double Reversed(double raw, int day) => 1 - raw;
}

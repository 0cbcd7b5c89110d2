using System.Globalization;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

/// <summary>The two promises of every monitor, with the same settings: false alarms over 1,000 streams of 1,500 rows, and the delay until a planted drift is found.</summary>
public sealed class MonitorRateTests(ITestOutputHelper output)
{
    private const int Horizon = 1500;
    private const int DriftAt = 500;

    // What the guide states, in rows, for nine streams of ten. The drift: YES comes with the square of the forecast; for the two that look at
    // forecasts by outcome it comes one time in two, whatever the forecast.
    [Theory]
    [InlineData("exchangeability", 200)]
    [InlineData("calibration", 250)]
    [InlineData("brier", 450)]
    [InlineData("edge", 450)]
    [InlineData("coverage", 1200)]
    [InlineData("calibration error", 800)]
    public void False_alarms_stay_below_the_rate_and_a_drift_is_found_in_time(string monitor, int delay)
    {
        const int streams = 1000;
        var alarms = Enumerable.Range(0, streams).Count(seed => Run(monitor, seed, Horizon, null) is not null);
        var bound = Streams.Bound(streams, 0.05);
        var delays = Enumerable.Range(10_000, 200).Select(seed => Run(monitor, seed, DriftAt + (2 * delay), DriftAt)).Where(row => row is null || row > DriftAt).Select(row => (row ?? long.MaxValue) - DriftAt).Order().ToArray();
        var found = delays.Count(d => d <= delay);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{monitor}: {alarms} of {streams} alarm without drift (bound {bound}); of {delays.Length} drifts {found} found within {delay} rows, half within {delays[delays.Length / 2]}, nine of ten within {delays[delays.Length * 9 / 10]}"));
        Assert.True(bound is > 60 and < 80, $"{bound}");
        Assert.True(alarms <= bound, $"{monitor}: {alarms} false alarms of {streams}, at most {bound}");
        Assert.True(found >= delays.Length * 9 / 10, $"{monitor}: {found} of {delays.Length} within {delay}");
    }

    // Where nothing is wrong, but only just: bets are fair then, and alarms as frequent as they may get. Two forecasts are equally good in Brier
    // score where YES comes halfway between them; a healthy cell covers no less often than the lower end of its band, on which half the rate is spent.
    [Theory]
    [InlineData("brier", 0.05)]
    [InlineData("coverage", 0.025)]
    public void False_alarms_stay_below_the_rate_at_the_edge_of_what_is_healthy(string monitor, double rate)
    {
        const int streams = 1000;
        var cells = CoverageMonitor.Of(CalibratorBundle.Fit(Streams.Of(1, 600).Select(r => new CalibrationRow(new RawProbability(r.Forecast), r.Category, r.Outcome)), new CalibratorOptions { Conformal = new MondrianOptions { Taxonomy = MondrianTaxonomy.Marginal } })).ToJson();
        var alarms = Enumerable.Range(0, streams).Count(seed =>
        {
            var random = new Random(seed);
            var (paired, coverage) = (new PairedLossMonitor(), CoverageMonitor.FromJson(cells));
            var least = coverage.Cells[0].LeastHealthy;
            MonitorReading reading = default;
            for (var i = 0; i < Horizon; i++)
            {
                var (watched, reference) = (random.Next(1, 20) / 20.0, random.Next(1, 20) / 20.0);
                var chance = random.NextDouble();
                reading = monitor == "coverage"
                    ? coverage.Update("all", chance < least ? BinarySet.Yes : BinarySet.No, BinaryOutcome.Yes)
                    : paired.Update(watched, reference, BinaryOutcome.From(chance < (watched + reference) / 2));
            }

            return reading.IsAlarm;
        });
        var bound = Streams.Bound(streams, rate);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{monitor}: {alarms} of {streams} alarm at the edge (bound {bound})"));
        Assert.True(alarms > 0, "Bets that never win find nothing.");
        Assert.True(alarms <= bound, $"{monitor}: {alarms} false alarms of {streams}, at most {bound}");
    }

    [Fact]
    public void Resolution_order_alarms_by_itself()
    {
        // Ten calibrated questions a day for sixty days. YES resolves within twenty days, NO at their end.
        const int streams = 200;
        var (byCreation, byResolution) = (0, 0);
        for (var seed = 0; seed < streams; seed++)
        {
            var random = new Random(seed);
            var rows = Streams.Of(seed, 600).Select((r, i) => (r.Forecast, r.Outcome, Resolved: (i / 10.0) + (r.Outcome.IsYes ? 20 * random.NextDouble() : 20))).ToArray();
            if (Alarms(rows)) byCreation++;
            if (Alarms(rows.OrderBy(r => r.Resolved))) byResolution++;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{byCreation} of {streams} alarm by creation, {byResolution} by resolution"));
        Assert.True(byCreation <= Streams.Bound(streams, 0.05), $"{byCreation}");
        Assert.True(byResolution > streams * 0.9, $"{byResolution}");

        static bool Alarms(IEnumerable<(double Forecast, BinaryOutcome Outcome, double Resolved)> rows)
        {
            var monitor = new CalibrationMonitor();
            foreach (var row in rows) monitor.Update(row.Forecast, row.Outcome);
            return monitor.Reading.IsAlarm;
        }
    }

    /// <summary>At which row the monitor alarms first, if it does.</summary>
    private static long? Run(string monitor, int seed, int rows, int? driftAt)
    {
        var stream = Streams.Of(seed, rows, driftAt, losesSkill: monitor is "exchangeability" or "coverage");
        var options = new MonitorOptions { Seed = (ulong)seed };
        switch (monitor)
        {
            case "exchangeability":
                var exchangeability = new ExchangeabilityMonitor(options);
                return First(stream, r => exchangeability.Update(r.Category, new RawProbability(r.Forecast), r.Outcome));
            case "calibration":
                var calibration = new CalibrationMonitor(options);
                return First(stream, r => calibration.Update(r.Forecast, r.Outcome));
            case "calibration error":
                var error = new CalibrationErrorMonitor(options: options);
                return First(stream, r => error.Update(r.Forecast, r.Outcome));
            case "coverage":
                // A healthy cell is one of its Beta band: every stream fits its own.
                var fitted = Streams.Of(seed + 500_000, 600).Select(r => new CalibrationRow(new RawProbability(r.Forecast), r.Category, r.Outcome));
                var bundle = CalibratorBundle.Fit(fitted, new CalibratorOptions { Ladder = new LadderOptions { PerCategory = false, Adoption = AdoptionRule.BySampleSize } });
                var coverage = CoverageMonitor.Of(bundle, options);
                return First(stream, r => coverage.Update(r.Category, Set(bundle, r), r.Outcome));
            default:
                // The reference knows the base rate that drifts too; the watched one is the better as long as it is calibrated.
                var paired = monitor == "edge" ? PairedLossMonitor.OfEdge(options) : new PairedLossMonitor(options);
                return First(stream, r => paired.Update(r.Forecast, r.Forecast * (0.5 + (r.Forecast / 2)), r.Outcome));
        }

        static BinarySet Set(CalibratorBundle bundle, (string Category, double Forecast, BinaryOutcome Outcome) row)
        {
            Span<CalibratedRow> one = stackalloc CalibratedRow[1];
            bundle.Apply([row.Forecast], [bundle.IndexOf(row.Category)], [], one);
            return one[0].Set;
        }
    }

    private static long? First<T>(IEnumerable<T> stream, Func<T, MonitorReading> update)
    {
        foreach (var row in stream)
        {
            if (update(row) is { IsAlarm: true } reading) return reading.AlarmRow;
        }

        return null;
    }
}

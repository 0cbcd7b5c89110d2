using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

/// <summary>A monitor that is saved and resumed after every few rows says what one that runs through says.</summary>
public sealed class MonitorStateTests(ITestOutputHelper output)
{
    private static readonly (string Category, double Forecast, BinaryOutcome Outcome)[] Rows = [.. Streams.Of(5, 420, driftAt: 200)];
    private static readonly CalibratorBundle Bundle = CalibratorBundle.Fit(Streams.Of(6, 600).Select(r => new CalibrationRow(new RawProbability(r.Forecast), r.Category, r.Outcome)));

    [Fact]
    public void Exchangeability() => Check(new ExchangeabilityMonitor(new MonitorOptions { Seed = 3 }), (m, r) => m.Update(r.Category, new RawProbability(r.Forecast), r.Outcome), m => m.ToJson(), ExchangeabilityMonitor.FromJson);

    [Fact]
    public void Calibration() => Check(new CalibrationMonitor(), (m, r) => m.Update(r.Forecast, r.Outcome), m => m.ToJson(), CalibrationMonitor.FromJson);

    [Fact]
    public void Brier() => Check(new PairedLossMonitor(), (m, r) => m.Update(r.Forecast, 0.5, r.Outcome), m => m.ToJson(), PairedLossMonitor.FromJson);

    [Fact]
    public void Edge() => Check(PairedLossMonitor.OfEdge(new MonitorOptions { FalseAlarmRate = 0.01m }), (m, r) => m.Update(r.Forecast, r.Forecast * r.Forecast, r.Outcome), m => m.ToJson(), PairedLossMonitor.FromJson);

    [Fact]
    public void Coverage() => Check(CoverageMonitor.Of(Bundle), (m, r) => m.Update(Bundle.Calibrate(new RawProbability(r.Forecast), r.Category, new MarketQuote(0.4m, 0.5m)), r.Outcome), m => m.ToJson(), CoverageMonitor.FromJson);

    [Fact]
    public void Calibration_error() => Check(new CalibrationErrorMonitor(60), (m, r) => m.Update(r.Forecast, r.Outcome), m => m.ToJson(), CalibrationErrorMonitor.FromJson);

    [Fact]
    public void Fixed_thresholds()
    {
        var thresholds = new FixedThresholds { EceAbove = 0.05, BrierRatioAbove = 1.3, CoverageOffBy = 0.05 };
        var (through, resumed) = (new FixedThresholdMonitor(thresholds), new FixedThresholdMonitor(thresholds));
        var day = new DateOnly(2026, 1, 1);
        for (var i = 0; i < 400; i++)
        {
            var row = Rows[i % Rows.Length];
            through.Update(day.AddDays(i / 4), row.Forecast, row.Outcome, i % 5 != 0);
            resumed.Update(day.AddDays(i / 4), row.Forecast, row.Outcome, i % 5 != 0);
            if (i % 11 == 0) resumed = FixedThresholdMonitor.FromJson(resumed.ToJson());
        }

        Assert.Equal(through.ToJson(), resumed.ToJson());
        var broken = through.Check(day.AddDays(99));
        Assert.Equal(broken, resumed.Check(day.AddDays(99)));
        Assert.Contains(broken, b => b.StartsWith("ECE of 30 days is", StringComparison.Ordinal));
        Assert.Contains(broken, b => b == "coverage of 30 days is 0.800, off 0.9 by more than 0.05");
        Assert.Empty(FixedThresholdMonitor.FromJson(new FixedThresholdMonitor(new FixedThresholds()).ToJson()).Check(day));
        Assert.Equal(90, JsonNode.Parse(through.ToJson())!["days"]!.AsArray().Count);
    }

    [Fact]
    public void Fixed_thresholds_are_off_by_default_and_cry_wolf_when_on()
    {
        // A perfectly calibrated forecaster of ten questions a day for 120 days.
        var (ece, brier, streams) = (0, 0, 30);
        for (var seed = 0; seed < streams; seed++)
        {
            var off = new FixedThresholdMonitor(new FixedThresholds());
            var on = new FixedThresholdMonitor(new FixedThresholds { EceAbove = 0.05, BrierRatioAbove = 1.3 });
            var day = new DateOnly(2026, 1, 1);
            var (e, b) = (false, false);
            foreach (var (row, i) in Streams.Of(seed, 1200).Select((r, i) => (r, i)))
            {
                off.Update(day.AddDays(i / 10), row.Forecast, row.Outcome);
                on.Update(day.AddDays(i / 10), row.Forecast, row.Outcome);
                if (i % 10 != 9 || i < 300) continue;
                var broken = on.Check(day.AddDays(i / 10));
                e |= broken.Any(x => x.StartsWith("ECE", StringComparison.Ordinal));
                b |= broken.Any(x => x.StartsWith("Brier", StringComparison.Ordinal));
                Assert.Empty(off.Check(day.AddDays(i / 10)));
            }

            (ece, brier) = (ece + (e ? 1 : 0), brier + (b ? 1 : 0));
        }

        // A healthy cell that had one set a day for a month.
        var coverage = Enumerable.Range(0, 400).Count(seed =>
        {
            var (random, day) = (new Random(seed), new DateOnly(2026, 1, 1));
            var cell = new FixedThresholdMonitor(new FixedThresholds { CoverageOffBy = 0.05 });
            for (var i = 0; i < 30; i++) cell.Update(day.AddDays(i), 0.5, BinaryOutcome.Yes, random.NextDouble() < 0.9);
            return cell.Check(day.AddDays(29)).Count > 0;
        });

        // What the guide says of them.
        output.WriteLine($"{ece} and {brier} of {streams} healthy forecasters alarm, {coverage} of 400 healthy cells");
        Assert.True(ece == streams && brier > streams / 5, $"{ece} and {brier} of {streams} healthy forecasters alarm");
        Assert.InRange(coverage, 100, 170);
    }

    [Fact]
    public void Coverage_says_where_each_cell_stands()
    {
        var monitor = CoverageMonitor.Of(Bundle);
        Assert.Equal(Bundle.Conformal.Cells.Count, monitor.Cells.Count);
        for (var i = 0; i < 200; i++) monitor.Update("politics", i % 2 == 0 ? BinarySet.Yes : BinarySet.No, BinaryOutcome.Yes);
        var cell = monitor.Cells.Single(c => c is { Category: "politics", Class: 1 });
        Assert.Equal((200, 100, 0.5), (cell.Rows, cell.Covered, cell.Coverage));
        Assert.True(cell.Lower < 0.5 && cell.Upper > 0.5 && cell.Upper < cell.LeastHealthy && cell.IsAlarm && monitor.Reading.IsAlarm, cell.ToString());
        Assert.Null(monitor.Cells.Single(c => c is { Category: "sports", Class: 0 }).Coverage);
        Assert.Empty(CoverageMonitor.Of(BundleFixture.Bundle(new CalibratorOptions { Conformal = new MondrianOptions { MinimumSamples = 1000 } })).Cells);
    }

    [Fact]
    public void The_path_is_what_the_monitor_says_row_by_row()
    {
        var path = ExchangeabilityMonitor.Path(Rows.Select(r => new CalibrationRow(new RawProbability(r.Forecast), r.Category, r.Outcome)), new MonitorOptions { Seed = 9 });
        var monitor = new ExchangeabilityMonitor(new MonitorOptions { Seed = 9 });
        Assert.Equal(Rows.Length, path.Count);
        for (var i = 0; i < Rows.Length; i++) Assert.Equal(monitor.Update(Rows[i].Category, new RawProbability(Rows[i].Forecast), Rows[i].Outcome).LogEvidence / Math.Log(10), path[i], 1e-9);
    }

    [Fact]
    public void Text_that_is_no_state_is_refused()
    {
        foreach (var json in (string[])["", "[]", "{}", new CalibrationMonitor().ToJson(), new ExchangeabilityMonitor().ToJson().Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal), new ExchangeabilityMonitor().ToJson().Replace("\"rows\":0", "\"rows\":-1", StringComparison.Ordinal), new ExchangeabilityMonitor().ToJson().Replace("\"pooled\":[0,", "\"pooled\":[", StringComparison.Ordinal), new ExchangeabilityMonitor().ToJson().Replace("\"0.05\"", "\"5\"", StringComparison.Ordinal)])
        {
            Assert.Throws<MonitorFormatException>(() => ExchangeabilityMonitor.FromJson(json));
        }

        Assert.Throws<ArgumentException>(() => new CalibrationMonitor(new MonitorOptions { FalseAlarmRate = 1 }));
        Assert.Throws<ArgumentException>(() => new CalibrationMonitor(new MonitorOptions { Share = 1 }));
        Assert.Throws<UninitializedValueException>(() => new ExchangeabilityMonitor().Update("politics", default, BinaryOutcome.Yes));
        Assert.Throws<InvalidCalibrationDataException>(() => new CalibrationMonitor().Update(double.NaN, BinaryOutcome.Yes));
    }

    private static void Check<T>(T through, Func<T, (string Category, double Forecast, BinaryOutcome Outcome), MonitorReading> update, Func<T, string> save, Func<string, T> load)
    {
        var resumed = load(save(through));
        for (var i = 0; i < Rows.Length; i++)
        {
            var (a, b) = (update(through, Rows[i]), update(resumed, Rows[i]));
            Assert.Equal((a.Monitor, a.Rows, a.AlarmRow, a.Threshold), (b.Monitor, b.Rows, b.AlarmRow, b.Threshold));
            Assert.Equal(a.LogEvidence, b.LogEvidence, 1e-9);
            if (i % 7 == 0) resumed = load(save(resumed));
        }

        Assert.True(save(resumed).Length < 20_000, $"{save(resumed).Length} bytes");
    }
}

using System.Globalization;
using HypeKr.Calibration;

namespace HypeKr.Benchmarks;

/// <summary>A bundle of a thousand categories loaded and verified, and forecasts taken through it one by one and in batches.</summary>
internal static class BundleComparison
{
    private const int Categories = 1_000;
    private const int Rows = 1_000_000;
    private const int Singles = 1_000;

    public static IEnumerable<ComparisonRow> All()
    {
        var bundle = Fit();
        using var saved = new MemoryStream();
        bundle.Save(saved);
        var bytes = saved.ToArray();

        // Twenty categories are asked for, as a bot's questions are.
        var (raw, places, markets) = (new double[Rows], new int[Rows], new double[Rows]);
        for (var i = 0; i < Rows; i++) (raw[i], places[i], markets[i]) = (ForecastRows.Uniform((ulong)i), i % 20, ForecastRows.Uniform((ulong)(Rows + i)));
        var (values, rows) = (new double[Rows], new CalibratedRow[Rows]);
        string[] names = [.. bundle.CategoryNames.Take(20)];
        var quote = new MarketQuote(0.45m, 0.55m, 0.01m, TimeSpan.FromSeconds(2));
        var forecasts = Array.ConvertAll(raw[..Singles], p => new RawProbability(p));
        var kept = new CalibratedForecast[Singles];
        var isotonic = bundle.Global.Isotonic!;
        var figures = Measure.Briefly(
            () => CalibratorBundle.Load(new MemoryStream(bytes)),
            () =>
            {
                for (var i = 0; i < Singles; i++) kept[i] = bundle.Calibrate(forecasts[i], names[i % 20], quote);
            },
            () => isotonic.Predict(raw, values),
            () => bundle.Apply(raw, places, values),
            () => bundle.Apply(raw, places, markets, rows));
        yield return Row(string.Create(CultureInfo.InvariantCulture, $"bundle of {Categories} categories ({bytes.Length / 1e6:0.0} MB) loaded and verified"), figures[0], 1, 20_000, "20 ms");
        yield return Row("single Calibrate, explanation not read", figures[1], Singles, 0.5, "500 ns");
        yield return Row("batch isotonic, 1,000,000 rows", figures[2], 1, Rows / 20.0, "2e7 rows/s");
        yield return Row("batch of adopted maps, 1,000,000 rows of 20 categories", figures[3], 1, Rows / 4.0, "4e6 rows/s");
        yield return Row("batch of all stages, 1,000,000 rows of 20 categories", figures[4], 1, Rows / 4.0, "4e6 rows/s");
    }

    private static CalibratorBundle Fit()
    {
        var rows = new List<CalibrationRow>();
        for (var i = 0; i < Categories * 200; i++)
        {
            var raw = Math.Round(ForecastRows.Uniform((ulong)(2 * i)), 2);
            rows.Add(new CalibrationRow(new RawProbability(raw), string.Create(CultureInfo.InvariantCulture, $"category {i / 200}"), BinaryOutcome.From(ForecastRows.Uniform((ulong)((2 * i) + 1)) < 0.5 + ((raw - 0.5) * 0.6)), 0.5));
        }

        return CalibratorBundle.Fit(rows);
    }

    private static ComparisonRow Row(string name, (double Microseconds, long AllocatedBytes) ours, int operations, double limit, string limitName) =>
        new(name, ours.Microseconds / operations, limit, limitName, "us", limit / (ours.Microseconds / operations), 1, ours.AllocatedBytes / operations);
}

using System.Globalization;
using System.Text;

namespace HypeKr.Calibration.Tool.Tests;

/// <summary>Synthetic forecasts of an overconfident forecaster, in three categories, as rows and as CSV.</summary>
internal static class Forecasts
{
    public sealed record Row(int Id, double? Raw, double? Outcome, string Category, double? Market, DateTime Asked);

    public static List<Row> Make(int n = 3000, int seed = 7)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(i =>
        {
            var truth = random.NextDouble();
            var raw = Math.Round(Math.Clamp(0.5 + ((truth - 0.5) * 1.5), 0.01, 0.99), 3);
            double? outcome = i % 50 == 0 ? null : random.NextDouble() < truth ? (i % 7 == 0 ? 0.9999 : 1) : (i % 5 == 0 ? 9.045e-08 : 0);
            return new Row(i, raw, outcome, (i % 3) switch { 0 => "politics", 1 => "sports", _ => "l'été, \"x\"" }, i % 4 == 0 ? null : Math.Round(Math.Clamp(truth + (0.2 * (random.NextDouble() - 0.5)), 0.01, 0.99), 2), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i));
        })];
    }

    public static void WriteCsv(string path, IEnumerable<Row> rows, string header = "id,raw_prob,outcome,category,market_price,asked_at")
    {
        var csv = new StringBuilder(header).Append('\n');
        foreach (var r in rows) csv.Append(CultureInfo.InvariantCulture, $"{r.Id},{r.Raw:R},{r.Outcome:R},\"{r.Category.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{r.Market:R},{r.Asked:yyyy-MM-dd HH:mm:ss}\n");
        File.WriteAllText(path, csv.ToString());
    }

    public static IEnumerable<CalibrationRow> Resolved(IEnumerable<Row> rows) => rows.Where(r => r.Outcome is not null).Select(r => new CalibrationRow(new RawProbability(r.Raw!.Value), r.Category, BinaryOutcome.FromResolution(r.Outcome!.Value), r.Market));
}

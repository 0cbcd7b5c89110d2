using System.Globalization;
using System.Text.Json;
using HypeKr.Delphi;

namespace HypeKr.Benchmarks;

/// <summary>The rules by Brier score on recorded panels: what each preset's aggregation makes of them, beside the plain mean. Lower is better.</summary>
/// <remarks>The panels lie beside the repository; where they do not, the table is left out and says so.</remarks>
internal static class RuleTable
{
    private static readonly string[] Rules =
    [
        "mean", "median", "trimmed-mean-10", "halawi-trim", "geometric-mean-of-odds", "extremized-odds-sqrt3", "beta-mean-6", "spread-extremized-median", "recency-median",
    ];

    public static IEnumerable<ComparisonRow> Rows()
    {
        if (Find() is not { } path)
        {
            Console.WriteLine("The recorded panels (../shared/vectors/delphi/panels.json) are not here: no table of rules.");
            yield break;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var set in document.RootElement.GetProperty("datasets").EnumerateArray())
        {
            var id = set.GetProperty("id").GetString()!;
            foreach (var (name, panels) in Panels(id, set))
            {
                var ranking = AggregationRanking.Rank(panels, [.. Rules.Select(AggregationRule.Get)]);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Brier on {name}, {panels.Count} questions: {string.Join(", ", ranking.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Rule.Name} {row.Brier:.0000}")))}"));
                var (recommended, original) = (Brier("geometric-mean-of-odds"), Brier("spread-extremized-median"));
                yield return new($"Brier of Recommended's rule, {name}", recommended, original, "Original's extremised median", "Brier", original / recommended, null, 0);

                double Brier(string rule) => ranking.Single(row => row.Rule.Name == rule).Brier;
            }
        }
    }

    private static IEnumerable<(string Name, List<PastPanel> Panels)> Panels(string id, JsonElement set)
    {
        switch (id)
        {
            case "replicats-idea-2019":
                yield return (id + " r1", Questions(set, "r1"));
                yield return (id + " r2", Questions(set, "r2"));
                break;
            case "paleka-2025-scraped":
                yield return (id, Questions(set, "p"));
                yield return (id + " same model", Questions(set, "resample"));
                break;
            case "halawi-2024":
                yield return (id, Dated(set));
                break;
            case "predictionbook" or "gjp-year1-sample":
                yield return (id, [.. set.GetProperty("rows").EnumerateArray().Select(row => Panel([.. Present(row[3])], row[1]))]);
                break;
            default:
                break;
        }
    }

    // Rows of one question at several dates stand together, their indices rising: one cluster.
    private static List<PastPanel> Dated(JsonElement set)
    {
        var panels = new List<PastPanel>();
        var (question, last) = (0, 0);
        foreach (var row in set.GetProperty("rows").EnumerateArray())
        {
            var date = row[0].GetInt32();
            if (date <= last) question++;
            last = date;
            panels.Add(Panel([.. Present(row[3]), .. Present(row[4]), .. Present(row[5])], row[1]) with { Cluster = question.ToString(CultureInfo.InvariantCulture) });
        }

        return panels;
    }

    private static List<PastPanel> Questions(JsonElement set, string member) =>
        [.. set.GetProperty("questions").EnumerateArray().Select(question => Panel([.. Present(question.GetProperty(member))], question.GetProperty("o"))).Where(panel => panel.Best.Count > 0)];

    private static PastPanel Panel(double[] best, JsonElement outcome) => new() { Best = best, Outcome = outcome.GetDouble() > 0.5 };

    private static IEnumerable<double> Present(JsonElement array) => array.EnumerateArray().Where(p => p.ValueKind != JsonValueKind.Null).Select(p => p.GetDouble());

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "vectors", "delphi", "panels.json");
            if (File.Exists(path)) return path;
        }

        return null;
    }
}

using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console.Cli;

namespace HypeKr.Calibration.Tool;

/// <summary><c>diff</c>: what changed from one bundle to another. Exit code 1 where their models differ.</summary>
internal sealed class DiffCommand(ToolConsole console) : AsyncCommand<DiffCommand.Settings>
{
    // Forecasts at which the two are compared.
    private const int Steps = 1000;

    public override Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var (before, after) = (BundleFile.Load(settings.Before, console), BundleFile.Load(settings.After, console));
        var rows = before.CategoryNames.Union(after.CategoryNames).Order(StringComparer.Ordinal).Select(c => Row.Of(c, before, after)).ToList();
        var same = before.ModelHash == after.ModelHash;
        if (settings.Json)
        {
            console.Json(new JsonObject
            {
                ["same"] = same,
                ["before"] = Head(before),
                ["after"] = Head(after),
                ["isParent"] = after.Provenance.ParentHash == before.Hash,
                ["optionsChanged"] = before.Options != after.Options,
                ["categories"] = new JsonArray([.. rows.Select(r => r.ToJson())]),
            });
        }
        else
        {
            Show(before, after, rows, same);
        }

        return Task.FromResult(same ? CalibrationTool.Done : CalibrationTool.Different);
    }

    private static JsonObject Head(CalibratorBundle bundle) => new() { ["hash"] = bundle.Hash, ["modelHash"] = bundle.ModelHash, ["rows"] = bundle.RowCount, ["positives"] = bundle.PositiveCount };

    private void Show(CalibratorBundle before, CalibratorBundle after, List<Row> rows, bool same)
    {
        console.Line(string.Create(CultureInfo.InvariantCulture, $"before  {before.Hash}  {before.RowCount} forecasts"));
        console.Line(string.Create(CultureInfo.InvariantCulture, $"after   {after.Hash}  {after.RowCount} forecasts{(after.Provenance.ParentHash == before.Hash ? ", made to replace it" : "")}"));
        console.Line();
        if (same)
        {
            console.Line("The models are the same.");
            return;
        }

        if (before.Options != after.Options) console.Line("The options differ.");
        console.Table(
            ["category", "rows before", "after", "map before", "after", "largest change", "at"],
            [.. rows.Select(r => (IReadOnlyList<string>)[r.Category, r.RowsBefore is { } b ? ToolConsole.Count(b) : "-", r.RowsAfter is { } a ? ToolConsole.Count(a) : "-", r.MapBefore, r.MapAfter, r.Change.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture), r.At.ToString("0.000", CultureInfo.InvariantCulture)])]);
        console.Line();
        console.Line("Largest change: of the calibrated probability over forecasts from 0 to 1; a category without rows has the map of all.");
    }

    private sealed record Row(string Category, long? RowsBefore, long? RowsAfter, string MapBefore, string MapAfter, double Change, double At)
    {
        public static Row Of(string category, CalibratorBundle before, CalibratorBundle after)
        {
            var (old, young) = (Curve(before, category), Curve(after, category));
            var at = Enumerable.Range(0, old.Length).MaxBy(i => Math.Abs(young[i] - old[i]));
            return new Row(category, Rows(before, category), Rows(after, category), before.RungOf(category).ToString(), after.RungOf(category).ToString(), young[at] - old[at], (double)at / Steps);
        }

        public JsonObject ToJson() => new() { ["category"] = Category, ["rowsBefore"] = RowsBefore, ["rowsAfter"] = RowsAfter, ["mapBefore"] = MapBefore, ["mapAfter"] = MapAfter, ["largestChange"] = Change, ["at"] = At };

        private static long? Rows(CalibratorBundle bundle, string category) => bundle.Categories.TryGetValue(category, out var maps) ? maps.RowCount : null;

        private static double[] Curve(CalibratorBundle bundle, string category)
        {
            var (scores, places) = (new double[Steps + 1], new int[Steps + 1]);
            for (var i = 0; i < scores.Length; i++) scores[i] = (double)i / Steps;
            places.AsSpan().Fill(bundle.IndexOf(category));
            bundle.Apply(scores, places, scores);
            return scores;
        }
    }

    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<BEFORE>")]
        [Description("A bundle.")]
        public string Before { get; init; } = "";

        [CommandArgument(1, "<AFTER>")]
        [Description("Another bundle.")]
        public string After { get; init; } = "";

        [CommandOption("--json")]
        [Description("Print JSON, for scripts.")]
        public bool Json { get; init; }
    }
}

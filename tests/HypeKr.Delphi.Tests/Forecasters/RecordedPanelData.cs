using System.Text.Json;
using HypeKr.TestSupport;

namespace HypeKr.Delphi.Tests;

/// <summary>Real panels with outcomes, read where they lie.</summary>
internal static class RecordedPanelData
{
    public const string File = "delphi/panels.json";

    public static JsonElement DataSet(string id) =>
        VectorFile.OpenShared(File).Root.GetProperty("datasets").EnumerateArray().Single(set => set.GetProperty("id").GetString() == id);

    /// <summary>Panels without their gaps, and whether the event happened.</summary>
    public static List<(double[] P, double Outcome)> Panels(string id)
    {
        var set = DataSet(id.Split('/')[0]);
        IEnumerable<(double[] P, double Outcome)> panels = id switch
        {
            "halawi-2024" => set.GetProperty("rows").EnumerateArray().Select(row => (Present(row[3]).Concat(Present(row[4])).Concat(Present(row[5])).ToArray(), row[1].GetDouble())),
            "predictionbook" or "gjp-year1-sample" => set.GetProperty("rows").EnumerateArray().Select(row => (Present(row[3]).ToArray(), row[1].GetDouble())),
            "paleka-2025-scraped" => Questions("p"),
            "paleka-2025-scraped/resample" => Questions("resample"),
            "replicats-idea-2019/r1" => Questions("r1"),
            "replicats-idea-2019/r2" => Questions("r2"),
            _ => throw new ArgumentException(id),
        };
        return [.. panels.Where(panel => panel.P.Length > 0)];

        IEnumerable<(double[], double)> Questions(string member) =>
            set.GetProperty("questions").EnumerateArray().Select(question => (Present(question.GetProperty(member)).ToArray(), question.GetProperty("o").GetDouble()));
    }

    private static IEnumerable<double> Present(JsonElement array) =>
        array.EnumerateArray().Where(p => p.ValueKind != JsonValueKind.Null).Select(p => p.GetDouble());
}

using System.Text.Json;

namespace HypeKr.Calibration.Tool;

/// <summary>Reads an archive of runs from JSON.</summary>
internal static class JsonArchive
{
    public static List<ArchivedRun> Read(string path, string score, string label)
    {
        if (!File.Exists(path)) throw new ToolException($"There is no file '{path}'.");
        using var stream = File.OpenRead(path);
        using var document = JsonDocument.Parse(stream);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("runs", out var list) || list.ValueKind != JsonValueKind.Array) throw new ToolException($"'{path}' has no list \"runs\".");
        return [.. list.EnumerateArray().Select((run, i) => Run(run, i, score, label))];
    }

    private static ArchivedRun Run(JsonElement run, int index, string score, string label)
    {
        if (run.ValueKind != JsonValueKind.Object) throw new ToolException($"Run {index} is {run.GetRawText()}, which is no object.");
        var name = run.TryGetProperty("run", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : $"{index}";
        if (!run.TryGetProperty("figures", out var stored) || !run.TryGetProperty("rows", out var rows)) throw new ToolException($"Run \"{name}\" has no \"figures\" or no \"rows\".");
        if (stored.ValueKind != JsonValueKind.Object || rows.ValueKind != JsonValueKind.Array) throw new ToolException($"Run \"{name}\": \"figures\" is an object and \"rows\" a list.");
        var figures = new Dictionary<string, double>();
        foreach (var figure in ArchivedRun.FigureNames)
        {
            if (!stored.TryGetProperty(figure, out var value) || value.ValueKind == JsonValueKind.Null) continue;
            figures[figure] = value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? value.GetDouble() : throw new ToolException($"Run \"{name}\": the figure \"{figure}\" is {value.GetRawText()}, which is no number.");
        }

        var resolved = new List<(double, double)>();
        var at = 0;
        foreach (var row in rows.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(score, out var p) || p.ValueKind != JsonValueKind.Number) throw new ToolException($"Run \"{name}\", row {at}: \"{score}\" is no number; --score names the member that is.");
            if (!row.TryGetProperty(label, out var y)) throw new ToolException($"Run \"{name}\", row {at}: there is no \"{label}\"; --label names the member, null for an open question.");
            double? value = y.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.True => 1,
                JsonValueKind.False => 0,
                JsonValueKind.Number => y.GetDouble(),
                _ => throw new ToolException($"Run \"{name}\", row {at}: \"{label}\" is {y.GetRawText()}, neither a number nor a boolean."),
            };
            if (value is { } known && !double.IsFinite(known)) throw new ToolException($"Run \"{name}\", row {at}: \"{label}\" is {y.GetRawText()}, which is not finite.");
            if (p.GetDouble() is not (>= 0 and <= 1)) throw new ToolException($"Run \"{name}\", row {at}: \"{score}\" is {p.GetRawText()}, which is no probability in [0, 1].");
            if (value is { } outcome) resolved.Add((p.GetDouble(), outcome));
            at++;
        }

        return new ArchivedRun(name, figures, resolved);
    }
}

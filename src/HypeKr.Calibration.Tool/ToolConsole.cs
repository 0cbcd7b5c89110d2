using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace HypeKr.Calibration.Tool;

/// <summary>What goes where: results to the standard output, as tables or as JSON; progress and errors to the standard error.</summary>
internal sealed class ToolConsole(TextWriter output, TextWriter error, bool isTerminal)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ToolConsole ForThisProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);

    /// <summary>Where help goes.</summary>
    public IAnsiConsole Help { get; } = Create(output);

    public void Line(string text = "") => output.WriteLine(Harmless(text));

    public void Error(string text) => error.WriteLine(Harmless(text));

    public void Json(JsonNode node) => output.WriteLine(node.ToJsonString(Indented));

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        rows = [.. rows.Select(r => (IReadOnlyList<string>)[.. r.Select(OneLine)])];
        var widths = columns.Select((name, column) => rows.Select(r => r[column].Length).Append(name.Length).Max()).ToArray();
        var numeric = columns.Select((_, column) => rows.Count > 0 && rows.All(r => r[column].Length == 0 || char.IsAsciiDigit(r[column][^1]) || r[column] == "-")).ToArray();
        foreach (var row in rows.Prepend(columns)) output.WriteLine(string.Join("  ", row.Select((cell, column) => numeric[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>Does long work; on a terminal under a bar, which moves with the share that the work reports and runs to and fro until it does.</summary>
    public async Task<T> WorkAsync<T>(string what, bool quiet, Func<IProgress<double>, Task<T>> work)
    {
        if (!isTerminal || quiet) return await work(new Progress<double>());
        return await Create(error).Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(what), maxValue: 1);
            task.IsIndeterminate = true;
            var result = await work(new Bar(task));
            task.Value = 1;
            return result;
        });
    }

    public static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Names come from files of anybody's making; a terminal obeys control characters.</summary>
    private static string Harmless(string text) => string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t') ? '\ufffd' : c));

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\ufffd' : c));

    private static IAnsiConsole Create(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (console.Profile.Width < 100 && !console.Profile.Capabilities.Interactive) console.Profile.Width = 120;
        return console;
    }

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value)
        {
            if (!(value > 0)) return;
            task.IsIndeterminate = false;
            task.Value = Math.Min(value, 1);
        }
    }
}

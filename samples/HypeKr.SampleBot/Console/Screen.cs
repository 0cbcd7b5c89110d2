using Spectre.Console;

namespace HypeKr.SampleBot;

/// <summary>What a person reads: tables on a terminal, plain aligned lines where the output is a file or a pipe.</summary>
internal sealed class Screen(IAnsiConsole console, TextWriter plain, bool isTerminal)
{
    public static Screen ForThisProcess() => new(AnsiConsole.Console, System.Console.Out, !System.Console.IsOutputRedirected);

    public void Heading(string text)
    {
        if (isTerminal)
        {
            console.WriteLine();
            console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified());
        }
        else
        {
            plain.WriteLine();
            plain.WriteLine(text);
            plain.WriteLine(new string('-', text.Length));
        }
    }

    public void Line(string text = "")
    {
        if (isTerminal) console.WriteLine(text);
        else plain.WriteLine(text);
    }

    /// <summary>A line that must not be overlooked: a simulation, a missing guarantee.</summary>
    public void Notice(string text)
    {
        if (isTerminal) console.MarkupLine($"[yellow]{Markup.Escape(text)}[/]");
        else plain.WriteLine($"! {text}");
    }

    public void Error(string text)
    {
        if (isTerminal) console.MarkupLine($"[red]{Markup.Escape(text)}[/]");
        else System.Console.Error.WriteLine(text);
    }

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (isTerminal) console.Write(Grid(columns, rows));
        else WritePlain(columns, rows);
    }

    private static Table Grid(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table().NoBorder();
        for (var column = 0; column < columns.Count; column++)
        {
            // A number broken over two lines is no number: the tables are made to fit 80 columns instead.
            var header = new TableColumn($"[bold]{Markup.Escape(columns[column])}[/]").NoWrap().Padding(0, 0, column < columns.Count - 1 ? 1 : 0, 0);
            table.AddColumn(IsNumeric(rows, column) ? header.RightAligned() : header);
        }

        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    private void WritePlain(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = columns.Select((name, column) => rows.Select(r => r[column].Length).Append(name.Length).Max()).ToArray();
        var numeric = columns.Select((_, column) => IsNumeric(rows, column)).ToArray();
        foreach (var row in rows.Prepend(columns))
        {
            var cells = row.Select((cell, column) => numeric[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            plain.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    private static bool IsNumeric(IReadOnlyList<IReadOnlyList<string>> rows, int column) =>
        rows.Count > 0 && rows.All(r => r[column].Length == 0 || char.IsAsciiDigit(r[column][0]) || (r[column][0] is '-' or '+' && r[column].Length > 1 && char.IsAsciiDigit(r[column][1])) || r[column] == "-");
}

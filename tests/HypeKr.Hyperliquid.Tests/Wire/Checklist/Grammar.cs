using System.Text.RegularExpressions;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What a name of the checklist sends and gets.</summary>
internal sealed record GrammarEntry(string Name, Shape Request, Shape Reply);

/// <summary>Reads <c>grammar.txt</c>: shared shapes, and a request and a reply for each name.</summary>
internal sealed partial class Grammar
{
    private readonly Dictionary<string, Shape> _shared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GrammarEntry> _entries = new(StringComparer.Ordinal);

    private Grammar(string text)
    {
        string? heading = null;
        Shape? request = null;
        foreach (var statement in Statements(text))
        {
            if (Heading().IsMatch(statement))
            {
                heading = statement;
                request = null;
            }
            else if (statement.StartsWith("->", StringComparison.Ordinal))
            {
                request = new ShapeParser(statement[2..]).ParseAll();
            }
            else if (statement.StartsWith("<-", StringComparison.Ordinal))
            {
                _entries.Add(heading!, new(heading!, request!, new ShapeParser(statement[2..]).ParseAll()));
            }
            else
            {
                var at = statement.IndexOf('=', StringComparison.Ordinal);
                _shared.Add(statement[..at].Trim(), new ShapeParser(statement[(at + 1)..]).ParseAll());
            }
        }
    }

    /// <summary>The grammar of this project.</summary>
    public static Grammar Wire { get; } = new(File.ReadAllText(Folder("grammar.txt")));

    /// <summary>The names of the checklist, as <c>info meta</c> or <c>explorer txDetails</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = File.ReadAllLines(Folder("names.txt"));

    public IReadOnlyDictionary<string, GrammarEntry> Entries => _entries;

    public static Grammar Parse(string text) => new(text);

    /// <summary>The shape behind names.</summary>
    public Shape Resolve(Shape shape)
    {
        while (shape is NamedShape named) shape = _shared.TryGetValue(named.Name, out var found) ? found : throw new FormatException($"The grammar has no shape {named.Name}.");
        return shape;
    }

    private static string Folder(string file) => Path.Combine(Repository.Root, "tests", "HypeKr.Hyperliquid.Tests", "Wire", "Checklist", file);

    // A statement begins at the margin and goes on in lines that are indented.
    private static IEnumerable<string> Statements(string text)
    {
        var current = "";
        foreach (var line in text.Split('\n').Where(line => !line.StartsWith('#')))
        {
            if (line.StartsWith(' '))
            {
                current += line;
                continue;
            }

            if (current.Length > 0) yield return current;
            current = line.Trim();
        }

        if (current.Length > 0) yield return current;
    }

    [GeneratedRegex("^[a-z]+ [A-Za-z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}

using System.Text.RegularExpressions;
using HypeKr.TestSupport;

namespace HypeKr.PublicApi.Tests;

/// <summary>Every C# fence of a README or guide is a region of docs/snippets, or of a test that runs it: it compiles.</summary>
public sealed partial class SnippetTests
{
    private static readonly string[] Places = ["README.md", "docs", "src"];

    public static TheoryData<string> Documents => [.. Places
        .Select(p => Path.Combine(Repository.Root, p))
        .SelectMany(p => File.Exists(p) ? [p] : Directory.EnumerateFiles(p, "*.md", SearchOption.AllDirectories))
        .Where(f => File.ReadAllText(f).Contains("```csharp", StringComparison.Ordinal))
        .Select(f => Path.GetRelativePath(Repository.Root, f))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Code_in_a_document_is_code_that_compiles(string document)
    {
        var regions = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "snippets"), "*.cs")
            .Append(Path.Combine(Repository.Root, "tests", "HypeKr.Crypto.Tests", "Envelopes", "RotationDrill.cs"))
            .Append(Path.Combine(Repository.Root, "tests", "HypeKr.Hyperliquid.Emulator.Tests", "BotTests.cs"))
            .SelectMany(f => Region().Matches(File.ReadAllText(f).ReplaceLineEndings("\n")))
            .ToDictionary(m => m.Groups["name"].Value, m => Dedent(m.Groups["code"].Value));
        var text = File.ReadAllText(Path.Combine(Repository.Root, document)).ReplaceLineEndings("\n");
        var marked = Fence().Matches(text);
        Assert.Equal(Regex.Count(text, "^```csharp", RegexOptions.Multiline), marked.Count);
        foreach (Match fence in marked)
        {
            var name = fence.Groups["name"].Value;
            Assert.True(regions.ContainsKey(name), $"{document} shows the snippet '{name}', which docs/snippets does not have.");
            Assert.Equal(regions[name], fence.Groups["code"].Value.TrimEnd());
        }
    }

    private static string Dedent(string code)
    {
        var lines = code.Split('\n');
        var indent = lines.Where(l => l.Trim().Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length >= indent ? l[indent..] : l.TrimStart())).Trim('\n').TrimEnd();
    }

    [GeneratedRegex(@"#region (?<name>[a-z0-9-]+)\n(?<code>.*?)\n\s*#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"<!-- snippet: (?<name>[a-z0-9-]+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}

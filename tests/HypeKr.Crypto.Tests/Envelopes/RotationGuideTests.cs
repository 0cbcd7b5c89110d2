using System.Text.RegularExpressions;
using HypeKr.TestSupport;

namespace HypeKr.Crypto.Tests;

/// <summary>The guide shows the program that is compiled here, and the output that it gives.</summary>
public sealed partial class RotationGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "rotation.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_drill_in_the_guide_is_the_one_that_runs()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "HypeKr.Crypto.Tests", "Envelopes", "RotationDrill.cs")).ReplaceLineEndings("\n");
        var drill = source.Split("// <drill>\n")[1].Split("// </drill>")[0];
        Assert.Equal(Unindented(drill), Unindented(Fence("csharp")));
    }

    [Fact]
    public void The_output_in_the_guide_is_what_the_drill_prints()
    {
        using var console = new StringWriter { NewLine = "\n" };
        RotationDrill.Run(console);
        Assert.Equal(Named(Fence("text")), Named(console.ToString()));
    }

    private static string Fence(string language) => Guide.Split($"```{language}\n")[1].Split("```")[0];

    private static IEnumerable<string> Unindented(string code) => code.Trim('\n', ' ').Split('\n').Select(line => line.Trim());

    /// <summary>Ids are random: the first that is met becomes key 1, and so on.</summary>
    private static string Named(string output)
    {
        var ids = new List<string>();
        return Id().Replace(output, match =>
        {
            if (!ids.Contains(match.Value)) ids.Add(match.Value);
            return $"key {ids.IndexOf(match.Value) + 1}";
        });
    }


    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}

using System.Text.RegularExpressions;
using HypeKr.TestSupport;

namespace HypeKr.Crypto.Tests;

/// <summary>The guide shows the output that its program gives; that its program is <see cref="RotationDrill"/>, the snippet test says.</summary>
public sealed partial class RotationGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "rotation.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_output_in_the_guide_is_what_the_drill_prints()
    {
        using var console = new StringWriter { NewLine = "\n" };
        RotationDrill.Run(console);
        Assert.Equal(Named(Fence("text")), Named(console.ToString()));
    }

    private static string Fence(string language) => Guide.Split($"```{language}\n")[1].Split("```")[0];

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

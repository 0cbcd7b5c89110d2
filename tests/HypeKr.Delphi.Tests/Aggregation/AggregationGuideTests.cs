namespace HypeKr.Delphi.Tests;

public sealed class AggregationGuideTests
{
    /// <summary>The table of docs/guides/aggregation.md, row by row.</summary>
    [Fact]
    public void The_guide_lists_every_rule_as_it_is()
    {
        var rows = AggregationRule.All.Select(rule => $"| `{rule.Name}` | {Tick(rule.IsMonotone)} | {Tick(rule.StaysInRange)} | {Tick(rule.IgnoresOrder)} | {Reads(rule.Inputs)} | {rule.Source} |");
        var guide = File.ReadAllLines(Path.Combine(Root(), "docs", "guides", "aggregation.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(rows, guide);

        static string Tick(bool holds) => holds ? "yes" : "no";

        static string Reads(PanelInputs inputs) => inputs == PanelInputs.None ? "" : inputs.ToString();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HypeKr.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository is not above the tests.");
    }
}

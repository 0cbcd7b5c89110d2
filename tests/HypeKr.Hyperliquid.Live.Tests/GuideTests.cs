using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>What the suite would do is written in the guide, scenario by scenario, and cannot differ from what it does.</summary>
public sealed class GuideTests(ITestOutputHelper output)
{
    [Fact]
    public void The_guide_lists_what_every_scenario_sends_and_decides()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "live.md"));
        var rows = Scenarios.All.Select(scenario => $"| `{scenario.Name}` | {(scenario.Trades ? "testnet account" : "both networks")} | {scenario.Does} | {scenario.Decides} |").ToList();
        foreach (var row in rows) output.WriteLine(row);

        Assert.All(rows, row => Assert.Contains(row, guide, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_switched_on_by_chance()
    {
        if (Environment.GetEnvironmentVariable("HYPEKR_LIVE") is not null) return;
        Assert.NotNull(LiveSettings.WhyNoReads);
        Assert.NotNull(LiveSettings.WhyNoTrades);
    }
}

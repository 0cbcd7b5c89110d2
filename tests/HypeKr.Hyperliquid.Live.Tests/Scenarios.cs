namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>All that the live suite does, in the order in which it does it.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<LiveScenario> All { get; } = [.. ReadScenarios.All, .. TradeScenarios.All];

    public static TheoryData<string> Names => [.. All.Select(scenario => scenario.Name)];

    public static TheoryData<string> Reading => [.. All.Where(scenario => !scenario.Trades).Select(scenario => scenario.Name)];

    public static TheoryData<string> Trading => [.. All.Where(scenario => scenario.Trades).Select(scenario => scenario.Name)];

    public static LiveScenario Find(string name) => All.Single(scenario => scenario.Name == name);
}

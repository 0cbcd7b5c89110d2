using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>Every scenario against the emulator, so that it works when somebody can run it at the venue.</summary>
public sealed class EmulatorTests(ITestOutputHelper output)
{
    public static TheoryData<string> All => Scenarios.Names;

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_scenario_comes_to_a_verdict(string name)
    {
        var scenario = Scenarios.Find(name);
        using var venue = LiveVenue.OverEmulator(output, name);
        await scenario.Run(venue);
        await venue.CleanUpAsync();

        var verdicts = venue.Verdicts.Where(verdict => verdict != "drift").ToList();
        Assert.NotEmpty(verdicts);
        if (scenario.OnEmulator is { } expected) Assert.Contains(expected, verdicts);
        Assert.Empty(await venue.Client.ForUser(venue.User).GetOpenOrdersAsync());
        Assert.True(venue.Emulator!.Admin.Totals().IsConserved);
    }
}

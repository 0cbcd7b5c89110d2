using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>The scenarios at the venue. Skipped unless they are switched on.</summary>
[Trait("Category", "Live")]
[Collection("Live")]
public sealed class VenueTests(ITestOutputHelper output)
{
    public static TheoryData<string> Reading => Scenarios.Reading;

    public static TheoryData<string> Trading => Scenarios.Trading;

    [LiveReadTheory]
    [MemberData(nameof(Reading))]
    public Task On_the_test_network(string name) => RunAsync(name, LiveVenue.Reading(output, HyperliquidNetwork.Testnet));

    [LiveReadTheory]
    [MemberData(nameof(Reading))]
    public Task On_mainnet_which_is_only_read(string name) => RunAsync(name, LiveVenue.Reading(output, HyperliquidNetwork.Mainnet));

    [LiveTradeTheory]
    [MemberData(nameof(Trading))]
    public Task With_an_account_of_the_test_network(string name) => RunAsync(name, LiveVenue.Trading(output));

    private static async Task RunAsync(string name, LiveVenue venue)
    {
        using (venue)
        {
            try
            {
                await Scenarios.Find(name).Run(venue);
                Assert.NotEmpty(venue.Verdicts);
            }
            finally
            {
                await venue.CleanUpAsync();
                if (Environment.GetEnvironmentVariable("HYPEKR_LIVE_REPORT") is { Length: > 0 } report)
                {
                    await File.AppendAllLinesAsync(report, venue.Verdicts.Select(verdict => $"{venue.Name}\t{name}\t{verdict}"));
                }
            }
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.Crypto;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Seeded with what the real venue answered, the emulator answers the same; and one action changes what it should and nothing else.</summary>
public sealed class RecordedReplyTests
{
    private const int Page = 500;

    private readonly Lazy<World> _recorded = new(() => new World(EmulatorSeed.FromRecorded(Folder) with
    {
        Accounts = [.. EmulatorSeed.RecordedAccounts(Folder).Select(a => a with { Orders = [], Fills = [] })],
    }));

    [SharedFact("hyperliquid/recorded")]
    public void What_was_recorded_is_answered_again()
    {
        Compare("info-userNonFundingLedgerUpdates.json", 2);
        Compare("info-userFunding.json", 2);
        Compare("info-delegatorHistory.json", 1);
        Compare("info-extraAgents.json", 1);
        Compare("info-fundingHistory.json", 2);
    }

    private World Recorded => _recorded.Value;

    private void Compare(string file, int least)
    {
        var count = 0;
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        foreach (var @case in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            if (!@case.TryGetProperty("request", out var request) || request.ValueKind != JsonValueKind.Object) continue;
            count++;

            // Since then the venue answers 500 rows at a time.
            var expected = @case.GetProperty("response").EnumerateArray().Take(Page).ToArray();
            var answered = Recorded.Info(request.GetRawText()).EnumerateArray().ToArray();
            Assert.Equal(expected.Length, answered.Length);
            foreach (var (one, other) in expected.Zip(answered)) Assert.True(JsonElement.DeepEquals(one, other), $"{one.GetRawText()}\n{other.GetRawText()}");
        }

        Assert.True(count >= least, $"{count} recorded requests");
    }

    [SharedFact("hyperliquid/recorded")]
    public void One_transfer_changes_what_it_should()
    {
        // Somebody with a recorded history of transfers and of staking.
        var user = EthereumAddress.Parse("0x2ba553d9f990a3b66b03b2dc0d030dfc1c061036");
        Recorded.Admin.Fund(user, 100);
        Recorded.Admin.FundSpot(user, "USDC", 100);
        var agent = Recorded.Stranger("agent of a recorded account");
        Recorded.Admin.ApproveAgent(user, agent.Address);
        string[] reads = ["userNonFundingLedgerUpdates", "userFunding", "delegatorHistory", "clearinghouseState", "spotClearinghouseState", "openOrders", "userFills", "userFees", "extraAgents"];
        var before = reads.ToDictionary(r => r, r => Read(r, user));

        Assert.Null(agent.Do(new AgentSendAssetAction(user, TransferDex.Perps, TransferDex.Spot, TokenName.Usdc, 10)));

        Assert.Equal(
            [
                "clearinghouseState.crossMarginSummary.accountValue", "clearinghouseState.crossMarginSummary.totalRawUsd", "clearinghouseState.marginSummary.accountValue",
                "clearinghouseState.marginSummary.totalRawUsd", "clearinghouseState.withdrawable", "spotClearinghouseState.balances.0.total", "userNonFundingLedgerUpdates.5",
            ],
            reads.SelectMany(r => Recording.Changes(before[r], Read(r, user), r)).Order(StringComparer.Ordinal));
    }

    private static string Folder => Path.Combine(Repository.SharedVectors, "hyperliquid/recorded");

    private JsonNode? Read(string type, EthereumAddress user) => JsonNode.Parse(Recorded.Info($$"""{"type":"{{type}}","user":"{{user.ToLowerHex()}}","startTime":0}""").GetRawText());
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Every read of the checklist is asked of the emulator, has the shape of the wire specification, and arrives in the typed client whole.</summary>
public sealed class EmulatorChecklistTests : IDisposable
{
    private readonly EmulatorWorld _world = new();

    public static TheoryData<string> Names => [.. Grammar.Names.Where(n => n.StartsWith("info ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_reply_has_its_shape_and_arrives(string name)
    {
        await TradeAsync();
        var entry = Grammar.Wire.Entries[name];
        var row = ChecklistRows.All[name];
        foreach (var call in row.Calls)
        {
            var reply = await AskAsync(name["info ".Length..], call.Request);
            if (reply is not { } json) continue;

            var faults = Conformity.Faults(Grammar.Wire, entry.Reply, json);
            Assert.True(faults.Count == 0, $"{name} {call.Request}: {string.Join("\n", faults.Take(10))}\n{json.GetRawText()}");

            using var venue = new TestVenue();
            venue.Info.Answer(name["info ".Length..], json.GetRawText());
            var model = await call.RunAsync(venue);
            var lost = Arrival.Faults(row.ReplyMember is { } member ? json.GetProperty(member) : json, model);
            Assert.True(lost.Count == 0, $"{name}: {string.Join("\n", lost.Take(10))}\n{json.GetRawText()}");
        }
    }

    public void Dispose() => _world.Dispose();

    /// <summary>The answer; null where the request names something that this venue does not have, which is HTTP 500.</summary>
    private async Task<JsonElement?> AskAsync(string type, string request)
    {
        var body = JsonNode.Parse(request)!.AsObject();
        body["type"] = type;
        var reply = await _world.Emulator.HandleAsync("/info", Encoding.UTF8.GetBytes(body.ToJsonString()));
        Assert.True(reply.StatusCode is 200 or 500, $"{type}: {reply.StatusCode} {Encoding.UTF8.GetString(reply.Body.Span)}");
        if (reply.StatusCode == 500) return null;
        using var document = JsonDocument.Parse(reply.Body);
        return document.RootElement.Clone();
    }

    /// <summary>Something of everything that a read can tell.</summary>
    private async Task TradeAsync()
    {
        using var owner = TestVenue.CreateSigner("user");
        var account = _world.Client.ForAccount(TestVenue.UserAddress, owner);
        var admin = _world.Emulator.Admin;
        admin.FundSpot(TestVenue.UserAddress, "HYPE", 1_000);
        await _world.BuyAsync("BTC", 100_010, 0.3m);
        await _world.BuyAsync("xyz:GOLD", 4_001, 1);
        await _world.BuyAsync("PURR/USDC", 0.21m, 1_000);
        await _world.BuyAsync("#10", 0.56m, 100);
        await account.SubmitAsync(new UpdateLeverageAction(new AssetId(1), 5, isCross: false));
        await _world.BuyAsync("ETH", 4_001, 1);
        await account.Orders.PlaceAsync(new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(90_000), Size = new(0.1m), Cloid = Cloid.Parse("0x000000000000000000000000000000ab") });
        await account.SubmitAsync(new UsdSendAction(TestVenue.AddressOf("other"), 10));
        await account.SubmitAsync(new SpotSendAction(TestVenue.AddressOf("other"), TokenName.Usdc, 10));
        await account.SubmitAsync(new WithdrawAction(TestVenue.UserAddress, 10));
        await account.SubmitAsync(new UsdClassTransferAction(10, toPerp: true));
        await account.SubmitAsync(new StakingDepositAction(100));
        await account.SubmitAsync(new CreateSubAccountAction("one"));
        await account.SubmitAsync(new CreateVaultAction("A vault", "A vault for a test", 200));
        await account.SubmitAsync(new ApproveAgentAction(TestVenue.AddressOf("named agent"), "bot"));
        await account.SubmitAsync(new ApproveBuilderFeeAction(TestVenue.AddressOf("other"), 100));
        await account.SubmitAsync(new RegisterReferrerAction("MINE"));
        admin.SettleOutcome(2, 0.25m);
        admin.Advance(TimeSpan.FromHours(1));
    }
}

using System.Net;
using System.Text.Json;
using HypeKr.Crypto.Testing;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Nothing that all the tests of this assembly made the package log, trace or measure holds a key, a signature, an address or a payload.</summary>
[Collection(LastCollection.Name)]
public sealed class LeakTests(ITestOutputHelper output)
{
    private static readonly string[] Payload = ["{\"", "\"action\"", "\"signature\"", "\"nonce\"", "[{", "\\u0022"];

    [Fact]
    public async Task Nothing_comes_out_at_any_level_and_a_planted_leak_is_found()
    {
        using var key = TestVenue.CreateSigner("leak");
        await MakeTrafficAsync();
        var (count, lines, scanner) = (SuiteTraffic.Count, SuiteTraffic.Lines, SuiteTraffic.CreateScanner());
        output.WriteLine(FormattableString.Invariant($"{count} log lines, activities and measurements, {lines.Count} different ones"));

        Assert.True(lines.Count > 30, "The package said too little for this to prove anything.");
        foreach (var kind in (string[])["activity action", "activity info", "activity subscribe", "hypekr.hyperliquid.request.duration", "A socket is open", "Action order"])
        {
            Assert.Contains(lines, line => line.StartsWith(kind, StringComparison.Ordinal));
        }

        LeakFoundException.ThrowIfAny(scanner.ScanLog(lines));
        Assert.Equal(0, lines.Count(HoldsPayload));

        // The same scan over the same lines and one more finds it, whatever it is.
        foreach (var planted in PlantedLeaks()) Assert.True(scanner.ScanLog([.. lines, planted]).Count > 0 || HoldsPayload(planted), planted);
    }

    private static IEnumerable<string> PlantedLeaks()
    {
        var key = TestVenue.KeyOf("leak");
        yield return $"The key is {Convert.ToHexString(key)}";
        yield return $"The key is {Convert.ToBase64String(key)}";
        yield return $"An order of {TestVenue.AddressOf("leak").ToLowerHex()}";
        yield return $"An order of {TestVenue.AddressOf("leak")}";
        yield return $"Signed with r={"0x" + new string('a', 64)}";
        yield return """Sent {"action":{"type":"order"}}""";
    }

    private static bool HoldsPayload(string line) => Payload.Any(part => line.Contains(part, StringComparison.Ordinal));

    /// <summary>What the test needs when it runs by itself: every kind of success and failure, with addresses in all of the venue's texts.</summary>
    private static async Task MakeTrafficAsync()
    {
        var address = TestVenue.UserAddress.ToLowerHex();
        using (var world = new EmulatorWorld())
        {
            await world.BuyAsync("BTC", 100_000m, 0.01m);
            await world.BuyAsync("BTC", 1m, 0.01m);
            await world.Account.Orders.CancelAllAsync();
            await world.Account.Positions.CloseAsync("BTC");
            await world.Account.SubmitAsync(new NoopAction());
            await world.Client.ForUser(TestVenue.UserAddress).GetRoleAsync();
        }

        using (var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider)))
        {
            var order = new OrderRequest { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) };
            venue.Info.Reply("userRole", (_, _) => Task.FromResult(InfoStub.Json(address, HttpStatusCode.InternalServerError)));
            await Assert.ThrowsAsync<TransportException>(() => venue.Account.User.GetRoleAsync());
            foreach (var answer in (string[])[$$"""{"status":"err","response":"User or API Wallet {{address}} does not exist."}""", $"<{address}>", """{"status":"err","response":"Action already expired"}"""])
            {
                venue.Exchange.Answer(answer);
                await venue.Account.Orders.PlaceAsync(order);
            }

            venue.Exchange.Reply = (_, _) => throw new HttpRequestException($"{address} {JsonSerializer.Serialize(new { action = address })}");
            await venue.Account.Orders.PlaceAsync(order);
            venue.Info.Reply("userRole", (_, _) => Task.FromResult(InfoStub.Json("{}")));
            await venue.Client.Raw.InfoAsync(System.Text.Encoding.UTF8.GetBytes($$"""{"type":"userRole","user":"{{address}}"}"""));
        }

        using var scripted = new ScriptedVenue(o => o.Transport = RequestTransport.Socket);
        var (feed, socket) = await scripted.OpenFeedAsync($$"""{"type":"userFills","user":"{{address}}"}""");
        await using var _ = feed;
        socket.Say($$"""{"channel":"{{address}}","data":{} }""");
        socket.Say($"{address} is no JSON");
        socket.SayError($$"""Invalid subscription {"type":"{{address}}"}""");
        var posting = scripted.Venue.Account.SubmitAsync(new NoopAction());
        var posts = await scripted.NextSocketAsync();
        await posts.NextFrameAsync();
        posts.Break(new InvalidOperationException(address));
        socket.Break(new InvalidOperationException(address));
        await Assert.ThrowsAsync<TransportException>(() => posting.Guarded());
        await scripted.ReconnectAsync();
    }
}

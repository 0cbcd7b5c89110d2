using System.Net;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Cancels of many, the fast path, the dead man's switch and the budget of requests.</summary>
public sealed class CancelAllTests
{
    private const string Open = """
        [{"coin":"BTC","side":"B","limitPx":"59000.0","sz":"0.001","oid":5,"timestamp":1},{"coin":"@107","side":"A","limitPx":"30.0","sz":"1.0","oid":6,"timestamp":2},{"coin":"BTC","side":"A","limitPx":"69000.0","sz":"0.001","oid":7,"timestamp":3}]
        """;

    private const string Gold = """{"coin":"xyz:GOLD","side":"B","limitPx":"2900.0","sz":"1.0","oid":8,"timestamp":1}""";

    [Fact]
    public async Task Everything_or_all_of_a_dex_or_of_a_coin()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("openOrders", request => TestVenue.Dex(request) switch
        {
            "xyz" => $"[{Gold}]",
            "ALL_DEXS" => Open.Trim()[..^1] + $",{Gold}]",
            _ => Open,
        });
        venue.Exchange.Reply = (body, _) =>
        {
            var count = body.GetProperty("action").GetProperty("cancels").GetArrayLength();
            return Task.FromResult(InfoStub.Json("""{"status":"ok","response":{"type":"cancel","data":{"statuses":[""" + string.Join(",", Enumerable.Repeat("\"success\"", count)) + "]}}}"));
        };

        var everything = await venue.Account.Orders.CancelAllAsync();
        var main = await venue.Account.Orders.CancelAllAsync("");
        var gold = await venue.Account.Orders.CancelAllAsync("xyz");
        var btc = await venue.Account.Orders.CancelAllOfAsync("BTC");
        var goldByCoin = await venue.Account.Orders.CancelAllOfAsync("xyz:GOLD");
        var none = await venue.Account.Orders.CancelAllOfAsync("ETH");

        Assert.Equal([5L, 6L, 7L, 8L], everything.Select(r => r.Target.OrderId!.Value));
        Assert.Equal([("BTC", 5L), ("@107", 6L), ("BTC", 7L)], main.EnsureAccepted().Select(r => (r.Coin, r.Target.OrderId!.Value)));
        Assert.Equal([8L], gold.Select(r => r.Target.OrderId!.Value));
        Assert.Equal([5L, 7L], btc.Select(r => r.Target.OrderId!.Value));
        Assert.Single(goldByCoin);
        Assert.Empty(none);
        Assert.Equal(
            [
                """{"type":"cancel","cancels":[{"a":0,"o":5},{"a":10107,"o":6},{"a":0,"o":7},{"a":110000,"o":8}]}""",
                """{"type":"cancel","cancels":[{"a":0,"o":5},{"a":10107,"o":6},{"a":0,"o":7}]}""",
                """{"type":"cancel","cancels":[{"a":110000,"o":8}]}""",
                """{"type":"cancel","cancels":[{"a":0,"o":5},{"a":0,"o":7}]}""",
                """{"type":"cancel","cancels":[{"a":110000,"o":8}]}""",
            ],
            venue.Exchange.Requests.Select(r => r.GetProperty("action").GetRawText()));
    }

    [Fact]
    public async Task A_coin_that_is_not_listed_does_not_keep_the_others_on_the_book()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("openOrders", Open.Replace("@107", "NOPE", StringComparison.Ordinal));
        venue.Exchange.AnswerStatuses("\"success\"", "\"success\"");

        var results = await venue.Account.Orders.CancelAllAsync();

        Assert.Equal([CancelResultStatus.Canceled, CancelResultStatus.Unknown, CancelResultStatus.Canceled], results.Select(r => r.Status));
        Assert.IsType<UnknownCoinException>(results[1].Failure);
        Assert.Equal(("NOPE", (long?)6), (results[1].Coin, results[1].Target.OrderId));
        Assert.Throws<UnknownCoinException>(() => results.EnsureAccepted());

        venue.Info.Answer("openOrders", """[{"coin":"NOPE","side":"B","limitPx":"1.0","sz":"1.0","oid":6,"timestamp":2}]""");
        Assert.IsType<UnknownCoinException>(Assert.Single(await venue.Account.Orders.CancelAllAsync()).Failure);
        Assert.Single(venue.Exchange.Requests);
    }

    [Theory]
    [InlineData("spotMeta", HttpStatusCode.BadGateway, "<html>")]
    [InlineData("meta", HttpStatusCode.OK, "<html>")]
    [InlineData("perpDexs", HttpStatusCode.InternalServerError, "null")]
    public async Task A_list_that_cannot_be_had_keeps_its_own_orders_alone_on_the_book(string list, HttpStatusCode status, string body)
    {
        using var venue = new TestVenue();
        venue.Info.Reply(list, (_, _) => Task.FromResult(InfoStub.Json(body, status)));
        string[] coins = ["BTC", "PURR/USDC", "xyz:GOLD", "#10", "@107", "@9999", "#9990", "ETH", "PURR/USDC", "xyz:GOLD"];
        venue.Info.Answer("openOrders", $"[{string.Join(',', coins.Select((coin, i) => $$"""{"coin":"{{coin}}","side":"B","limitPx":"1.0","sz":"1.0","oid":{{i}},"timestamp":1}"""))}]");
        bool Fails(string coin) => list switch
        {
            "spotMeta" => coin == "PURR/USDC",
            "meta" => coin is "BTC" or "ETH" or "xyz:GOLD",
            _ => coin == "xyz:GOLD",
        };
        venue.Exchange.AnswerStatuses([.. coins.Where(coin => !Fails(coin)).Select(_ => "\"success\"")]);

        var results = await venue.Account.Orders.CancelAllAsync();

        Assert.Equal(coins.Select(coin => Fails(coin) ? CancelResultStatus.Unknown : CancelResultStatus.Canceled), results.Select(r => r.Status));
        Assert.All(results.Where(r => r.Status == CancelResultStatus.Unknown), r => Assert.False(r.Failure!.MayHaveExecuted));
        Assert.Equal(coins, results.Select(r => r.Coin));

        // An account with a hundred orders must not wait for the same list a hundred times.
        Assert.InRange(venue.Info.Count(list), 1, 2);
    }

    [Fact]
    public async Task Coins_that_say_their_number_need_no_list()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("openOrders", """[{"coin":"#10","side":"B","limitPx":"0.5","sz":"1.0","oid":5,"timestamp":1},{"coin":"@107","side":"A","limitPx":"30.0","sz":"1.0","oid":6,"timestamp":2}]""");
        venue.Exchange.AnswerStatuses("\"success\"", "\"success\"");

        (await venue.Account.Orders.CancelAllAsync()).EnsureAccepted();

        Assert.Equal("""{"type":"cancel","cancels":[{"a":100000010,"o":5},{"a":10107,"o":6}]}""", venue.Exchange.Action.GetRawText());
        Assert.Equal(["openOrders"], venue.Info.Requests.Select(r => r.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("\"0x12\"")]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("{\"a\":[1]}")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("null")]
    public async Task A_clients_id_that_cannot_be_read_hides_no_order(string cloid)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("openOrders", $$"""[{"coin":"BTC","side":"B","limitPx":"1.0","sz":"1.0","oid":5,"cloid":{{cloid}},"timestamp":7},{"coin":"BTC","side":"B","limitPx":"1.0","sz":"1.0","oid":6,"cloid":"0x000000000000000000000000000000ab"}]""");
        venue.Exchange.AnswerStatuses("\"success\"", "\"success\"");

        var open = await venue.Account.User.GetOpenOrdersAsync();
        (await venue.Account.Orders.CancelAllAsync()).EnsureAccepted();

        Assert.Equal([null, Cloid.Parse("0x000000000000000000000000000000ab")], open.Select(order => order.Cloid));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(7), open[0].PlacedAt);
    }

    [Fact]
    public async Task Many_by_the_clients_ids_and_on_the_fast_path()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("\"success\"", """{"error":"Order was never placed, already canceled, or filled."}""");
        var (a, b) = (Cloid.Parse("0x0000000000000000000000000000000a"), Cloid.Parse("0x0000000000000000000000000000000b"));

        var results = await venue.Account.Orders.CancelAsync("ETH", [a, b], fast: true);
        venue.Exchange.AnswerStatuses("\"success\"");
        await venue.Account.Orders.CancelAsync("ETH", 5, fast: true);

        Assert.Equal([(a, CancelResultStatus.Canceled), (b, CancelResultStatus.Rejected)], results.Select(r => (r.Target.Cloid!.Value, r.Status)));
        Assert.Equal(RejectionKind.MissingOrder, Assert.Throws<ActionRejectedException>(() => results.EnsureAccepted()).Kind);
        Assert.Equal("""{"type":"cancelByCloid","cancels":[{"asset":1,"cloid":"0x0000000000000000000000000000000a"},{"asset":1,"cloid":"0x0000000000000000000000000000000b"}],"f":true}""", venue.Exchange.Requests[0].GetProperty("action").GetRawText());
        Assert.Equal("""{"type":"cancel","cancels":[{"a":1,"o":5}],"f":true}""", venue.Exchange.Requests[1].GetProperty("action").GetRawText());
        await Assert.ThrowsAsync<ArgumentException>(() => venue.Account.Orders.CancelAsync("ETH", Array.Empty<Cloid>()));
    }

    [Fact]
    public async Task The_dead_mans_switch_is_set_and_removed()
    {
        using var venue = new TestVenue();

        await venue.Account.Orders.ScheduleCancelAsync(TestVenue.Start.AddSeconds(30));
        await venue.Account.Orders.ClearScheduledCancelAsync();
        await venue.Account.ForSubAccount(TestVenue.AddressOf("sub")).Orders.ScheduleCancelAsync(TestVenue.Start.AddSeconds(30));

        Assert.Equal(
            [$$"""{"type":"scheduleCancel","time":{{TestVenue.Start.AddSeconds(30).ToUnixTimeMilliseconds()}}}""", """{"type":"scheduleCancel"}"""],
            venue.Exchange.Requests.Take(2).Select(r => r.GetProperty("action").GetRawText()));
        Assert.Equal(TestVenue.AddressOf("sub").ToLowerHex(), venue.Exchange.Requests[2].GetProperty("vaultAddress").GetString());

        venue.Exchange.AnswerError("Cannot set scheduled cancel time until enough volume traded. Required: $1000000. Traded: $0.");
        Assert.Equal(RejectionKind.ScheduleCancelVolume, (await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.Orders.ScheduleCancelAsync(TestVenue.Start.AddSeconds(30)))).Kind);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScheduleCancelAction(DateTimeOffset.UnixEpoch.AddTicks(-1)));
    }

    [Fact]
    public async Task Requests_are_bought_for_oneself_or_another()
    {
        using var venue = new TestVenue();
        var other = TestVenue.AddressOf("other");

        await venue.Account.Orders.ReserveRequestWeightAsync(100);
        await venue.Account.Orders.ReserveRequestWeightAsync(ReserveRequestWeightAction.MaxWeight, other);

        Assert.Equal(
            ["""{"type":"reserveRequestWeight","weight":100}""", $$"""{"type":"reserveRequestWeight","weight":1844674407370955,"destination":"{{other.ToLowerHex()}}"}"""],
            venue.Exchange.Requests.Select(r => r.GetProperty("action").GetRawText()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Account.Orders.ReserveRequestWeightAsync(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Account.Orders.ReserveRequestWeightAsync(ReserveRequestWeightAction.MaxWeight + 1));
        await Assert.ThrowsAsync<InvalidActionException>(() => venue.Account.ForVault(other).Orders.ReserveRequestWeightAsync(1));
    }
}

using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>What the streams tell about what happened.</summary>
public sealed class StreamTests
{
    [Fact]
    public void A_trade_is_told_once_with_both_sides()
    {
        var world = new World();
        var (maker, taker) = (world.Trader("maker"), world.Trader("taker"));
        using var ear = world.Listen();
        ear.Follow("""{"type":"trades","coin":"BTC"}""");
        maker.Rest("BTC", false, 100_000, 1);
        ear.AssertQuiet();

        taker.Fill("BTC", true, 100_000, 0.25m);

        var trade = ear.Next("trades").EnumerateArray().Single();
        var fill = taker.Fills()[0];
        Assert.Equal(("BTC", "B", "100000.0", "0.25"), (Text(trade, "coin"), Text(trade, "side"), Text(trade, "px"), Text(trade, "sz")));
        Assert.Equal([taker.User, maker.User], trade.GetProperty("users").EnumerateArray().Select(u => u.GetString()));
        Assert.Equal(fill.GetProperty("tid").GetInt64(), trade.GetProperty("tid").GetInt64());
        Assert.Equal(Text(fill, "hash"), Text(trade, "hash"));
        ear.AssertQuiet();
    }

    [Fact]
    public void A_book_is_told_whole_and_its_best_prices_only_when_they_change()
    {
        var world = new World();
        using var books = world.Listen();
        using var best = world.Listen();
        books.Follow("""{"type":"l2Book","coin":"BTC"}""");
        best.Follow("""{"type":"bbo","coin":"BTC"}""");
        Assert.Equal(0, books.Next("l2Book").GetProperty("levels")[0].GetArrayLength());
        Assert.Equal(JsonValueKind.Null, best.Next("bbo").GetProperty("bbo")[0].ValueKind);

        world.Admin.AddBid("BTC", 50_000, 2);
        world.Admin.AddBid("BTC", 49_000, 1);

        books.Next("l2Book");
        Assert.Equal(world.Info("""{"type":"l2Book","coin":"BTC"}""").GetRawText(), books.Next("l2Book").GetRawText());
        Assert.Equal("""[{"px":"50000.0","sz":"2.0","n":1},null]""", best.Next("bbo").GetProperty("bbo").GetRawText());
        best.AssertQuiet();
    }

    [Fact]
    public void Both_sides_of_an_outcome_see_their_book_change()
    {
        var world = new World();
        using var ear = world.Listen();
        ear.Follow("""{"type":"bbo","coin":"#10"}""");
        ear.Next("bbo");
        ear.Follow("""{"type":"bbo","coin":"#11"}""");
        ear.Next("bbo");

        world.Admin.AddBid("#10", 0.4m, 100);

        Assert.Equal("""[{"px":"0.4","sz":"100.0","n":1},null]""", ear.Next("bbo").GetProperty("bbo").GetRawText());
        Assert.Equal("""[null,{"px":"0.6","sz":"100.0","n":1}]""", ear.Next("bbo").GetProperty("bbo").GetRawText());
    }

    [Fact]
    public void Middles_are_told_when_they_change_and_at_each_beat()
    {
        var world = new World();
        using var ear = world.Listen();
        ear.Follow("""{"type":"allMids"}""");
        ear.Next("allMids");

        world.Admin.SetMark("BTC", 91_234);
        Assert.Equal("91234.0", Text(ear.Next("allMids").GetProperty("mids"), "BTC"));
        world.Admin.SetMark("BTC", 91_234);
        ear.AssertQuiet();
        world.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("91234.0", Text(ear.Next("allMids").GetProperty("mids"), "BTC"));

        // A beat adds nothing to what waits to be read.
        world.Time.Advance(TimeSpan.FromSeconds(5));
        world.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Single(ear.All());
    }

    [Fact]
    public void An_order_is_followed_from_its_rest_to_its_end()
    {
        var world = new World();
        var (maker, taker) = (world.Trader("maker"), world.Trader("taker"));
        using var ear = world.Listen();
        ear.Follow($$"""{"type":"orderUpdates","user":"{{maker.User}}"}""");
        var cloid = "0x0000000000000000000000000000abcd";

        var oid = maker.Rest("BTC", false, 100_000, 1, cloid: cloid);
        taker.Fill("BTC", true, 100_000, 0.25m);
        taker.Fill("BTC", true, 100_000, 0.75m);
        maker.OrderError("BTC", true, 100_000, 0.5m, tif: "Ioc");
        var second = maker.Rest("BTC", true, 50_000, 1);
        maker.Send($$"""{"type":"cancel","cancels":[{"a":0,"o":{{Trader.Text(second)}}}]}""");

        List<(long, string, string)> seen = [];
        while (seen.Count < 6)
        {
            foreach (var update in ear.Next("orderUpdates").EnumerateArray())
            {
                var order = update.GetProperty("order");
                seen.Add((order.GetProperty("oid").GetInt64(), Text(update, "status"), Text(order, "sz")));
                if (order.GetProperty("oid").GetInt64() == oid) Assert.Equal((cloid, "1.0"), (Text(order, "cloid"), Text(order, "origSz")));
            }
        }

        Assert.Equal([(oid, "open", "1.0"), (oid, "open", "0.75"), (oid, "filled", "0.0")], seen[..3]);
        Assert.Equal(("iocCancelRejected", "0.5"), (seen[3].Item2, seen[3].Item3));
        Assert.Equal([(second, "open", "1.0"), (second, "canceled", "1.0")], seen[4..]);
        ear.AssertQuiet();
    }

    [Fact]
    public void Fills_begin_with_history_and_go_on_with_what_is_new()
    {
        var world = new World();
        var (maker, taker) = (world.Trader("maker"), world.Trader("taker"));
        maker.Rest("BTC", false, 100_000, 1);
        taker.Fill("BTC", true, 100_000, 0.25m);
        using var ear = world.Listen();
        ear.Follow($$"""{"type":"userFills","user":"{{taker.User}}"}""");
        var first = ear.Next("userFills");
        Assert.True(first.GetProperty("isSnapshot").GetBoolean());
        Assert.Equal(taker.Fills()[0].GetRawText(), first.GetProperty("fills")[0].GetRawText());

        taker.Fill("BTC", true, 100_000, 0.5m);

        var next = ear.Next("userFills");
        Assert.False(next.TryGetProperty("isSnapshot", out _));
        Assert.Equal(taker.User, Text(next, "user"));
        Assert.Equal(taker.Fills()[0].GetRawText(), next.GetProperty("fills").EnumerateArray().Single().GetRawText());
    }

    [Fact]
    public void Events_tell_fills_and_what_the_venue_cancelled_by_itself()
    {
        var world = new World();
        var (maker, taker) = (world.Trader("maker"), world.Trader("taker"));
        using var ear = world.Listen();
        ear.Follow($$"""{"type":"userEvents","user":"{{maker.User}}"}""");
        var oid = maker.Rest("BTC", false, 100_000, 1);
        ear.AssertQuiet();

        taker.Fill("BTC", true, 100_000, 0.25m);
        Assert.Equal(maker.Fills()[0].GetRawText(), ear.Next("user").GetProperty("fills")[0].GetRawText());
        world.Admin.ClearBook("BTC");

        Assert.Equal($$"""{"nonUserCancel":[{"coin":"BTC","oid":{{Trader.Text(oid)}}}]}""", ear.Next("user").GetRawText());
    }

    [Fact]
    public void A_stop_that_comes_to_life_or_fires_is_not_told_as_cancelled()
    {
        var world = new World();
        var (maker, trader) = (world.Trader("maker"), world.Trader("stopped"));
        world.Admin.SetMark("BTC", 100_000);
        maker.Rest("BTC", true, 96_000, 1);
        maker.Rest("BTC", false, 100_000, 1);
        using var ear = world.Listen();
        ear.Follow($$"""{"type":"userEvents","user":"{{trader.User}}"}""");

        trader.Group("normalTpsl", Trader.OneOrder(0, true, "100000", "0.1"), Trader.OneTrigger(0, false, "95000", "0.1", "97000"), Trader.OneTrigger(0, false, "110000", "0.1", "110000", "tp"));
        Assert.True(ear.Next("user").TryGetProperty("fills", out _));
        ear.AssertQuiet();

        var twin = trader.FrontendOrders().Single(o => o.GetProperty("orderType").GetString() == "Take Profit Market").GetProperty("oid").GetInt64();
        world.Admin.SetMark("BTC", 96_900);

        Assert.Equal(0, trader.Size("BTC"));
        Assert.True(ear.Next("user").TryGetProperty("fills", out _));
        Assert.Equal($$"""{"nonUserCancel":[{"coin":"BTC","oid":{{Trader.Text(twin)}}}]}""", ear.Next("user").GetRawText());
        ear.AssertQuiet();
    }

    [Fact]
    public void States_follow_money_and_marks()
    {
        var world = new World();
        var (maker, taker) = (world.Trader("maker"), world.Trader("taker"));
        using var ear = world.Listen();
        ear.Follow($$"""{"type":"clearinghouseState","user":"{{taker.User}}"}""");
        ear.Next("clearinghouseState");
        maker.Rest("BTC", false, 100_000, 1);
        ear.AssertQuiet();

        taker.Fill("BTC", true, 100_000, 0.25m);
        var state = ear.Next("clearinghouseState");
        Assert.Equal((taker.User, ""), (Text(state, "user"), Text(state, "dex")));
        Assert.Equal(taker.Perps().GetRawText(), state.GetProperty("clearinghouseState").GetRawText());
        world.Admin.SetMark("BTC", 101_000);
        Assert.Equal(taker.Perps().GetRawText(), ear.Next("clearinghouseState").GetProperty("clearinghouseState").GetRawText());
        world.Admin.Fund(taker.Address, 5);
        Assert.Equal(taker.Perps().GetRawText(), ear.Next("clearinghouseState").GetProperty("clearinghouseState").GetRawText());
    }

    [Fact]
    public void Spot_states_and_outcomes_are_told()
    {
        var world = new World();
        var trader = world.Trader("holder");
        using var ear = world.Listen();
        ear.Follow($$"""{"type":"spotState","user":"{{trader.User}}"}""");
        ear.Next("spotState");
        ear.Follow("""{"type":"outcomeMetaUpdates"}""");
        world.Admin.AddAsk("#10", 0.5m, 100);
        trader.Fill("#10", true, 0.5m, 50);
        var spot = ear.Next("spotState").GetProperty("spotState").GetProperty("balances").EnumerateArray().ToArray();
        Assert.Contains(spot, b => Text(b, "coin") == "+10" && Text(b, "total") == "50.0");

        world.Admin.SettleOutcome(1, 1);

        Assert.Equal("""{"updates":[{"outcomeSettled":{"outcome":1}}]}""", ear.Next("outcomeMetaUpdates").GetRawText());
        Assert.Contains(ear.All(), m => m.Contains("spotState", StringComparison.Ordinal));
    }

    [Fact]
    public void A_question_is_told_with_each_of_its_outcomes_and_its_end_with_the_last()
    {
        var world = new World();
        using var ear = world.Listen();
        ear.Follow("""{"type":"outcomeMetaUpdates"}""");
        foreach (var outcome in (int[])[3, 4])
        {
            world.Admin.SettleOutcome(outcome, 0);
            var question = world.Info("""{"type":"outcomeMeta"}""").GetProperty("questions").EnumerateArray().Single(q => q.GetProperty("question").GetInt32() == 1);
            Assert.Equal(outcome, question.GetProperty("settledNamedOutcomes").EnumerateArray().Last().GetInt32());
            Assert.Equal(
                $$$"""{"updates":[{"outcomeSettled":{"outcome":{{{Trader.Text((long)outcome)}}}}},{"questionUpdated":{{{question.GetRawText()}}}}]}""",
                ear.Next("outcomeMetaUpdates").GetRawText());
        }

        world.Admin.SettleOutcome(5, 1);

        Assert.Equal("""{"updates":[{"outcomeSettled":{"outcome":5}},{"questionSettled":{"question":1}}]}""", ear.Next("outcomeMetaUpdates").GetRawText());
    }

    [Fact]
    public void Wholes_are_gathered_for_an_interval_and_events_are_not()
    {
        var world = new World(streams: new() { Interval = TimeSpan.FromMilliseconds(500) });
        using var ear = world.Listen();
        ear.Follow("""{"type":"l2Book","coin":"BTC"}""");
        ear.Next("l2Book");
        world.Admin.AddBid("BTC", 50_000, 1);
        world.Admin.AddBid("BTC", 50_001, 1);
        ear.AssertQuiet();

        world.Time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(2, ear.Next("l2Book").GetProperty("levels")[0].GetArrayLength());
        ear.AssertQuiet();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

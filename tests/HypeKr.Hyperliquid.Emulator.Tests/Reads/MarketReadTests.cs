namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class MarketReadTests
{
    private readonly World _world = new();

    [Fact]
    public void Meta_lists_the_perps_of_a_dex_in_their_slots()
    {
        var main = _world.Info("""{"type":"meta"}""");
        Assert.Equal(["BTC", "ETH", "SOL"], main.GetProperty("universe").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal("""{"szDecimals":5,"name":"BTC","maxLeverage":40,"marginTableId":40}""", main.GetProperty("universe")[0].GetRawText());
        Assert.Equal("""[20,{"description":"","marginTiers":[{"lowerBound":"0.0","maxLeverage":20}]}]""", main.GetProperty("marginTables")[0].GetRawText());
        Assert.Equal(0, main.GetProperty("collateralToken").GetInt32());

        var builder = _world.Info("""{"type":"meta","dex":"xyz"}""");
        Assert.Equal("xyz:GOLD", builder.GetProperty("universe")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("meta")]
    [InlineData("allMids")]
    [InlineData("clearinghouseState")]
    [InlineData("openOrders")]
    public void A_dex_that_does_not_exist_is_500_and_null(string type)
    {
        var reply = _world.Post("/info", $$"""{"type":"{{type}}","user":"{{_world.Stranger("dexless").User}}","dex":"abc"}""");
        Assert.Equal(500, reply.StatusCode);
        Assert.Equal("null", World.Parse(reply).GetRawText());
    }

    [Fact]
    public void Spot_meta_joins_pairs_and_tokens_by_index()
    {
        var world = new World(new EmulatorSeed
        {
            Tokens =
            [
                new() { Name = "USDC", Index = 0, SizeDecimals = 8 },
                new() { Name = "HYPE", Index = 150, SizeDecimals = 2, TokenId = "0x0d01dc56dcaaca66ad901c959b4011ec" },
            ],
            SpotPairs = [new() { Index = 107, Base = "HYPE" }],
        });
        var meta = world.Info("""{"type":"spotMeta"}""");
        Assert.Equal("""{"tokens":[150,0],"name":"@107","index":107,"isCanonical":false}""", meta.GetProperty("universe")[0].GetRawText());
        Assert.Equal("0x0d01dc56dcaaca66ad901c959b4011ec", meta.GetProperty("tokens")[1].GetProperty("tokenId").GetString());
        Assert.Matches("^0x[0-9a-f]{32}$", meta.GetProperty("tokens")[0].GetProperty("tokenId").GetString());

        var trader = world.Trader("hype");
        Assert.Equal(10_107, world.Emulator.Venue.Asset("@107")!.Id);
        trader.Rest("@107", true, 20.5m, 1);
    }

    [Fact]
    public void Perp_dexs_begin_with_null_for_the_main_one()
    {
        var dexs = _world.Info("""{"type":"perpDexs"}""");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, dexs[0].ValueKind);
        Assert.Equal("xyz", dexs[1].GetProperty("name").GetString());
    }

    [Fact]
    public void Outcome_meta_lists_outcomes_with_their_sides_and_questions()
    {
        var meta = _world.Info("""{"type":"outcomeMeta"}""");
        Assert.Equal([1, 2, 3, 4, 5], meta.GetProperty("outcomes").EnumerateArray().Select(o => o.GetProperty("outcome").GetInt32()));
        Assert.Equal("""[{"name":"Yes"},{"name":"No"}]""", meta.GetProperty("outcomes")[0].GetProperty("sideSpecs").GetRawText());
        Assert.Equal("USDC", meta.GetProperty("outcomes")[0].GetProperty("quoteToken").GetString());
        Assert.Equal(5, meta.GetProperty("questions")[0].GetProperty("fallbackOutcome").GetInt32());
    }

    [Fact]
    public void A_mid_is_the_middle_of_the_book_else_the_last_trade_else_the_mark()
    {
        var (maker, taker) = (_world.Trader("mid maker"), _world.Trader("mid taker"));
        Assert.Equal("100000.0", Mid());
        maker.Rest("BTC", false, 100_020, 0.01m);
        Assert.Equal("100000.0", Mid());
        maker.Rest("BTC", true, 99_990, 0.01m);
        Assert.Equal("100005.0", Mid());
        taker.Fill("BTC", true, 100_020, 0.01m);
        Assert.Equal("100020.0", Mid());

        string Mid() => _world.Info("""{"type":"allMids"}""").GetProperty("BTC").GetString()!;
    }

    [Fact]
    public void Mids_of_the_main_dex_come_with_spot_and_outcomes_and_those_of_another_alone()
    {
        var main = _world.Info("""{"type":"allMids"}""").EnumerateObject().Select(m => m.Name).ToArray();
        Assert.Superset(new HashSet<string> { "BTC", "PURR/USDC", "#10", "#11" }, main.ToHashSet());
        Assert.DoesNotContain("xyz:GOLD", main);
        Assert.Equal(["xyz:GOLD"], _world.Info("""{"type":"allMids","dex":"xyz"}""").EnumerateObject().Select(m => m.Name));
    }

    [Fact]
    public void A_book_sums_the_orders_of_a_level_and_shows_twenty()
    {
        var trader = _world.Trader("levels", 10_000_000);
        trader.Rest("BTC", true, 99_000, 0.01m);
        trader.Rest("BTC", true, 99_000, 0.02m);
        for (var i = 1; i < 25; i++) trader.Rest("BTC", true, 99_000 - i, 0.01m);
        var bids = _world.Info("""{"type":"l2Book","coin":"BTC"}""").GetProperty("levels")[0];
        Assert.Equal(20, bids.GetArrayLength());
        Assert.Equal("""{"px":"99000.0","sz":"0.03","n":2}""", bids[0].GetRawText());
        Assert.Equal("98981.0", bids[19].GetProperty("px").GetString());
    }

    [Theory]
    [InlineData("", "12.345", "12.346")]
    [InlineData(",\"nSigFigs\":5", "12.345", "12.346")]
    [InlineData(",\"nSigFigs\":5,\"mantissa\":2", "12.344", "12.346")]
    [InlineData(",\"nSigFigs\":5,\"mantissa\":5", "12.345", "12.35")]
    [InlineData(",\"nSigFigs\":4", "12.34", "12.35")]
    [InlineData(",\"nSigFigs\":3", "12.3", "12.4")]
    [InlineData(",\"nSigFigs\":2", "12.0", "13.0")]
    public void A_book_can_be_told_in_fewer_figures(string options, string bid, string ask)
    {
        var world = new World(new EmulatorSeed
        {
            Perps = [new() { Name = "X", SizeDecimals = 1, MarkPrice = 12.345m }],
            Books = [new() { Coin = "X", Bids = [new(12.345m, 1)], Asks = [new(12.346m, 1)] }],
        });
        var levels = world.Info($$"""{"type":"l2Book","coin":"X"{{options}}}""").GetProperty("levels");
        Assert.Equal(bid, levels[0][0].GetProperty("px").GetString());
        Assert.Equal(ask, levels[1][0].GetProperty("px").GetString());
    }

    [Fact]
    public void The_book_of_an_unknown_coin_is_null() =>
        Assert.Equal(System.Text.Json.JsonValueKind.Null, _world.Info("""{"type":"l2Book","coin":"NOPE"}""").ValueKind);

    [Fact]
    public void The_status_tells_the_venues_time()
    {
        _world.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal($$"""{"time":{{Trader.Text(World.Start.ToUnixTimeMilliseconds() + 5_000)}},"specialStatuses":null}""", _world.Info("""{"type":"exchangeStatus"}""").GetRawText());
    }
}

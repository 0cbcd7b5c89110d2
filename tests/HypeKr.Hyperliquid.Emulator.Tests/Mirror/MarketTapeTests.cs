namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class MarketTapeTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"hypekr-tape-{Guid.NewGuid():N}.jsonl");
    private readonly World _world = new();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Lines_come_at_their_times()
    {
        var trader = _world.Trader("tape");
        var tape = Open(
            "# a morning",
            """{"time": 1000, "coin": "BTC", "book": {"bids": [["99990", "1"]], "asks": [["100010", "2"]]}}""",
            "",
            """{"time": 1500, "coin": "BTC", "trade": {"side": "A", "px": "99990", "sz": "0.5"}}""",
            """{"time": 3000, "coin": "BTC", "mid": "101000"}""",
            """{"time": 3000, "coin": "#10", "mid": "0.6"}""");
        Assert.Equal(4, tape.Count);
        Assert.Equal(TimeSpan.FromSeconds(2), tape.Length);

        _world.Admin.Play(tape);
        Assert.Equal(1, _world.Depth("BTC", bid: true));
        var oid = trader.Rest("BTC", true, 99_995, 0.2m);
        Advance(499);
        Assert.Equal("open", trader.Status(oid));
        Advance(1);
        Assert.Equal("filled", trader.Status(oid));
        Advance(1500);
        Assert.Equal("101000.0", _world.Info("""{"type":"allMids"}""").GetProperty("BTC").GetString());
        Assert.Equal("0.6", _world.Info("""{"type":"allMids"}""").GetProperty("#10").GetString());
        _world.AssertConserved();
    }

    [Fact]
    public void A_mid_takes_the_quotes_of_the_house_along()
    {
        _world.Admin.AddBid("BTC", 99_000, 1);
        _world.Admin.AddAsk("BTC", 101_000, 2);
        _world.Admin.Play(Open("""{"time": 0, "coin": "BTC", "mid": "50000"}"""));

        var levels = _world.Info("""{"type":"l2Book","coin":"BTC"}""").GetProperty("levels");
        Assert.Equal("49500.0", levels[0][0].GetProperty("px").GetString());
        Assert.Equal("50500.0", levels[1][0].GetProperty("px").GetString());
        Assert.Equal("2.0", levels[1][0].GetProperty("sz").GetString());
    }

    [Fact]
    public void Quotes_that_follow_many_mids_keep_their_distance_whatever_others_bid_between()
    {
        _world.Admin.AddBid("BTC", 99_999, 1);
        _world.Admin.AddBid("BTC", 99_998, 1);
        _world.Admin.AddAsk("BTC", 100_001, 1);
        _world.Admin.Play(Open([.. Enumerable.Range(1, 400).Select(i => $$"""{"time": {{i}}, "coin": "BTC", "mid": "{{100_000 + i % 7}}"}""")]));
        Advance(200);
        _world.Trader("between").Rest("BTC", true, 100_003, 0.01m);
        Advance(300);

        // The last was 100001, by which the prices of 100000 are multiplied and rounded outwards, once.
        var levels = _world.Info("""{"type":"l2Book","coin":"BTC"}""").GetProperty("levels");
        Assert.Equal(["99999.0", "99998.0"], levels[0].EnumerateArray().Select(l => l.GetProperty("px").GetString()));
        Assert.Equal(["100003.0"], levels[1].EnumerateArray().Select(l => l.GetProperty("px").GetString()));
    }

    [Theory]
    [InlineData("no json", 1)]
    [InlineData("""{"coin": "BTC", "mid": "1"}""", 1)]
    [InlineData("""{"time": 1, "mid": "1"}""", 1)]
    [InlineData("""{"time": 1, "coin": "BTC"}""", 1)]
    [InlineData("""{"time": 1, "coin": null, "mid": "1"}""", 1)]
    [InlineData("""{"time": 1, "coin": "BTC", "mid": 100000}""", 1)]
    [InlineData("""{"time": 1, "coin": "BTC", "mid": "-1"}""", 1)]
    [InlineData("""{"time": 1, "coin": "BTC", "mid": "NaN"}""", 1)]
    [InlineData("""{"time": "1", "coin": "BTC", "mid": "1"}""", 1)]
    [InlineData("""{"time": 1, "coin": "BTC", "mid": "1", "trade": {"side": "B", "px": "1", "sz": "1"}}""", 1)]
    [InlineData("""{"time": 1, "coin": "BTC", "trade": {"side": "C", "px": "1", "sz": "1"}}""", 1)]
    [InlineData("""{"time": 1, "coin": "BTC", "book": {"bids": []}}""", 1)]
    [InlineData("""{"time": 1, "coin": "BTC", "book": {"bids": [["1"]], "asks": []}}""", 1)]
    [InlineData("{\"time\": 2, \"coin\": \"BTC\", \"mid\": \"1\"}\n{\"time\": 1, \"coin\": \"BTC\", \"mid\": \"1\"}", 2)]
    public void A_line_that_cannot_be_read_is_named(string lines, long number)
    {
        var refusal = Assert.Throws<MarketTapeException>(() => Open(lines));
        Assert.Equal(number, refusal.Line);
        Assert.StartsWith($"Line {number} of the tape ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"time": 1, "coin": "DOGE", "mid": "1"}""", "Line 2 of the tape, about DOGE, cannot be played: there is no such coin.")]
    [InlineData("""{"time": 1, "coin": "#10", "mid": "1"}""", "Line 2 of the tape, about #10, cannot be played: the mid of an outcome is below 1.")]
    [InlineData("""{"time": 1, "coin": "BTC", "trade": {"side": "B", "px": "100000.5", "sz": "1"}}""", "Line 2 of the tape, about BTC, cannot be played: Price must be divisible by tick size.")]
    [InlineData("""{"time": 1, "coin": "BTC", "book": {"bids": [["2", "1"]], "asks": [["1", "1"]]}}""", "Line 2 of the tape, about BTC, cannot be played: the best bid 2 is not below the best ask 1.")]
    public void A_line_that_cannot_be_played_is_named_before_any_is_played(string line, string message)
    {
        var tape = Open("""{"time": 0, "coin": "BTC", "book": {"bids": [["99990", "1"]], "asks": []}}""", line);
        Assert.Equal(message, Assert.Throws<MarketTapeException>(() => _world.Admin.Play(tape)).Message);
        Assert.Equal(0, _world.Depth("BTC", bid: true));
    }

    private void Advance(int milliseconds)
    {
        _world.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _world.Info("""{"type":"exchangeStatus"}""");
    }

    private MarketTape Open(params string[] lines)
    {
        File.WriteAllLines(_file, lines);
        return MarketTape.Open(_file);
    }
}

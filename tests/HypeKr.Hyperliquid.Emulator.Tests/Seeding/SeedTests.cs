using System.Globalization;
using System.Text.Json;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class SeedTests
{
    private const string Recorded = "hyperliquid/recorded";

    [Fact]
    public void The_bundled_market_has_a_book_for_every_coin()
    {
        var world = new World(EmulatorSeed.Default);
        foreach (var asset in world.Emulator.Venue.Assets)
        {
            Assert.True(world.Depth(asset.Coin, bid: true) > 0, asset.Coin);
            Assert.True(world.Depth(asset.Coin, bid: false) > 0, asset.Coin);
        }

        Assert.Equal("100000.0", world.Info("""{"type":"allMids"}""").GetProperty("BTC").GetString());
        world.AssertConserved();
    }

    [SharedFact(Recorded)]
    public void Recorded_responses_give_their_universe_mids_and_book()
    {
        var folder = Path.Combine(Repository.SharedVectors, Recorded);
        var world = new World(EmulatorSeed.FromRecorded(folder));

        var meta = Largest(folder, "info-meta.json", r => r.GetProperty("universe").GetArrayLength());
        Assert.Equal(
            meta.GetProperty("universe").EnumerateArray().Select(Describe),
            world.Info("""{"type":"meta"}""").GetProperty("universe").EnumerateArray().Select(Describe));

        var spot = Largest(folder, "info-spotMeta.json", r => r.GetProperty("universe").GetArrayLength());
        Assert.Equal(spot.GetProperty("universe").GetRawText(), world.Info("""{"type":"spotMeta"}""").GetProperty("universe").GetRawText());

        var mids = Largest(folder, "info-allMids.json", r => r.EnumerateObject().Count());
        var shown = world.Info("""{"type":"allMids"}""");
        var books = Responses(folder, "info-l2Book.json").Where(b => world.Emulator.Venue.Asset(b.GetProperty("coin").GetString()!) is not null).ToArray();
        Assert.NotEmpty(books);
        foreach (var mid in mids.EnumerateObject().Where(m => world.Emulator.Venue.Asset(m.Name) is not null && books.All(b => b.GetProperty("coin").GetString() != m.Name)))
        {
            Assert.Equal(World.Number(mid.Value), World.Number(shown.GetProperty(mid.Name)));
        }

        foreach (var book in books)
        {
            var coin = book.GetProperty("coin").GetString()!;
            var levels = world.Info($$"""{"type":"l2Book","coin":"{{coin}}"}""").GetProperty("levels");
            Assert.Equal(Levels(book.GetProperty("levels")), Levels(levels));
            Assert.Equal(
                (World.Number(levels[0][0].GetProperty("px")) + World.Number(levels[1][0].GetProperty("px"))) / 2,
                World.Number(shown.GetProperty(coin)));
        }

        world.AssertConserved();

        static string Describe(JsonElement perp) => string.Create(CultureInfo.InvariantCulture, $"{perp.GetProperty("name")} {perp.GetProperty("szDecimals")} {perp.GetProperty("maxLeverage")}");

        static (decimal, decimal)[] Levels(JsonElement levels) =>
            [.. levels.EnumerateArray().SelectMany(side => side.EnumerateArray()).Select(l => (World.Number(l.GetProperty("px")), World.Number(l.GetProperty("sz"))))];
    }

    [SharedFact(Recorded)]
    public void A_recorded_market_can_be_traded()
    {
        var world = new World(EmulatorSeed.FromRecorded(Path.Combine(Repository.SharedVectors, Recorded)));
        var trader = world.Trader("recorded");
        var coin = world.Emulator.Venue.Assets.First(a => a.Book.Best(bid: false) is not null).Coin;
        var ask = world.Emulator.Venue.Asset(coin)!.Book.Best(bid: false)!;
        trader.Fill(coin, true, ask.Price, ask.Remaining);
        Assert.Equal(ask.OriginalSize, trader.Size(coin));
        world.AssertConserved();
    }

    [Fact]
    public void Recorded_responses_are_read_as_they_are_specified()
    {
        using var folder = new TemporaryFolder();
        folder.Write("info-meta.json", """{"source":"x","cases":[{"response":{"universe":[{"name":"A","szDecimals":1,"maxLeverage":5}]}},{"response":{"universe":[{"name":"A","szDecimals":2,"maxLeverage":10},{"name":"B","szDecimals":0,"maxLeverage":3,"onlyIsolated":true},{"name":"C","szDecimals":0,"maxLeverage":3,"isDelisted":true}]}}]}""");
        folder.Write("info-allMids.json", """{"cases":[{"response":{"A":"2.5"}},{"response":{"A":"9","@7":"3"}}]}""");
        folder.Write("info-spotMeta.json", """{"cases":[{"response":{"universe":[{"tokens":[9,0],"name":"@7","index":7,"isCanonical":false}],"tokens":[{"name":"Z","szDecimals":1,"weiDecimals":5,"index":9,"tokenId":"0x00000000000000000000000000000001","fullName":null},{"name":"USDC","szDecimals":8,"weiDecimals":8,"index":0,"tokenId":"0x00000000000000000000000000000002","fullName":null}]}}]}""");
        folder.Write("info-l2Book.json", """{"cases":[{"response":{"coin":"@7","levels":[[{"px":"2.9","sz":"4.5","n":2}],[]]}},{"response":{"coin":"@7","levels":[[],[]]}},{"response":{"coin":"GONE","levels":[[],[]]}}]}""");

        var seed = EmulatorSeed.FromRecorded(folder.Path);
        Assert.Equal(
            [
                new PerpSeed { Name = "A", SizeDecimals = 2, MaxLeverage = 10, MarkPrice = 2.5m },
                new PerpSeed { Name = "B", SizeDecimals = 0, MaxLeverage = 3, OnlyIsolated = true },
                new PerpSeed { Name = "C", SizeDecimals = 0, MaxLeverage = 3, IsDelisted = true },
            ],
            seed.Perps);
        Assert.Equal([new SpotPairSeed { Index = 7, Base = "Z", Quote = "USDC", MarkPrice = 3 }], seed.SpotPairs);
        Assert.Equal("@7", seed.Books.Single().Coin);
        Assert.Equal([new BookLevelSeed(2.9m, 4.5m) { Orders = 2 }], seed.Books.Single().Bids);

        var world = new World(seed);
        Assert.Equal("3.0", world.Info("""{"type":"allMids"}""").GetProperty("@7").GetString());
        Assert.False(world.Info("""{"type":"allMids"}""").TryGetProperty("B", out _));
    }

    [Fact]
    public void Recorded_responses_that_are_none_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("info-meta.json", Assert.Throws<EmulatorSeedException>(() => EmulatorSeed.FromRecorded(folder.Path)).Message, StringComparison.Ordinal);
        folder.Write("info-meta.json", """{"cases":[]}""");
        Assert.Throws<EmulatorSeedException>(() => EmulatorSeed.FromRecorded(folder.Path));
        folder.Write("info-meta.json", """{"cases":[{"response":{"universe":[{"name":"A"}]}}]}""");
        Assert.Throws<EmulatorSeedException>(() => EmulatorSeed.FromRecorded(folder.Path));
        folder.Write("info-meta.json", "[");
        Assert.Throws<EmulatorSeedException>(() => EmulatorSeed.FromRecorded(folder.Path));
    }

    public static TheoryData<string, EmulatorSeed> Contradictions => new()
    {
        { "no token USDC", new() { Tokens = [] } },
        { "token name USDC is in the seed twice", new() { Tokens = [Usdc, Usdc with { Index = 1 }] } },
        { "token index 0 is in the seed twice", new() { Tokens = [Usdc, Usdc with { Name = "X" }] } },
        { "size decimals of A is 7, not 0 to 6", new() { Perps = [new() { Name = "A", SizeDecimals = 7 }] } },
        { "leverage of A is 0, not 1 to 50", new() { Perps = [new() { Name = "A", MaxLeverage = 0 }] } },
        { "price -1 of A is not a positive number", new() { Perps = [new() { Name = "A", MarkPrice = -1 }] } },
        { "coin A is in the seed twice", new() { Perps = [new() { Name = "A" }, new() { Name = "A" }] } },
        { "perp of the seed has no name", new() { Perps = [new() { Name = " " }] } },
        { "dex name 'XYZ' has something other than", new() { BuilderDexs = [new() { Name = "XYZ" }] } },
        { "length of the dex name 'toolong' is 7, not 1 to 6", new() { BuilderDexs = [new() { Name = "toolong" }] } },
        { "HYPE is the base of pair 1, and not a token", new() { SpotPairs = [new() { Index = 1, Base = "HYPE" }] } },
        { "has USDC on both sides", new() { SpotPairs = [new() { Index = 1, Base = "USDC" }] } },
        { "price 1 of outcome 'x' is not below 1", new() { Outcomes = [new() { Outcome = 1, Name = "x", YesPrice = 1 }] } },
        { "outcome 1 is in the seed twice", new() { Outcomes = [new() { Outcome = 1, Name = "x" }, new() { Outcome = 1, Name = "y" }] } },
        { "Question 1 names outcome 2, which the seed does not list", new() { Questions = [new() { Question = 1, Name = "q", FallbackOutcome = 2 }] } },
        { "book for A, which it does not list", new() { Books = [new() { Coin = "A" , Bids = [new(1, 1)] }] } },
        { "1 at 1.23456 cannot rest in the book of A: Price must be divisible by tick size.", new() { Perps = [new() { Name = "A", MarkPrice = 1 }], Books = [new() { Coin = "A", Bids = [new(1.23456m, 1)] }] } },
        { "1 at 1 cannot rest in the book of A: Trading is halted.", new() { Perps = [new() { Name = "A" }], Books = [new() { Coin = "A", Bids = [new(1, 1)] }] } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_seed_that_contradicts_itself_is_refused(string problem, EmulatorSeed seed) =>
        Assert.Contains(problem, Assert.Throws<EmulatorSeedException>(() => new HyperliquidEmulator(new EmulatorOptions { Seed = seed })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(0.000000001)]
    public void A_fee_rate_out_of_range_is_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HyperliquidEmulator(new EmulatorOptions { Fees = new() { SpotTaker = (decimal)rate } }));

    private static SpotTokenSeed Usdc => new() { Name = "USDC", Index = 0 };

    private static JsonElement Largest(string folder, string file, Func<JsonElement, int> size) => Responses(folder, file).MaxBy(size);

    private static JsonElement[] Responses(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("response").Clone())];
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("hypekr-emulator-").FullName;

        public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

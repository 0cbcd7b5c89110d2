using System.Net;

namespace HypeKr.Hyperliquid.Tests;

public sealed class UniverseTests
{
    [Theory]
    [InlineData("BTC", 0, "meta")]
    [InlineData("DOGE", 2, "meta")]
    [InlineData("PURR/USDC", 10000, "spotMeta")]
    [InlineData("@107", 10107, "spotMeta")]
    [InlineData("HYPE/USDC", 10107, "spotMeta")]
    [InlineData("#10", 100_000_010, "outcomeMeta")]
    [InlineData("#11", 100_000_011, "outcomeMeta")]
    [InlineData("xyz:GOLD", 110_000, "perpDexs,meta")]
    public async Task Only_the_list_of_the_kind_is_read(string coin, long id, string reads)
    {
        using var venue = new TestVenue();

        var asset = await venue.Client.Markets.GetAssetAsync(coin);
        await venue.Client.Markets.GetAssetAsync(coin);

        Assert.Equal(id, asset.Id.Value);
        Assert.Equal(reads.Split(','), venue.Info.Requests.Select(r => r.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" BTC")]
    [InlineData("BTC\n")]
    [InlineData("B\"TC")]
    [InlineData("ВТС")]
    [InlineData("'; drop table")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_cannot_be_a_coin_is_refused_without_asking(string coin)
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetMidAsync(coin));
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetBookAsync(coin));
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Account.Orders.PlaceAsync(new() { Coin = coin, Side = OrderSide.Buy, Price = new(1), Size = new(1) }));
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Account.Positions.CloseAsync(coin));

        Assert.Empty(venue.Info.Requests);
        Assert.Empty(venue.Exchange.Requests);
    }

    [Theory]
    [InlineData("NOPE")]
    [InlineData("@9999")]
    [InlineData("#990")]
    [InlineData("+990")]
    [InlineData("NO/PE")]
    [InlineData("xyz:NOPE")]
    [InlineData("nodex:GOLD")]
    public async Task A_coin_that_is_not_listed_is_refused_and_nothing_is_sent(string coin)
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Account.Orders.PlaceAsync(new() { Coin = coin, Side = OrderSide.Buy, Price = new(1), Size = new(1) }));
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Account.Orders.CancelAsync(coin, 1));
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Account.Positions.CloseAsync(coin));
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Account.Positions.UpdateLeverageAsync(coin, 2));

        Assert.Empty(venue.Exchange.Requests);
        Assert.InRange(venue.Info.Requests.Count, 1, 2);
    }

    [Theory]
    [InlineData(0, "BTC")]
    [InlineData(10_107, "@107")]
    [InlineData(110_000, "xyz:GOLD")]
    [InlineData(100_000_011, "#11")]
    public async Task A_number_is_found_as_its_coin_is(long id, string coin)
    {
        using var venue = new TestVenue();

        var asset = await venue.Client.Markets.GetAssetAsync(new AssetId(id));

        Assert.Equal((coin, id), (asset.Coin, asset.Id.Value));
        Assert.Same(asset, await venue.Client.Markets.GetAssetAsync(coin));
    }

    [Theory]
    [InlineData(77)]
    [InlineData(10_099)]
    [InlineData(110_077)]
    [InlineData(190_000)]
    [InlineData(100_000_990)]
    public async Task A_number_that_is_not_listed_is_refused(long id)
    {
        using var venue = new TestVenue();

        var exception = await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetAssetAsync(new AssetId(id)));

        Assert.Contains(id.ToString(System.Globalization.CultureInfo.InvariantCulture), exception.Message);
    }

    [Fact]
    public async Task A_number_that_is_new_is_found_by_reading_once_more()
    {
        using var venue = new TestVenue();
        await venue.Client.Markets.GetAssetAsync("BTC");
        await venue.Client.Markets.GetAssetAsync("xyz:GOLD");
        venue.Info.Answer("meta", request => TestVenue.Dex(request) switch
        {
            "" => """{"universe":[{"name":"BTC","szDecimals":5},{"name":"ETH","szDecimals":4},{"name":"DOGE","szDecimals":0},{"name":"NEW","szDecimals":1}]}""",
            _ => """{"universe":[{"name":"abc:OIL","szDecimals":1}]}""",
        });
        venue.Info.Answer("perpDexs", """[null,{"name":"xyz"},{"name":"abc"}]""");
        venue.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal("NEW", (await venue.Client.Markets.GetAssetAsync(new AssetId(3))).Coin);
        Assert.Equal("abc:OIL", (await venue.Client.Markets.GetAssetAsync(new AssetId(120_000))).Coin);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_leaves_the_others_tradable()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("meta", """{"universe":[{"name":"BTC","szDecimals":5},{"name":"ODD","szDecimals":{"new":"form"}},17,{"name":"ETH","szDecimals":4}]}""");

        Assert.Equal(3, (await venue.Client.Markets.GetAssetAsync("ETH")).Id.Value);
        Assert.Contains("no size decimals", (await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetAssetAsync("ODD"))).Message);
    }

    [Fact]
    public async Task A_coin_that_is_new_is_found_by_reading_once_more()
    {
        using var venue = new TestVenue();
        await venue.Client.Markets.GetAssetAsync("BTC");
        venue.Info.Answer("meta", """{"universe":[{"name":"BTC","szDecimals":5},{"name":"NEW","szDecimals":1}]}""");

        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetAssetAsync("NEW"));
        Assert.Equal(1, venue.Info.Count("meta"));
        venue.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(1, (await venue.Client.Markets.GetAssetAsync("NEW")).Id.Value);
        Assert.Equal(2, venue.Info.Count("meta"));
        for (var i = 0; i < 5; i++) await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetAssetAsync($"NOPE{i}"));
        Assert.Equal(2, venue.Info.Count("meta"));
    }

    [Fact]
    public async Task A_new_dex_is_found_by_reading_once_more()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("perpDexs", "[null]");
        await Assert.ThrowsAsync<UnknownCoinException>(() => venue.Client.Markets.GetAssetAsync("xyz:GOLD"));
        venue.Info.Answer("perpDexs", """[null,{"name":"abc"},{"name":"xyz"}]""");
        venue.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(120_000, (await venue.Client.Markets.GetAssetAsync("xyz:GOLD")).Id.Value);
    }

    [Fact]
    public async Task The_list_is_read_anew_when_it_is_old()
    {
        using var venue = new TestVenue(o => o.UniverseMaxAge = TimeSpan.FromMinutes(5));
        await venue.Client.Markets.GetAssetAsync("BTC");
        venue.Time.Advance(TimeSpan.FromMinutes(5));
        await venue.Client.Markets.GetAssetAsync("BTC");
        Assert.Equal(1, venue.Info.Count("meta"));
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        await venue.Client.Markets.GetAssetAsync("BTC");

        Assert.Equal(2, venue.Info.Count("meta"));
    }

    [Theory]
    [InlineData("BTC", "meta")]
    [InlineData("@107", "spotMeta")]
    [InlineData("#10", "outcomeMeta")]
    [InlineData("xyz:GOLD", "perpDexs")]
    [InlineData("xyz:GOLD", "meta")]
    public async Task A_coin_is_refused_when_the_list_cannot_be_had(string coin, string read)
    {
        using var venue = new TestVenue();
        venue.Info.Reply(read, (_, _) => Task.FromResult(InfoStub.Json("", HttpStatusCode.ServiceUnavailable)));

        await Assert.ThrowsAsync<TransportException>(() => venue.Account.Orders.PlaceAsync(new() { Coin = coin, Side = OrderSide.Buy, Price = new(1), Size = new(1) }));
        await Assert.ThrowsAsync<TransportException>(() => venue.Account.Positions.CloseAsync(coin));
        venue.Info.Answer(read, "<html>");
        await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Account.Orders.PlaceAsync(new() { Coin = coin, Side = OrderSide.Buy, Price = new(1), Size = new(1) }));

        Assert.Empty(venue.Exchange.Requests);
    }

    [Theory]
    [InlineData("BTC", "NOPE")]
    [InlineData("@107", "@9999")]
    [InlineData("#10", "#990")]
    [InlineData("xyz:GOLD", "xyz:NOPE")]
    [InlineData("xyz:GOLD", "nodex:GOLD")]
    public async Task A_coin_of_an_old_list_is_found_while_the_list_cannot_be_read_anew(string coin, string unknown)
    {
        using var venue = new TestVenue(o => o.UniverseMaxAge = TimeSpan.FromMinutes(5));
        var asset = await venue.Client.Markets.GetAssetAsync(coin);
        var reads = venue.Info.Requests.Count;
        foreach (var read in new[] { "meta", "spotMeta", "outcomeMeta", "perpDexs" }) venue.Info.Reply(read, (_, _) => Task.FromResult(InfoStub.Json("", HttpStatusCode.ServiceUnavailable)));
        venue.Time.Advance(TimeSpan.FromMinutes(6));

        // Each list is asked for once in ten seconds, then once in twenty, forty, sixty, whoever asks.
        foreach (var seconds in new[] { 10, 20, 40, 60, 60 })
        {
            var before = venue.Info.Requests.Count;
            for (var i = 0; i < 5; i++)
            {
                Assert.Same(asset, await venue.Client.Markets.GetAssetAsync(coin));
                Assert.Same(asset, await venue.Client.Markets.GetAssetAsync(asset.Id));
                await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetAssetAsync(unknown));
            }

            Assert.Equal(reads, venue.Info.Requests.Count - before);
            venue.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.Same(asset, await venue.Client.Markets.GetAssetAsync(coin));
            Assert.Equal(reads, venue.Info.Requests.Count - before);
            venue.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Who_knows_the_coin_does_not_wait_long_for_a_newer_list_nor_for_those_who_do_not_know_theirs()
    {
        using var venue = new TestVenue(o => o.UniverseMaxAge = TimeSpan.FromMinutes(5));
        var asset = await venue.Client.Markets.GetAssetAsync("BTC");
        var answer = new TaskCompletionSource<string>();
        venue.Info.Reply("meta", async (_, _) => InfoStub.Json(await answer.Task));
        venue.Time.Advance(TimeSpan.FromMinutes(6));

        var first = venue.Client.Markets.GetAssetAsync("BTC");
        var unknown = venue.Client.Markets.GetAssetAsync("NEW");
        Assert.False(first.IsCompleted);
        Assert.Same(asset, await venue.Client.Markets.GetAssetAsync("BTC").Guarded());
        venue.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Same(asset, await first.Guarded());
        Assert.False(unknown.IsCompleted);

        answer.SetResult("""{"universe":[{"name":"BTC","szDecimals":5},{"name":"NEW","szDecimals":1}]}""");
        Assert.Equal(1, (await unknown.Guarded()).Id.Value);
        Assert.Equal(2, venue.Info.Count("meta"));
    }

    [Fact]
    public async Task The_list_that_a_cancel_needs_is_read_from_the_reserve()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(new() { WeightPerMinute = 100, ReservedWeight = 60 }, o.TimeProvider));
        await venue.Client.Markets.GetSpotMetaAsync();
        await venue.Client.Markets.GetSpotMetaAsync();
        var waiting = venue.Client.Markets.GetPerpMetaAsync();

        Assert.Equal(0, (await venue.Client.Markets.GetAssetAsync("BTC").Guarded()).Id.Value);
        Assert.Equal(110_000, (await venue.Client.Markets.GetAssetAsync("xyz:GOLD").Guarded()).Id.Value);

        Assert.False(waiting.IsCompleted);
        venue.Time.Advance(TimeSpan.FromMinutes(1));
        await waiting.Guarded();
    }

    [Fact]
    public async Task Many_callers_share_one_reading()
    {
        using var venue = new TestVenue();
        var release = new TaskCompletionSource();
        venue.Info.Reply("meta", async (_, _) =>
        {
            await release.Task;
            return InfoStub.Json("""{"universe":[{"name":"BTC","szDecimals":5}]}""");
        });

        var calls = Enumerable.Range(0, 40).Select(_ => Task.Run(() => venue.Client.Markets.GetAssetAsync("BTC"))).ToArray();
        while (venue.Info.Count("meta") < 1) await Task.Yield();
        release.SetResult();
        var assets = await Task.WhenAll(calls);

        Assert.Equal(1, venue.Info.Count("meta"));
        Assert.Single(assets.Distinct());
    }

    [Fact]
    public async Task The_whole_universe_has_every_kind()
    {
        using var venue = new TestVenue();

        var universe = await venue.Client.Markets.GetUniverseAsync();

        Assert.Equal(["BTC", "ETH", "DOGE", "xyz:GOLD", "PURR/USDC", "@107", "#10", "#11"], universe.Assets.Select(a => a.Coin));
        Assert.Equal("USDC", universe.Get("xyz:GOLD").QuoteToken);
    }

    [Fact]
    public async Task A_book_is_asked_for_by_its_wire_coin()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("l2Book", """{"coin":"@107","time":1737442821369,"levels":[[{"px":"21.8","sz":"65.9","n":1}],[]]}""");

        var book = await venue.Client.Markets.GetBookAsync("HYPE/USDC", significantFigures: 5);

        Assert.Equal("""{"type":"l2Book","coin":"@107","nSigFigs":5}""", venue.Info.Requests[^1].GetRawText());
        Assert.Equal(21.8m, Assert.Single(book!.Bids).Price);
        Assert.Empty(book.Asks);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1737442821369), book.Time);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Client.Markets.GetBookAsync("BTC", significantFigures: 6));
        venue.Info.Answer("l2Book", "null");
        Assert.Null(await venue.Client.Markets.GetBookAsync("BTC"));
    }
}

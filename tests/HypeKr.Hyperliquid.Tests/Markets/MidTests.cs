using System.Net;

namespace HypeKr.Hyperliquid.Tests;

public sealed class MidTests
{
    [Theory]
    [InlineData("BTC", "60000.5")]
    [InlineData("xyz:GOLD", "3021.5")]
    [InlineData("PURR/USDC", "0.25")]
    [InlineData("@107", "21.8285")]
    [InlineData("HYPE/USDC", "21.8285")]
    [InlineData("#10", "0.62")]
    [InlineData("#11", "0.38")]
    public async Task Perps_spot_and_outcomes_have_the_mid_of_the_venue(string coin, string price)
    {
        using var venue = new TestVenue();

        var mid = await venue.Client.Markets.GetMidAsync(coin);

        Assert.Equal(new Mid(Price.Parse(price).Value, TestVenue.Start), mid);
        Assert.Equal(1, venue.Info.Count("allMids"));
        Assert.Equal(0, venue.Info.Count("l2Book"));
    }

    [Fact]
    public async Task A_mid_is_kept_for_ten_seconds()
    {
        using var venue = new TestVenue();
        var first = await venue.Client.Markets.GetMidAsync("BTC");

        venue.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(first, await venue.Client.Markets.GetMidAsync("BTC"));
        Assert.Equal(TestVenue.Start, (await venue.Client.Markets.GetMidAsync("ETH")).ObservedAt);
        Assert.Equal(1, venue.Info.Count("allMids"));

        venue.Info.Answer("allMids", """{"BTC":"61000.0"}""");
        venue.Time.Advance(TimeSpan.FromMilliseconds(1));
        var second = await venue.Client.Markets.GetMidAsync("BTC");

        Assert.Equal(new Mid(61000, TestVenue.Start.AddMilliseconds(10_001)), second);
        Assert.Equal(2, venue.Info.Count("allMids"));
    }

    [Fact]
    public async Task A_caller_may_ask_for_a_younger_one()
    {
        using var venue = new TestVenue();
        await venue.Client.Markets.GetMidAsync("BTC");
        venue.Time.Advance(TimeSpan.FromSeconds(2));

        await venue.Client.Markets.GetMidAsync("BTC", TimeSpan.FromSeconds(2));
        Assert.Equal(1, venue.Info.Count("allMids"));
        await venue.Client.Markets.GetMidAsync("BTC", TimeSpan.FromSeconds(1));
        Assert.Equal(2, venue.Info.Count("allMids"));
        await venue.Client.Markets.GetMidAsync("BTC", TimeSpan.Zero);
        Assert.Equal(3, venue.Info.Count("allMids"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Client.Markets.GetMidAsync("BTC", TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task The_age_counts_from_the_question()
    {
        using var venue = new TestVenue();
        venue.Info.Reply("allMids", (_, _) =>
        {
            venue.Time.Advance(TimeSpan.FromSeconds(4));
            return Task.FromResult(InfoStub.Json("""{"BTC":"60000.0"}"""));
        });

        var mid = await venue.Client.Markets.GetMidAsync("BTC");

        Assert.Equal(TestVenue.Start, mid.ObservedAt);
        venue.Time.Advance(TimeSpan.FromSeconds(6));
        await venue.Client.Markets.GetMidAsync("BTC");
        Assert.Equal(1, venue.Info.Count("allMids"));
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        await venue.Client.Markets.GetMidAsync("BTC");
        Assert.Equal(2, venue.Info.Count("allMids"));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 4)]
    public async Task An_answer_that_took_longer_than_the_age_is_asked_for_once_more(int secondLatency, int observedAfter)
    {
        using var venue = new TestVenue();
        var latency = 4;
        venue.Info.Reply("allMids", (_, _) =>
        {
            venue.Time.Advance(TimeSpan.FromSeconds(latency));
            latency = secondLatency;
            return Task.FromResult(InfoStub.Json("""{"BTC":"60000.0"}"""));
        });

        var mid = await venue.Client.Markets.GetMidAsync("BTC", TimeSpan.FromSeconds(1));

        Assert.Equal(TestVenue.Start.AddSeconds(observedAfter), mid.ObservedAt);
        Assert.Equal(2, venue.Info.Count("allMids"));
    }

    [Fact]
    public async Task A_request_under_way_for_too_long_serves_those_alone_who_bear_its_age()
    {
        using var venue = new TestVenue();
        await venue.Client.Markets.GetAssetAsync("BTC");
        var (asked, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        venue.Info.Reply("allMids", async (_, _) =>
        {
            asked.TrySetResult();
            await release.Task;
            return InfoStub.Json("""{"BTC":"60000.0"}""");
        });

        var patient = venue.Client.Markets.GetMidAsync("BTC");
        await asked.Task;
        venue.Time.Advance(TimeSpan.FromSeconds(5));
        var demanding = venue.Client.Markets.GetMidAsync("BTC", TimeSpan.FromSeconds(1));
        release.SetResult();

        Assert.Equal(TestVenue.Start, (await patient).ObservedAt);
        Assert.Equal(TestVenue.Start.AddSeconds(5), (await demanding).ObservedAt);
        Assert.Equal(2, venue.Info.Count("allMids"));
    }

    [Fact]
    public async Task Many_callers_share_one_request_per_dex()
    {
        using var venue = new TestVenue();
        await venue.Client.Markets.GetAssetAsync("BTC");
        await venue.Client.Markets.GetAssetAsync("xyz:GOLD");
        var release = new TaskCompletionSource();
        venue.Info.Reply("allMids", async (request, _) =>
        {
            await release.Task;
            return InfoStub.Json(TestVenue.Dex(request) == "" ? """{"BTC":"1.0","ETH":"2.0"}""" : """{"xyz:GOLD":"3.0"}""");
        });

        var calls = Enumerable.Range(0, 60).Select(i => Task.Run(() => venue.Client.Markets.GetMidAsync(i % 3 == 0 ? "BTC" : i % 3 == 1 ? "ETH" : "xyz:GOLD"))).ToArray();
        while (venue.Info.Count("allMids") < 2) await Task.Yield();
        release.SetResult();
        var mids = await Task.WhenAll(calls);

        Assert.Equal(2, venue.Info.Count("allMids"));
        Assert.Equal([1m, 2m, 3m], mids.Select(m => m.Price).Distinct().Order());
    }

    [Fact]
    public async Task A_caller_that_gives_up_takes_nobody_else_along()
    {
        using var venue = new TestVenue();
        await venue.Client.Markets.GetAssetAsync("BTC");
        var (asked, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        venue.Info.Reply("allMids", async (_, token) =>
        {
            asked.SetResult();
            await release.Task.WaitAsync(token);
            return InfoStub.Json("""{"BTC":"1.0"}""");
        });
        using var cancel = new CancellationTokenSource();

        var impatient = venue.Client.Markets.GetMidAsync("BTC", cancellationToken: cancel.Token);
        await asked.Task;
        var patient = venue.Client.Markets.GetMidAsync("BTC");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        release.SetResult();

        Assert.Equal(1, (await patient).Price);
        Assert.Equal(1, venue.Info.Count("allMids"));
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        using var venue = new TestVenue();
        venue.Info.Reply("allMids", (_, _) => Task.FromResult(InfoStub.Json("", HttpStatusCode.BadGateway)));
        await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetMidAsync("BTC"));

        venue.Info.Answer("allMids", """{"BTC":"60000.0"}""");

        Assert.Equal(60000, (await venue.Client.Markets.GetMidAsync("BTC")).Price);
    }

    [Fact]
    public async Task After_a_failure_no_old_price_is_given()
    {
        using var venue = new TestVenue();
        await venue.Client.Markets.GetMidAsync("BTC");
        venue.Info.Reply("allMids", (_, _) => Task.FromResult(InfoStub.Json("", HttpStatusCode.BadGateway)));
        venue.Time.Advance(TimeSpan.FromSeconds(11));

        await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetMidAsync("BTC"));
    }

    [Fact]
    public async Task A_coin_that_the_mids_lack_has_the_middle_of_its_book()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("allMids", """{"BTC":"60000.0"}""");
        venue.Info.Answer("l2Book", request =>
        {
            Assert.Equal("#10", request.GetProperty("coin").GetString());
            return """{"coin":"#10","time":1754467216357,"levels":[[{"px":"0.6","sz":"5.0","n":1},{"px":"0.5","sz":"5.0","n":1}],[{"px":"0.65","sz":"5.0","n":1}]]}""";
        });

        Assert.Equal(0.625m, (await venue.Client.Markets.GetMidAsync("#10")).Price);
        Assert.Equal(0.625m, (await venue.Client.Markets.GetMidAsync("#10")).Price);

        Assert.Equal(1, venue.Info.Count("l2Book"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"coin":"#10","levels":[[],[]]}""")]
    [InlineData("""{"coin":"#10","levels":[[{"px":"0.6","sz":"5.0","n":1}],[]]}""")]
    [InlineData("""{"coin":"#10","levels":[[],[{"px":"0.6","sz":"5.0","n":1}]]}""")]
    public async Task Without_a_mid_there_is_no_price(string book)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("allMids", """{"BTC":"60000.0"}""");
        venue.Info.Answer("l2Book", book);

        var exception = await Assert.ThrowsAsync<NoMidException>(() => venue.Client.Markets.GetMidAsync("#10"));

        Assert.Equal("#10", exception.Coin);
    }

    [Fact]
    public async Task All_mids_of_a_dex_are_asked_for_now()
    {
        using var venue = new TestVenue();

        Assert.Equal(60000.5m, (await venue.Client.Markets.GetMidsAsync())["BTC"]);
        Assert.Equal(["xyz:GOLD"], (await venue.Client.Markets.GetMidsAsync("xyz")).Keys);
        await Assert.ThrowsAsync<ArgumentException>(() => venue.Client.Markets.GetMidsAsync("x\"y"));

        Assert.Equal(["""{"type":"allMids"}""", """{"type":"allMids","dex":"xyz"}"""], venue.Info.Requests.Select(r => r.GetRawText()));
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Tests;

public sealed class LocalOrderBookTests
{
    private readonly WatchedTime _time = new();

    [Fact]
    public void A_new_book_has_nothing_and_says_so()
    {
        var book = new LocalOrderBook("BTC", timeProvider: _time);
        Assert.Equal(LocalBookStatus.Syncing, book.Status);
        Assert.Null(book.BestBid);
        Assert.Null(book.BestAsk);
        Assert.Null(book.Age);
        Assert.Null(book.View.Mid);
        var estimate = book.EstimateFill(OrderSide.Buy, 1);
        Assert.Equal((0m, false, null, null), (estimate.FilledSize, estimate.IsComplete, estimate.AveragePrice, estimate.Slippage));
    }

    [Fact]
    public void A_fill_is_estimated_over_the_levels_it_meets()
    {
        var book = new LocalOrderBook("BTC", timeProvider: _time);
        book.Apply(Book([(100, 1), (99, 2)], [(101, 1), (102, 3), (110, 10)]));

        var buy = book.EstimateFill(OrderSide.Buy, 2);
        Assert.Equal((2m, 203m, 101m, 102m), (buy.FilledSize, buy.Notional, buy.BestPrice, buy.WorstPrice));
        Assert.Equal(101.5m, buy.AveragePrice);
        Assert.Equal(0.5m / 101, buy.Slippage);

        var sell = book.EstimateFill(OrderSide.Sell, 5);
        Assert.Equal((3m, 298m, 100m, 99m), (sell.FilledSize, sell.Notional, sell.BestPrice, sell.WorstPrice));
        Assert.False(sell.IsComplete);
        Assert.Equal((100 - (298m / 3)) / 100, sell.Slippage);

        Assert.Equal(4, book.View.GetDepth(OrderSide.Buy, 102));
        Assert.Equal(0, book.View.GetDepth(OrderSide.Buy, 100));
        Assert.Equal(1, book.View.GetDepth(OrderSide.Sell, 100));
        Assert.Equal(100.5m, book.View.Mid);
        Assert.Throws<ArgumentOutOfRangeException>(() => book.EstimateFill(OrderSide.Buy, 0));
    }

    [Fact]
    public void An_empty_book_is_never_synced()
    {
        var book = new LocalOrderBook("BTC", timeProvider: _time);
        book.Apply(Book([], []));
        Assert.Equal(LocalBookStatus.Empty, book.Status);
        book.Apply(new OrderBook { Coin = "BTC" });
        Assert.Equal(LocalBookStatus.Empty, book.Status);
        book.Apply(Book([(1, 1)], []));
        Assert.Equal(LocalBookStatus.Synced, book.Status);
        book.Apply(Book([], []));
        Assert.Equal(LocalBookStatus.Empty, book.Status);
    }

    [Theory]
    [InlineData("101:1", "101:1")]
    [InlineData("102:1", "101:1")]
    [InlineData("99:1,100:1", "")]
    [InlineData("99:1,99:1", "")]
    [InlineData("", "102:1,101:1")]
    [InlineData("99:0", "")]
    [InlineData("", "101:-1")]
    [InlineData("0:1", "")]
    public void What_cannot_be_a_book_is_none(string bids, string asks)
    {
        var book = new LocalOrderBook("BTC", timeProvider: _time);
        book.Apply(Book([(1, 1)], []));
        book.Apply(Book(Levels(bids), Levels(asks)));
        Assert.Equal(LocalBookStatus.Syncing, book.Status);
        Assert.Null(book.BestBid);
        Assert.NotNull(book.View.Fault);
        book.Apply(Book([(1, 1)], []));
        Assert.Equal((LocalBookStatus.Synced, null), (book.Status, book.View.Fault));

        static (decimal, decimal)[] Levels(string text) =>
            [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(level => level.Split(':')).Select(l => (decimal.Parse(l[0], CultureInfo.InvariantCulture), decimal.Parse(l[1], CultureInfo.InvariantCulture)))];
    }

    [Fact]
    public void It_grows_old_and_a_clock_set_back_makes_it_no_younger()
    {
        var time = new SkewedTime();
        var book = new LocalOrderBook("BTC", new() { StaleAfter = TimeSpan.FromSeconds(10) }, time);
        book.Apply(Book([(1, 1)], []));
        Assert.Equal(TimeSpan.Zero, book.Age);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(LocalBookStatus.Synced, book.Status);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(LocalBookStatus.Stale, book.Status);
        Assert.Equal(1, book.BestBid!.Price);
        time.Offset = TimeSpan.FromDays(-3);
        Assert.Equal(LocalBookStatus.Stale, book.Status);
        book.Apply(Book([(1, 1)], []));
        Assert.Equal(LocalBookStatus.Synced, book.Status);
    }

    [Fact]
    public void A_book_older_than_the_one_held_is_ignored()
    {
        var book = new LocalOrderBook("BTC", timeProvider: _time);
        book.Apply(Book([(2, 1)], [], at: 2));
        book.Apply(Book([(1, 1)], [], at: 1));
        Assert.Equal(2, book.BestBid!.Price);

        // After a break nothing is held that could be newer.
        book.Interrupt();
        book.Apply(Book([(1, 1)], [], at: 1));
        Assert.Equal(1, book.BestBid!.Price);
    }

    [Fact]
    public void Another_coins_book_is_refused() =>
        Assert.Throws<ArgumentException>(() => new LocalOrderBook("ETH", timeProvider: _time).Apply(Book([(1, 1)], [])));

    [Theory]
    [InlineData("#10", "#11")]
    [InlineData("#11", "#10")]
    [InlineData("BTC", null)]
    [InlineData("@107", null)]
    public void The_other_side_of_an_outcome_is_the_same_book(string coin, string? opposite)
    {
        var book = new LocalOrderBook(coin, timeProvider: _time);
        book.Apply(Book([(0.6m, 5), (0.55m, 1)], [(0.62m, 7)], coin: coin));
        Assert.Equal(opposite, book.OppositeCoin);
        if (opposite is null)
        {
            Assert.Null(book.OppositeView);
            return;
        }

        var other = book.OppositeView!;
        Assert.Equal([(0.38m, 7m)], other.Bids.Select(l => (l.Price, l.Size)));
        Assert.Equal([(0.4m, 5m), (0.45m, 1m)], other.Asks.Select(l => (l.Price, l.Size)));
        Assert.Equal(LocalBookStatus.Synced, other.Status);

        // Buying one side is selling the other: what the buyer pays and what the seller gets add up to one.
        Assert.Equal(1 - book.EstimateFill(OrderSide.Sell, 6).AveragePrice, other.EstimateFill(OrderSide.Buy, 6).AveragePrice);
    }

    [Fact]
    public async Task A_feed_keeps_it_and_whatever_breaks_the_feed_takes_the_levels_away()
    {
        using var venue = new ScriptedVenue();
        var opening = venue.Client.Markets.OpenBookAsync("BTC");
        var socket = await venue.NextSocketAsync();
        await socket.AcknowledgeAsync();
        await using var book = await opening.Guarded();
        await using var views = book.ReadAsync().GetAsyncEnumerator();
        Assert.Equal(LocalBookStatus.Syncing, (await Next()).Status);
        var syncing = book.WaitUntilSyncedAsync();
        Assert.False(syncing.IsCompleted);

        socket.Say(Message(1, 100, 101));
        var view = await syncing.Guarded();
        Assert.Equal((100m, 101m), (view.BestBid!.Price, view.BestAsk!.Price));
        Assert.Equal(LocalBookStatus.Synced, (await Next()).Status);

        socket.Break();
        view = await Next();
        Assert.Equal((LocalBookStatus.Syncing, null), (view.Status, view.BestBid));
        Assert.Contains("Disconnected", view.Fault!, StringComparison.Ordinal);

        socket = await venue.ReconnectAsync();
        await socket.AcknowledgeAsync();
        socket.Say(Message(2, 200, 201));
        Assert.Equal(200, (await Next()).BestBid!.Price);

        socket.Say("""{"channel":"l2Book","data":{"coin":"BTC","levels":"none"}}""");
        Assert.Equal(LocalBookStatus.Syncing, (await Next()).Status);
        socket.Say(Message(3, 300, 301));
        Assert.Equal(300, (await Next()).BestBid!.Price);

        await book.DisposeAsync();
        Assert.Equal(LocalBookStatus.Ended, (await Next()).Status);
        Assert.False(await views.MoveNextAsync());
        Assert.Equal(LocalBookStatus.Ended, book.Status);
        Assert.Contains("unsubscribe", await socket.NextFrameAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => book.WaitUntilSyncedAsync());

        async Task<BookView> Next()
        {
            Assert.True(await views.MoveNextAsync().AsTask().Guarded());
            return views.Current;
        }

        static string Message(int time, int bid, int ask) =>
            string.Create(CultureInfo.InvariantCulture, $$$"""{"channel":"l2Book","data":{"coin":"BTC","time":{{{time}}},"levels":[[{"px":"{{{bid}}}","sz":"1","n":1}],[{"px":"{{{ask}}}","sz":"1","n":1}]]}}""");
    }

    [Fact]
    public async Task A_refused_book_ends_and_tells_why()
    {
        using var venue = new ScriptedVenue();
        var opening = venue.Client.Markets.OpenBookAsync("BTC");
        var socket = await venue.NextSocketAsync();
        await socket.AcknowledgeAsync();
        await using var book = await opening.Guarded();
        var syncing = book.WaitUntilSyncedAsync();
        socket.Break();
        socket = await venue.ReconnectAsync();
        socket.SayError($"Invalid subscription {JsonDocument.Parse(await socket.NextFrameAsync()).RootElement.GetProperty("subscription").GetRawText()}");
        await Assert.ThrowsAsync<SubscriptionRejectedException>(() => syncing.Guarded());
        Assert.Equal(LocalBookStatus.Ended, book.Status);
        Assert.IsType<SubscriptionRejectedException>(book.Error);
    }

    [Fact]
    public void A_book_from_the_future_does_not_keep_the_others_away_for_ever()
    {
        var book = new LocalOrderBook("BTC", new() { StaleAfter = TimeSpan.FromSeconds(10) }, _time);
        book.Apply(Book([(1, 1)], [], at: 1_000_000));
        book.Apply(Book([(2, 1)], [], at: 1000));
        Assert.Equal(1, book.BestBid!.Price);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(LocalBookStatus.Stale, book.Status);
        book.Apply(Book([(2, 1)], [], at: 2000));
        Assert.Equal((LocalBookStatus.Synced, 2m), (book.Status, book.BestBid!.Price));
    }

    [Theory]
    [InlineData(FeedGapReason.Disconnected, true, LocalBookStatus.Synced)]
    [InlineData(FeedGapReason.Disconnected, false, LocalBookStatus.Syncing)]
    [InlineData(FeedGapReason.Stale, true, LocalBookStatus.Syncing)]
    [InlineData(FeedGapReason.Unreadable, false, LocalBookStatus.Syncing)]
    public async Task The_end_of_a_gap_takes_the_book_away_unless_it_came_over_the_new_socket(FeedGapReason reason, bool hasBegun, LocalBookStatus status)
    {
        using var venue = new TestVenue();
        using var receiver = new FeedReceiver<OrderBook>(_ => new([Book([(1, 1)], [])]), SlowReaderPolicy.DropOldest, 10, null, "l2Book");
        var at = TestVenue.Start;
        if (hasBegun) receiver.Report(new(reason, null, null), at);
        receiver.Deliver(default, at, FeedSemantics.Whole, isFirst: true);
        receiver.Report(new(reason, null, at), at);
        await using var book = new LocalOrderBook("BTC", timeProvider: new FakeTimeProvider(at));
        book.Start(new Feed<OrderBook>(venue.Client.Feeds, receiver));

        Assert.Equal(status, book.Status);
    }

    [Fact]
    public async Task A_message_that_names_two_coins_does_not_end_the_book()
    {
        using var venue = new ScriptedVenue();
        var opening = venue.Client.Markets.OpenBookAsync("BTC");
        var socket = await venue.NextSocketAsync();
        await socket.AcknowledgeAsync();
        await using var book = await opening.Guarded();
        socket.Say("""{"channel":"l2Book","data":{"coin":"BTC","time":1,"levels":[[{"px":"1","sz":"1","n":1}],[]],"coin":"ETH"}}""");
        socket.Say("""{"channel":"l2Book","data":{"coin":"BTC","time":2,"levels":[[{"px":"2","sz":"1","n":1}],[]]}}""");

        Assert.Equal(2, (await book.WaitUntilSyncedAsync().Guarded()).BestBid!.Price);
    }

    internal static OrderBook Book((decimal Price, decimal Size)[] bids, (decimal Price, decimal Size)[] asks, long? at = null, string coin = "BTC") => new()
    {
        Coin = coin,
        Time = at is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
        Levels = [Side(bids), Side(asks)],
    };

    private static BookLevel[] Side((decimal Price, decimal Size)[] levels) => Array.ConvertAll(levels, level => new BookLevel { Price = level.Price, Size = level.Size, OrderCount = 1 });

    /// <summary>A clock whose wall time jumps and whose monotonic time does not.</summary>
    private sealed class SkewedTime() : FakeTimeProvider(TestVenue.Start)
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A local book against two sorted dictionaries, whatever comes in whatever order.</summary>
public sealed class LocalOrderBookProperties
{
    [Property(MaxTest = 300)]
    public void It_says_what_a_sorted_dictionary_says(int seed)
    {
        var random = new Random(seed);
        var isOutcome = random.Next(2) == 0;
        var coin = isOutcome ? "#10" : "BTC";
        var tick = isOutcome ? 0.001m : 0.5m;
        var time = new WatchedTime();
        var book = new LocalOrderBook(coin, new() { StaleAfter = TimeSpan.FromSeconds(5) }, time);
        var (bids, asks) = (new SortedDictionary<decimal, decimal>(), new SortedDictionary<decimal, decimal>());
        long venueTime = 0;
        long? held = null;
        var (hasBook, isFault) = (false, false);
        var age = TimeSpan.Zero;
        for (var step = 0; step < 40; step++)
        {
            switch (random.Next(10))
            {
                case 0:
                    book.Interrupt("lost");
                    Forget();
                    break;
                case 1:
                    var pause = TimeSpan.FromSeconds(random.Next(4));
                    time.Advance(pause);
                    age += pause;
                    break;
                default:
                    Update();
                    break;
            }

            Compare();
        }

        void Forget()
        {
            bids.Clear();
            asks.Clear();
            (hasBook, held) = (false, null);
        }

        void Update()
        {
            venueTime += random.Next(-1, 3);
            var middle = random.Next(100, 800);
            var (newBids, newAsks) = (new SortedDictionary<decimal, decimal>(), new SortedDictionary<decimal, decimal>());
            for (var i = random.Next(21); i > 0; i--) newBids[Written((middle - random.Next(1, 90)) * tick)] = random.Next(1, 1000) / 10m;
            for (var i = random.Next(21); i > 0; i--) newAsks[Written((middle + random.Next(random.Next(20) == 0 ? -90 : 0, 90)) * tick)] = random.Next(1, 1000) / 10m;
            book.Apply(LocalOrderBookTests.Book([.. newBids.Reverse().Select(l => (l.Key, l.Value))], [.. newAsks.Select(l => (l.Key, l.Value))], venueTime, coin));
            if (held is { } before && venueTime < before && age <= TimeSpan.FromSeconds(5)) return;
            Forget();
            isFault = newBids.Count > 0 && newAsks.Count > 0 && newBids.Last().Key >= newAsks.First().Key;
            if (isFault) return;
            (bids, asks, hasBook, held, age) = (newBids, newAsks, true, venueTime, TimeSpan.Zero);
        }

        // With the zeros at its end or without, as the venue writes it either way.
        decimal Written(decimal price) => random.Next(2) == 0 ? price : price / 1.0000000000000000000000000000m;

        void Compare()
        {
            var isEmpty = bids.Count + asks.Count == 0;
            Assert.Equal(!hasBook ? LocalBookStatus.Syncing : age > TimeSpan.FromSeconds(5) ? LocalBookStatus.Stale : isEmpty ? LocalBookStatus.Empty : LocalBookStatus.Synced, book.Status);
            Assert.False(book.Status == LocalBookStatus.Synced && book.BestBid is null && book.BestAsk is null);
            Assert.Equal(hasBook ? age : null, book.Age);
            Assert.Equal(bids.Count > 0 ? bids.Last().Key : null, book.BestBid?.Price);
            Assert.Equal(asks.Count > 0 ? asks.First().Key : null, book.BestAsk?.Price);
            var size = random.Next(1, 20_000) / 10m;
            AssertSame(Walk(asks, size), book.EstimateFill(OrderSide.Buy, size));
            AssertSame(Walk(bids.Reverse(), size), book.EstimateFill(OrderSide.Sell, size));
            if (!isOutcome) return;
            AssertSame(Walk(bids.Reverse().Select(l => KeyValuePair.Create(1 - l.Key, l.Value)), size), book.OppositeView!.EstimateFill(OrderSide.Buy, size));
        }
    }

    private static (decimal Filled, decimal Notional, decimal? Worst) Walk(IEnumerable<KeyValuePair<decimal, decimal>> levels, decimal size)
    {
        var (filled, notional) = (0m, 0m);
        decimal? worst = null;
        foreach (var (price, there) in levels)
        {
            if (filled == size) break;
            var part = Math.Min(there, size - filled);
            (filled, notional, worst) = (filled + part, notional + (part * price), price);
        }

        return (filled, notional, worst);
    }

    private static void AssertSame((decimal Filled, decimal Notional, decimal? Worst) expected, FillEstimate actual) =>
        Assert.Equal(expected, (actual.FilledSize, actual.Notional, actual.WorstPrice));
}

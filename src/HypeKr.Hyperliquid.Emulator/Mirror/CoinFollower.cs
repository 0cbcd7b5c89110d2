namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Follows one coin of the source: its book, its trades and its context.</summary>
internal sealed class CoinFollower : IAsyncDisposable
{
    /// <summary>How much later than a book a trade before it may come, in milliseconds.</summary>
    private const long TradesLag = 200;

    private readonly HyperliquidEmulator _emulator;
    private readonly TradedAsset _asset;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IAsyncDisposable> _feeds = [];
    private readonly List<Task> _work = [];
    private long? _heardAt;
    private bool _isLive;

    /// <summary>The venue's time of the first book since the mirror is live.</summary>
    private DateTimeOffset? _since;

    /// <summary>The venue's time of the last book that stands here.</summary>
    private DateTimeOffset? _shownUntil;

    /// <summary>The last book, until the trades before it are sure to be known.</summary>
    private Hyperliquid.OrderBook? _waiting;

    /// <summary>Tells the last mark that came while there was no book.</summary>
    private Action? _held;

    private CoinFollower(HyperliquidEmulator emulator, TradedAsset asset, TimeProvider time) => (_emulator, _asset, _time) = (emulator, asset, time);

    public static async Task<CoinFollower> StartAsync(HyperliquidClient source, HyperliquidEmulator emulator, TradedAsset asset, TimeProvider time, TimeSpan patience, CancellationToken cancellationToken)
    {
        var follower = new CoinFollower(emulator, asset, time);
        try
        {
            var latest = new FeedOptions { SlowReader = SlowReaderPolicy.Latest };
            var coin = asset.Coin;
            var book = follower.Keep(await source.Markets.SubscribeBookAsync(coin, options: latest, cancellationToken: cancellationToken).ConfigureAwait(false));
            var trades = follower.Keep(await source.Markets.SubscribeTradesAsync(coin, cancellationToken: cancellationToken).ConfigureAwait(false));
            follower._work.Add(follower.ReadAsync(book, follower.OnBook, follower.OnGap));
            follower._work.Add(follower.ReadAsync(trades, follower.OnTrade, static _ => { }));
            if (asset is TradedPerp)
            {
                var context = follower.Keep(await source.Markets.SubscribePerpContextAsync(coin, latest, cancellationToken).ConfigureAwait(false));
                follower._work.Add(follower.ReadAsync(context, follower.OnContext, static _ => { }));
            }
            else if (asset is TradedPair)
            {
                var context = follower.Keep(await source.Markets.SubscribeSpotContextAsync(coin, latest, cancellationToken).ConfigureAwait(false));
                follower._work.Add(follower.ReadAsync(context, follower.OnContext, static _ => { }));
            }

            // Whoever asked for the coin shall find its book.
            await follower._first.Task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            return follower;
        }
        catch (TimeoutException e)
        {
            await follower.DisposeAsync().ConfigureAwait(false);
            throw new MirrorException($"{asset.Coin} is not mirrored: the venue sent no book within {patience:c}.", e);
        }
        catch
        {
            await follower.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public MirroredCoin Status
    {
        get
        {
            using var step = _emulator.Enter();
            return new(_asset.Coin, _heardAt is { } at ? _time.GetElapsedTime(at) : null, _isLive, Fault);
        }
    }

    public string? Fault { get; private set; }

    /// <summary>Takes the quotes away when the venue has been silent for so long.</summary>
    public void Watch(TimeSpan staleAfter)
    {
        using var step = _emulator.Enter();
        if (_isLive && _heardAt is { } at && _time.GetElapsedTime(at) >= staleAfter) Halt();
    }

    public void End(string fault)
    {
        using var step = _emulator.Enter();
        Fault ??= fault;
        _stop.Cancel();
        Halt();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);

        // What was quoted by then must not stand as a market that nobody follows.
        using (_emulator.Enter()) Halt();
        foreach (var feed in _feeds) await feed.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_work).ConfigureAwait(false);
        _stop.Dispose();
    }

    private T Keep<T>(T feed)
        where T : IAsyncDisposable
    {
        _feeds.Add(feed);
        return feed;
    }

    private async Task ReadAsync<T>(Feed<T> feed, Action<FeedItemKind, T> onValue, Action<FeedGap> onGap)
    {
        try
        {
            await foreach (var item in feed.WithCancellation(_stop.Token).ConfigureAwait(false))
            {
                using var step = _emulator.Enter();
                if (_stop.IsCancellationRequested) return;
                if (item.TryGetValue(out var value)) onValue(item.Kind, value);
                else onGap(item.Gap!);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Ended.
        }
        catch (Exception e)
        {
            // What reads in the background has nobody above it: the coin stands still and says why.
            End($"The source's feed ended: {e.Message}");
            _first.TrySetException(new MirrorException($"{_asset.Coin} cannot be mirrored: {e.Message}", e));
        }
    }

    /// <remarks>
    /// A book shows the trades before it, which another stream tells, in no order between the two. So it waits a moment for them: seen after
    /// the book, a trade would count twice for the queue, and an order would be filled before its turn.
    /// </remarks>
    private void OnBook(FeedItemKind kind, Hyperliquid.OrderBook book)
    {
        ApplyWaiting();
        _waiting = book;
        if (!_isLive) ApplyWaiting();
        else _emulator.Venue.Clock.At(_emulator.Venue.Now + TradesLag, () =>
        {
            if (_waiting == book) ApplyWaiting();
        });
    }

    private void ApplyWaiting()
    {
        if (_waiting is not { } book || _stop.IsCancellationRequested) return;
        _waiting = null;
        var (bids, asks) = (Levels(book.Bids), Levels(book.Asks));

        // A book that cannot stand here, such as one that is off the grid, is one that is not seen: the last that could grows stale.
        if (OutsideMarket.WhyNoBook(_asset, bids, asks) is not null) return;
        _heardAt = _time.GetTimestamp();
        _emulator.Venue.Outside.SetBook(_asset, bids, asks);

        // No stream tells what an outcome is worth but its book.
        if (_asset is TradedSide && _asset.Book.Mid is { } mid) _emulator.Venue.Outside.SetContext(_asset, mid, null, null);
        if (!_isLive) _since = book.Time;
        _isLive = true;
        _shownUntil = book.Time;
        _held?.Invoke();
        _held = null;
        _first.TrySetResult();
    }

    private void OnTrade(FeedItemKind kind, Trade trade)
    {
        // What was traded before the book that is mirrored, or while it was stale, was no liquidity for anybody here.
        if (!_isLive || trade.Time < _since || trade.Side.OrderSide is not { } side || _asset.CheckGrid(trade.Price, trade.Size) is not null) return;
        if (_waiting?.Time < trade.Time) ApplyWaiting();
        _emulator.Venue.Outside.Trade(_asset, side == OrderSide.Buy, trade.Price, trade.Size, isShown: trade.Time <= _shownUntil);
    }

    private void OnContext(FeedItemKind kind, PerpContextUpdate update)
    {
        if (update.Context is { } context) Tell(() => _emulator.Venue.Outside.SetContext(_asset, context.MarkPrice, context.OraclePrice, context.Funding));
    }

    private void OnContext(FeedItemKind kind, SpotContextUpdate update)
    {
        if (update.Context is { } context) Tell(() => _emulator.Venue.Outside.SetContext(_asset, context.MarkPrice, null, null));
    }

    /// <summary>Without a book a mark waits for one: a stop that it meets would find nobody to trade with, and be lost.</summary>
    private void Tell(Action context)
    {
        if (_isLive) context();
        else _held = context;
    }

    private static BookLevelSeed[] Levels(IReadOnlyList<BookLevel> levels) => [.. levels.Where(l => l.Size > 0).Select(l => new BookLevelSeed(l.Price, l.Size))];

    private void OnGap(FeedGap gap)
    {
        if (!gap.IsOver && gap.Reason is FeedGapReason.Disconnected or FeedGapReason.Stale) Halt();
    }

    private void Halt()
    {
        (_isLive, _waiting) = (false, null);
        _emulator.Venue.Outside.Book(_asset).Clear();
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;

namespace HypeKr.Hyperliquid;

/// <summary>The order book of one coin as the venue sent it last, kept current by a feed, and honest about when it is not. Safe to share; reading it takes no lock.</summary>
/// <remarks>
/// The venue sends whole books, so each replaces the one before and none is assembled from changes. Whatever breaks the feed takes the levels away until the next book
/// has come, and one that cannot be a book (crossed, out of order, a size that is not above zero) is none.
/// </remarks>
public sealed class LocalOrderBook : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _staleAfter;
    private readonly Lock _gate = new();
    private readonly Latest<BookView> _views = new(Without(LocalBookStatus.Syncing, null));
    private Feed<OrderBook>? _feed;
    private Task _pump = Task.CompletedTask;

    /// <summary>A book that is fed by <see cref="Apply(OrderBook)"/>, as in a replay. <see cref="MarketsClient.OpenBookAsync"/> opens one that the venue feeds.</summary>
    /// <param name="coin">The wire coin.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="timeProvider">The clock; null takes <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin.</exception>
    public LocalOrderBook(string coin, LocalBookOptions? options = null, TimeProvider? timeProvider = null)
    {
        CoinName.Check(coin);
        options ??= new();
        options.Check(nameof(options));
        (Coin, _time, _staleAfter) = (coin, timeProvider ?? TimeProvider.System, options.StaleAfter);
        OppositeCoin = CoinName.IdOf(coin) is { Kind: AssetKind.Outcome, OutcomeSide: (0 or 1) and var side } id
            ? string.Create(CultureInfo.InvariantCulture, $"#{(id.Index * AssetId.SidesPerOutcome) + 1 - side}")
            : null;
    }

    /// <summary>The wire coin.</summary>
    public string Coin { get; }

    /// <summary>The coin of the other side of the outcome; null for what is no outcome.</summary>
    public string? OppositeCoin { get; }

    /// <summary>The book at this moment.</summary>
    public BookView View => _views.Value;

    /// <summary>The same book from the other side of the outcome: its bid at p is an ask here at 1 - p. The venue has one matching for both sides, so no second subscription is needed. Null for what is no outcome.</summary>
    public BookView? OppositeView => OppositeCoin is null ? null : _views.Value.Mirror();

    /// <summary>What the book is good for now.</summary>
    public LocalBookStatus Status => StatusOf(_views.Value);

    /// <summary>How long ago the last book arrived, by the wall clock; null where there is none. Negative after the clock was set back.</summary>
    public TimeSpan? Age => AgeOf(_views.Value);

    /// <summary>The highest bid; null where there is none.</summary>
    public BookLevel? BestBid => _views.Value.BestBid;

    /// <summary>The lowest ask; null where there is none.</summary>
    public BookLevel? BestAsk => _views.Value.BestAsk;

    /// <summary>Why the feed ended; null while it goes on, and after <see cref="DisposeAsync"/>.</summary>
    public Exception? Error { get; private set; }

    /// <summary>What an order would be filled at, if the book stood still.</summary>
    /// <param name="side">The side of the order: a buy takes the asks.</param>
    /// <param name="size">In units, above zero.</param>
    public FillEstimate EstimateFill(OrderSide side, decimal size) => _views.Value.EstimateFill(side, size);

    /// <summary>Replaces the book by one that has just come. One that the venue took before the one held is ignored, unless that one is stale.</summary>
    /// <exception cref="ArgumentException">The book is of another coin.</exception>
    public void Apply(OrderBook book) => Apply(book, _time.GetUtcNow());

    /// <summary>Replaces the book by one that came at that time, as a recording tells it. One that the venue took before the one held is ignored, unless that one is stale.</summary>
    /// <param name="book">The book.</param>
    /// <param name="receivedAt">When it came, on the clock of this book.</param>
    /// <exception cref="ArgumentException">The book is of another coin.</exception>
    public void Apply(OrderBook book, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (book.Coin != Coin) throw new ArgumentException($"It is the book of {Quoted.Text(book.Coin)}, not of {Coin}.", nameof(book));
        var (bids, asks) = (SideOf(book, 0), SideOf(book, 1));
        lock (_gate)
        {
            var held = _views.Value;

            // A book from the future, of a venue whose clock was wrong once, must not keep all others away.
            if (held.Status == LocalBookStatus.Ended || (book.Time < held.Time && StatusOf(held) != LocalBookStatus.Stale)) return;
            if (FindFault(bids, asks) is { } fault) _views.Publish(Without(LocalBookStatus.Syncing, fault));
            else _views.Publish(new(bids.Length + asks.Length > 0 ? LocalBookStatus.Synced : LocalBookStatus.Empty, bids, asks, book.Time, receivedAt));
        }
    }

    /// <summary>Takes the levels away: what was missed is not known. The next book makes it whole again.</summary>
    /// <param name="fault">Why, in words.</param>
    public void Interrupt(string? fault = null)
    {
        lock (_gate)
        {
            if (_views.Value.Status != LocalBookStatus.Ended) _views.Publish(Without(LocalBookStatus.Syncing, fault));
        }
    }

    /// <summary>Waits until the book is synced.</summary>
    /// <returns>A view that is.</returns>
    /// <exception cref="ObjectDisposedException">The book was disposed.</exception>
    /// <exception cref="HyperliquidException">The feed ended.</exception>
    public async Task<BookView> WaitUntilSyncedAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var view in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (StatusOf(view) == LocalBookStatus.Synced) return view;
        }

        throw Error ?? new ObjectDisposedException(typeof(LocalOrderBook).FullName);
    }

    /// <summary>The view now, and then each one that is newest when it is asked for: a slow reader skips some. Ends with the book.</summary>
    public IAsyncEnumerable<BookView> ReadAsync(CancellationToken cancellationToken = default) => _views.ReadAsync(static view => view.Status == LocalBookStatus.Ended, cancellationToken);

    /// <summary>Unsubscribes.</summary>
    public async ValueTask DisposeAsync()
    {
        End(null);
        if (_feed is { } feed) await feed.DisposeAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(false);
    }

    internal void Start(Feed<OrderBook> feed)
    {
        _feed = feed;
        _pump = PumpAsync(feed);
    }

    private async Task PumpAsync(Feed<OrderBook> feed)
    {
        var isLost = false;
        try
        {
            await foreach (var item in feed.WithCancellation(CancellationToken.None).ConfigureAwait(false))
            {
                if (item.TryGetValue(out var book) && book.Coin == Coin) Apply(book, item.ReceivedAt);
                else if (book is not null) Interrupt("A book of another coin came.");
                else if (item.Gap is { } gap && !IsHarmless(gap)) Interrupt(gap.ToString());
            }

            End(null);
        }
        catch (Exception e)
        {
            End(e);
        }

        // The end of a gap takes nothing away where nothing is; nor, once its beginning was seen, a book that the new socket brought before the acknowledgement.
        bool IsHarmless(FeedGap gap)
        {
            var wasLost = isLost;
            isLost = gap is { Reason: FeedGapReason.Disconnected, IsOver: false } || (isLost && gap.Reason != FeedGapReason.Disconnected);
            return gap.IsOver && (_views.Value.Status == LocalBookStatus.Syncing || (wasLost && gap is { Reason: FeedGapReason.Disconnected, Count: 1 }));
        }
    }

    private static BookLevel[] SideOf(OrderBook book, int side)
    {
        if (book.Levels is not { } levels || levels.Count <= side) return [];
        return levels[side] switch
        {
            BookLevel[] array => array,
            null => [],
            var list => [.. list],
        };
    }

    private static string? FindFault(BookLevel[] bids, BookLevel[] asks)
    {
        if (bids.Length > 0 && asks.Length > 0 && bids[0].Price >= asks[0].Price) return "The best bid is not below the best ask.";
        return IsSide(bids, isBids: true) ? IsSide(asks, isBids: false) ? null : "The asks are not in order, or one is not above zero." : "The bids are not in order, or one is not above zero.";
    }

    /// <summary>Whether levels go outward, with prices and sizes above zero.</summary>
    private static bool IsSide(BookLevel[] levels, bool isBids)
    {
        if (levels.Length == 0) return true;

        // In order, the lowest price tells for all.
        var last = levels[0].Price;
        if (decimal.Sign(isBids ? levels[^1].Price : last) <= 0 || decimal.Sign(levels[0].Size) <= 0) return false;
        for (var i = 1; i < levels.Length; i++)
        {
            var level = levels[i];
            var price = level.Price;
            if (decimal.Sign(level.Size) <= 0 || !(isBids ? IsBelow(price, last) : IsBelow(last, price))) return false;
            last = price;
        }

        return true;
    }

    /// <summary>Whether one price is below another. Prices of a book have one scale nearly always, and then their digits tell: a quarter of the time that a comparison of decimals takes.</summary>
    private static bool IsBelow(decimal one, decimal other)
    {
        var (left, right) = (Unsafe.BitCast<decimal, Digits>(one), Unsafe.BitCast<decimal, Digits>(other));
        return (left.Scale, left.High, right.High) == (right.Scale, 0u, 0u) && left.Scale >= 0 ? left.Low < right.Low : one < other;
    }

    private static BookView Without(LocalBookStatus status, string? fault) => new(status, [], [], null, null, fault);

    // A clock that was set back to before the arrival says nothing about the age.
    private LocalBookStatus StatusOf(BookView view) =>
        view.Status is LocalBookStatus.Synced or LocalBookStatus.Empty && AgeOf(view) is { } age && (age > _staleAfter || age < TimeSpan.Zero) ? LocalBookStatus.Stale : view.Status;

    private TimeSpan? AgeOf(BookView view) => view.ReceivedAt is { } receivedAt ? _time.GetUtcNow() - receivedAt : null;

    private void End(Exception? error)
    {
        lock (_gate)
        {
            if (_views.Value.Status == LocalBookStatus.Ended) return;
            Error = error;
            _views.Publish(Without(LocalBookStatus.Ended, error is HyperliquidException ? error.Message : null));
        }
    }

    /// <summary>A decimal as it lies in memory: sign and scale, then 96 bits of digits. The same as OLE's DECIMAL, which is what it is marshalled as.</summary>
    private readonly record struct Digits(int Scale, uint High, ulong Low);
}

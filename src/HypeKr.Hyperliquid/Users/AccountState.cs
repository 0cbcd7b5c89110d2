using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Positions, balances, open orders and fills of one account, kept current by feeds and made whole over HTTP after every gap. Safe to share; reading it takes no lock.</summary>
/// <remarks>
/// <para>After each gap of a feed everything is read anew: the fills from the newest one that was read before, then positions, balances and orders. An answer that a feed has overtaken is left out.
/// Each fill is counted once, by coin, time and trade id (a row without one by hash, order, price, size and time), whether it comes from a feed, its snapshot or HTTP.</para>
/// <para>It is one of the ten users that the venue streams to one address: <see cref="StreamSlots"/> shares them out.</para>
/// </remarks>
public sealed class AccountState : IAsyncDisposable
{
    /// <summary>Fills are asked for from before the newest one that was read, since those of one block may come in any order.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    /// <summary>A page of fills this short is not cut.</summary>
    private const int ShortestPage = 500;

    private static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    /// <summary>So often in a row everything is read at once after a gap; a venue whose messages cannot be read must not use up the weight of all others.</summary>
    private const int HurriedReadings = 3;

    /// <summary>So long the venue's time is counted on without asking.</summary>
    private static readonly TimeSpan MaxClockAge = TimeSpan.FromHours(1);

    private readonly HyperliquidClient _client;
    private readonly AccountStateOptions _options;
    private readonly UserView _user;
    private readonly Lock _gate = new();
    private readonly FillLog _fills;
    private readonly Latest<AccountSnapshot> _snapshots;
    private readonly List<Part> _parts = [];
    private readonly List<Task> _work = [];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The newest fill of the last answer over HTTP: what a feed lost after it, unseen, is in the next one.</summary>
    private DateTimeOffset? _readUpTo;
    private readonly SortedDictionary<long, decimal> _dayProfits = [];
    private DateTimeOffset _fillsFrom;
    private int _gaps;
    private int _isDisposed;

    /// <summary>Fills that an answer over HTTP told first, though the feed of fills was without a gap, and whether they were known before the last one.</summary>
    private readonly Dictionary<FillKey, bool> _unheard = [];
    private Part? _fillPart;

    private AccountState(HyperliquidClient client, EthereumAddress address, AccountStateOptions options)
    {
        (_client, _options, _user) = (client, options, client.ForUser(address));
        _fillsFrom = options.FillsFrom ?? Today;
        _fills = new(options.FillsKept);
        _snapshots = new(new(address));
    }

    /// <summary>The account.</summary>
    public EthereumAddress Address => _user.Address;

    /// <summary>Everything at this moment.</summary>
    public AccountSnapshot Current => _snapshots.Value;

    /// <summary>What the state is good for.</summary>
    public AccountStateStatus Status => Current.Status;

    /// <summary>The beginning of the day, by the venue's clock where it was heard: by a local one that was set ahead the losses of the day would be forgotten.</summary>
    private DateTimeOffset Today => new(DateTimeOffset.FromUnixTimeMilliseconds(_client.Clock.NowOrLocal).UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>Why the state ended; null while it goes on, and after <see cref="DisposeAsync"/>.</summary>
    public Exception? Error { get; private set; }

    /// <summary>The snapshot now, and then each one that is newest when it is asked for: a slow reader skips some. Ends with the state.</summary>
    public IAsyncEnumerable<AccountSnapshot> ReadAsync(CancellationToken cancellationToken = default) => _snapshots.ReadAsync(static snapshot => snapshot.Status == AccountStateStatus.Ended, cancellationToken);

    /// <summary>Every fill that is kept and every one that comes, each once, in the order in which they become known: what was missed follows what overtook it.</summary>
    /// <exception cref="FeedOverflowException">The reader is so far behind that fills he has not had are no longer kept.</exception>
    /// <exception cref="HyperliquidException">The state ended by an error.</exception>
    public async IAsyncEnumerable<Fill> ReadFillsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long? next = null;
        await foreach (var snapshot in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            next ??= snapshot.FirstFill;
            if (next < snapshot.FirstFill)
            {
                throw new FeedOverflowException(string.Create(
                    CultureInfo.InvariantCulture, $"The reader is {snapshot.FirstFill - next} fills further behind than are kept. Read faster, or let more be kept ({nameof(AccountStateOptions.FillsKept)} is {_options.FillsKept})."));
            }

            for (; next < snapshot.FirstFill + snapshot.Fills.Count; next++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return snapshot.Fills[(int)(next.Value - snapshot.FirstFill)];
            }
        }

        if (Error is { } error) throw error;
    }

    /// <summary>Waits until the state is synced.</summary>
    /// <exception cref="ObjectDisposedException">The state was disposed.</exception>
    /// <exception cref="HyperliquidException">The state ended by an error.</exception>
    public async Task<AccountSnapshot> WaitUntilSyncedAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var snapshot in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (snapshot.Status == AccountStateStatus.Synced) return snapshot;
        }

        throw Error ?? new ObjectDisposedException(typeof(AccountState).FullName);
    }

    /// <summary>Reads everything over HTTP now. Wire: info <c>userFillsByTime</c>, <c>spotClearinghouseState</c>, and for each dex <c>clearinghouseState</c> and <c>frontendOpenOrders</c>.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<AccountSnapshot> RefreshAsync(CancellationToken cancellationToken = default)
    {
        await HearVenueAsync(cancellationToken).ConfigureAwait(false);
        int gaps;
        lock (_gate) gaps = _gaps;
        var startedAt = _client.TimeProvider.GetUtcNow();
        await ReadFillsOverHttpAsync(cancellationToken).ConfigureAwait(false);
        foreach (var part in _parts)
        {
            if (part.ReadAsync is not null) await part.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        lock (_gate)
        {
            if (Current.Status != AccountStateStatus.Ended && gaps == _gaps && _parts.TrueForAll(part => !part.IsBroken))
            {
                Publish(status: AccountStateStatus.Synced, confirmedAt: startedAt);
            }
        }

        MakeDeafAnew(gaps);
        return Current;
    }

    /// <summary>The figures that the limits of a <see cref="TradingPolicy"/> need; null unless the state is synced, so that they fail closed.</summary>
    public AccountFigures? GetFigures()
    {
        lock (_gate)
        {
            var snapshot = Current;
            if (snapshot is not { Status: AccountStateStatus.Synced, ConfirmedAt: { } confirmedAt, Spot: { } spot, Perps.IsEmpty: false }) return null;
            var sizes = new Dictionary<string, decimal>(StringComparer.Ordinal);
            var unrealized = 0m;
            foreach (var (_, dex) in snapshot.Perps)
            {
                foreach (var entry in dex.State.AssetPositions ?? [])
                {
                    if (entry?.Position is not { } position) continue;
                    sizes[position.Coin] = snapshot.GetSignedSize(position.Coin);
                    unrealized += position.UnrealizedPnl ?? 0;
                }
            }

            // A position that was opened by fills which its dex has not told of yet.
            var mark = snapshot.Perps.Values.Min(dex => dex.FillMark);
            for (var i = snapshot.Fills.Count - 1; i >= 0 && snapshot.FirstFill + i >= mark; i--)
            {
                var coin = snapshot.Fills[i].Coin;
                if (UniverseCache.PartOf(coin) is not ("@" or "#")) sizes.TryAdd(coin, snapshot.GetSignedSize(coin));
            }

            foreach (var balance in spot.Balances ?? []) sizes[AccountFigures.BalancePrefix + balance.Coin] = balance.Total;
            var today = Today;
            var isDayKnown = _fillsFrom <= today && !snapshot.FillGaps.Any(gap => gap.To >= today);
            return new()
            {
                Address = Address,
                ObservedAt = confirmedAt,
                Dexs = [.. _options.Dexs],
                Sizes = sizes,
                OpenOrders = snapshot.OpenOrders,
                DayProfit = isDayKnown ? _dayProfits.GetValueOrDefault(Day(today)) + unrealized : null,
            };
        }
    }

    /// <summary>Unsubscribes. What was known can still be read.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        End(null);
        foreach (var part in _parts)
        {
            if (part.DisposeFeedAsync is { } dispose) await dispose().ConfigureAwait(false);
        }

        await Task.WhenAll(_work).ConfigureAwait(false);
        _stop.Dispose();
    }

    internal static async Task<AccountState> OpenAsync(HyperliquidClient client, EthereumAddress address, AccountStateOptions? options, CancellationToken cancellationToken)
    {
        options ??= new();
        options.Check(nameof(options));
        var state = new AccountState(client, address, options);
        try
        {
            await state.StartAsync(cancellationToken).ConfigureAwait(false);
            return state;
        }
        catch
        {
            await state.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.FillsFrom is null && await HearVenueAsync(cancellationToken).ConfigureAwait(false)) _fillsFrom = Today;

        // Feeds first: what happens between the acknowledgement and the answer over HTTP is then known from one of them.
        await WatchAsync(token => _user.SubscribeFillsAsync(cancellationToken: token), (_, fill) => Hear(fill), null, cancellationToken).ConfigureAwait(false);
        _fillPart = _parts[^1];
        await WatchAsync(
            token => _user.SubscribeSpotStateAsync(cancellationToken: token),
            (_, update) => Change(spot: update.State),
            _user.GetSpotStateAsync,
            (_, state) => Change(spot: state),
            state => !AreSame(BalancesOf(Current.Spot), BalancesOf(state)),
            cancellationToken).ConfigureAwait(false);
        foreach (var dex in _options.Dexs)
        {
            await WatchAsync(
                token => _user.SubscribePerpStateAsync(dex, cancellationToken: token),
                (_, update) => SetPerps(dex, update.State),
                token => _user.GetPerpStateAsync(dex, token),
                (_, state) => SetPerps(dex, state),
                state => !AreSame(PositionsOf(Current.Perps.GetValueOrDefault(dex)?.State), PositionsOf(state)),
                cancellationToken).ConfigureAwait(false);
            await WatchAsync(
                token => _user.SubscribeOpenOrdersAsync(dex, cancellationToken: token),
                (_, update) => Change(orders: (dex, update.Orders)),
                token => _user.GetOpenOrderDetailsAsync(dex, token),
                (_, orders) => Change(orders: (dex, orders)),
                orders => !AreSame(SizesOf(Current.Orders.GetValueOrDefault(dex)), SizesOf(orders)),
                cancellationToken).ConfigureAwait(false);
        }

        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        _work.Add(KeepAsync());
    }

    private Task WatchAsync<T, TRead>(
        Func<CancellationToken, Task<Feed<T>>> subscribe, Action<Part, T> apply, Func<CancellationToken, Task<TRead>> read, Action<Part, TRead> applyRead, Func<TRead, bool> isNews, CancellationToken cancellationToken) =>
        WatchAsync(
            subscribe,
            apply,
            async (part, token) =>
            {
                int version;
                lock (_gate) version = part.Version;
                var answer = await read(token).ConfigureAwait(false);
                lock (_gate)
                {
                    // What the feed brought since the question was asked may be newer, and what is newer than the answer will come by it.
                    if (part.Version != version) return;
                    if (Current.Status == AccountStateStatus.Synced && isNews(answer)) part.OwedAt ??= version;
                    applyRead(part, answer);
                }
            },
            cancellationToken);

    private async Task WatchAsync<T>(Func<CancellationToken, Task<Feed<T>>> subscribe, Action<Part, T> apply, Func<Part, CancellationToken, Task>? read, CancellationToken cancellationToken)
    {
        var part = new Part();
        if (read is not null) part.ReadAsync = token => read(part, token);
        var feed = await subscribe(cancellationToken).ConfigureAwait(false);
        (part.DisposeFeedAsync, part.MakeAnew) = (feed.DisposeAsync, feed.MakeAnew);
        _parts.Add(part);
        _work.Add(PumpAsync(part, feed, subscribe, apply));
    }

    private async Task PumpAsync<T>(Part part, Feed<T>? feed, Func<CancellationToken, Task<Feed<T>>> subscribe, Action<Part, T> apply)
    {
        await Task.Yield();
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (feed is null)
                {
                    feed = await subscribe(_stop.Token).ConfigureAwait(false);
                    (part.DisposeFeedAsync, part.MakeAnew) = (feed.DisposeAsync, feed.MakeAnew);
                    failures = 0;
                    Mend(part);
                }

                await foreach (var item in feed.WithCancellation(_stop.Token).ConfigureAwait(false))
                {
                    if (item.TryGetValue(out var value))
                    {
                        lock (_gate)
                        {
                            part.Version++;
                            part.OwedAt = null;
                            apply(part, value);
                        }
                    }
                    else if (item.Gap!.IsOver)
                    {
                        Mend(part);
                    }
                    else
                    {
                        Break(part);
                    }
                }

                return;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (HyperliquidException e) when (e is FeedOverflowException || (feed is null && e.IsTransient))
            {
                FeedLog.AccountFeedLost(_client.Logger, e.GetType().Name);
                feed = null;
                Break(part);
                if (!await PauseAsync(failures++).ConfigureAwait(false)) return;
            }
            catch (Exception e)
            {
                // It would be refused again.
                End(e);
                return;
            }
        }
    }

    /// <summary>Reads everything anew after each gap, and now and then without one.</summary>
    private async Task KeepAsync()
    {
        await Task.Yield();
        var (failures, hurried) = (0, 0);
        long? readAt = null;
        while (!_stop.IsCancellationRequested)
        {
            Task woken;
            bool isDue;
            lock (_gate)
            {
                isDue = Current.Status == AccountStateStatus.Syncing && _parts.TrueForAll(part => !part.IsBroken);
                woken = _wake.Task;
            }

            try
            {
                if (!isDue)
                {
                    try
                    {
                        await woken.WaitAsync(_options.ReconcileInterval, _client.TimeProvider, _stop.Token).ConfigureAwait(false);
                        continue;
                    }
                    catch (TimeoutException)
                    {
                        // Nothing was lost that we know of.
                    }
                }

                hurried = isDue && readAt is { } before && _client.TimeProvider.GetElapsedTime(before) < MaxDelay ? hurried + 1 : 0;
                if (hurried > HurriedReadings && !await PauseAsync(hurried - HurriedReadings - 1).ConfigureAwait(false)) return;
                await RefreshAsync(_stop.Token).ConfigureAwait(false);
                (failures, readAt) = (0, _client.TimeProvider.GetTimestamp());
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (HyperliquidException e)
            {
                FeedLog.AccountNotRead(_client.Logger, e.GetType().Name);
                if (!await PauseAsync(failures++).ConfigureAwait(false)) return;
            }
            catch (Exception e)
            {
                End(e);
                return;
            }
        }
    }

    private async Task<bool> PauseAsync(int failures)
    {
        var delay = MinDelay * Math.Pow(2, Math.Min(failures, 10));
        try
        {
            await Task.Delay(delay < MaxDelay ? delay : MaxDelay, _client.TimeProvider, _stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Asks for the venue's time where it was never heard, or where what was counted on since may be wrong; whether it is known.</summary>
    private async Task<bool> HearVenueAsync(CancellationToken cancellationToken)
    {
        if (_client.Clock.Age is { } age && age < MaxClockAge && !_client.Clock.HasJumped) return true;
        try
        {
            await _client.Markets.GetExchangeStatusAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HyperliquidException)
        {
            // What is known has to do.
        }

        return _client.Clock.Age is not null;
    }

    /// <summary>Makes every feed anew that has said nothing, from one reading over HTTP to the next, of what the first of them told.</summary>
    private void MakeDeafAnew(int gaps)
    {
        List<Action<string>> deaf = [];
        lock (_gate)
        {
            if (Current.Status != AccountStateStatus.Synced || gaps != _gaps) return;
            if (_unheard.ContainsValue(true) && _fillPart!.MakeAnew is { } makeFillsAnew) deaf.Add(makeFillsAnew);
            foreach (var key in _unheard.Keys.ToArray()) _unheard[key] = true;
            foreach (var part in _parts)
            {
                if (part is { OwedBefore: { } since, MakeAnew: { } makeAnew } && since == part.OwedAt) deaf.Add(makeAnew);
                part.OwedBefore = part.OwedAt;
            }
        }

        foreach (var makeAnew in deaf) makeAnew("It did not say what was read over HTTP.");
    }

    private async Task ReadFillsOverHttpAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset from;
        lock (_gate) from = _readUpTo - Overlap is { } known && known > _fillsFrom ? known : _fillsFrom;
        var page = await _user.GetFillsByTimeAsync(from, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (page.Count < ShortestPage)
        {
            lock (_gate)
            {
                Add(page, isUnheard: Current.Status == AccountStateStatus.Synced);
                ReadUpTo(page.Max(fill => fill?.Time));
            }

            return;
        }

        var range = new HistoryRange(from) { OnGap = gap => { lock (_gate) Publish(fillGap: gap); } };
        DateTimeOffset? newest = null;
        await foreach (var fill in _user.PageFillsAsync(range, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            lock (_gate) Add([fill]);
            if (newest is null || fill.Time > newest) newest = fill.Time;
        }

        lock (_gate) ReadUpTo(newest);
    }

    // What follows is called under the gate.
    private void Hear(Fill fill)
    {
        if (_unheard.Count > 0 && fill is not null) _unheard.Remove(FillKey.Of(fill));
        Add([fill!]);
    }

    private void Add(IReadOnlyList<Fill> fills, bool isUnheard = false)
    {
        if (Current.Status == AccountStateStatus.Ended) return;
        var end = _fills.End;
        foreach (var fill in fills)
        {
            if (fill is null || fill.Time < _fillsFrom || !_fills.TryAdd(fill)) continue;
            if (isUnheard) _unheard[FillKey.Of(fill)] = false;
            if (fill.Time is not { } time) continue;
            var day = Day(time);
            _dayProfits[day] = _dayProfits.GetValueOrDefault(day) + AccountFigures.ProfitOf(fill);
            if (_dayProfits.Count > 3) _dayProfits.Remove(_dayProfits.Keys.First());
        }

        if (_fills.End > end) Publish();
    }

    private void ReadUpTo(DateTimeOffset? time)
    {
        if (_readUpTo is null || time > _readUpTo) _readUpTo = time;
    }

    private void SetPerps(string dex, PerpState? state)
    {
        var perps = Current.Perps;
        if (state is null || (perps.TryGetValue(dex, out var held) && state.Time < held.State.Time)) return;
        Publish(perps: perps.SetItem(dex, new(state, _fills.End)));
    }

    private void Change(SpotState? spot = null, (string Dex, IReadOnlyList<OrderDetails> Orders)? orders = null) =>
        Publish(spot: spot, orders: orders is { } set ? Current.Orders.SetItem(set.Dex, set.Orders) : null);

    private void Break(Part part)
    {
        lock (_gate)
        {
            part.IsBroken = true;
            Forget(part);
            _gaps++;
            if (Current.Status == AccountStateStatus.Synced) Publish(status: AccountStateStatus.Syncing);
        }
    }

    private void Mend(Part part)
    {
        lock (_gate)
        {
            part.IsBroken = false;
            Forget(part);
            _gaps++;
            if (Current.Status == AccountStateStatus.Synced) Publish(status: AccountStateStatus.Syncing);
            _wake.TrySetResult();
            _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>After a gap nothing is owed: it is not known what was said in it.</summary>
    private void Forget(Part part)
    {
        (part.OwedAt, part.OwedBefore) = (null, null);
        if (part == _fillPart) _unheard.Clear();
    }

    private void End(Exception? error)
    {
        lock (_gate)
        {
            if (Current.Status == AccountStateStatus.Ended) return;
            Error = error;
            Publish(status: AccountStateStatus.Ended);
        }

        _stop.Cancel();
    }

    private void Publish(
        AccountStateStatus? status = null,
        DateTimeOffset? confirmedAt = null,
        ImmutableDictionary<string, AccountSnapshot.DexState>? perps = null,
        ImmutableDictionary<string, IReadOnlyList<OrderDetails>>? orders = null,
        SpotState? spot = null,
        HistoryGap? fillGap = null)
    {
        var held = Current;
        if (held.Status == AccountStateStatus.Ended) return;
        _snapshots.Publish(new(Address)
        {
            Status = status ?? held.Status,
            ConfirmedAt = confirmedAt ?? held.ConfirmedAt,
            Perps = perps ?? held.Perps,
            Orders = orders ?? held.Orders,
            Spot = spot ?? held.Spot,
            Fills = _fills.End == held.FirstFill + held.Fills.Count && _fills.First == held.FirstFill ? held.Fills : _fills.Rows,
            FirstFill = _fills.First,
            FillGaps = fillGap is null ? held.FillGaps : [.. held.FillGaps, fillGap],
        });
    }

    private static bool AreSame<TKey>(Dictionary<TKey, decimal> one, Dictionary<TKey, decimal> other) where TKey : notnull =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var size) && size == pair.Value);

    // Without dollars, which of some accounts change with every price.
    private static Dictionary<string, decimal> BalancesOf(SpotState? state)
    {
        var totals = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var balance in state?.Balances ?? [])
        {
            if (balance is not null && balance.Total != 0 && !balance.Coin.StartsWith("USD", StringComparison.Ordinal)) totals[balance.Coin] = balance.Total;
        }

        return totals;
    }

    private static Dictionary<string, decimal> PositionsOf(PerpState? state)
    {
        var sizes = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var entry in state?.AssetPositions ?? [])
        {
            if (entry?.Position is { } position && position.SignedSize != 0) sizes[position.Coin] = position.SignedSize;
        }

        return sizes;
    }

    private static Dictionary<long, decimal> SizesOf(IReadOnlyList<OrderDetails>? orders)
    {
        var sizes = new Dictionary<long, decimal>();
        foreach (var order in orders ?? [])
        {
            if (order is not null) sizes[order.OrderId] = order.Size;
        }

        return sizes;
    }

    private static long Day(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerDay;

    /// <summary>One feed of the account, and the answer over HTTP to the same question.</summary>
    private sealed class Part
    {
        public Func<CancellationToken, Task>? ReadAsync { get; set; }

        public Func<ValueTask>? DisposeFeedAsync { get; set; }

        /// <summary>Makes the subscription anew.</summary>
        public Action<string>? MakeAnew { get; set; }

        /// <summary>After how many messages an answer over HTTP told what the feed had not; null where the feed owes nothing.</summary>
        public int? OwedAt { get; set; }

        /// <summary><see cref="OwedAt"/> as it was after the reading before.</summary>
        public int? OwedBefore { get; set; }

        /// <summary>Whether it has a gap that lasts.</summary>
        public bool IsBroken { get; set; }

        /// <summary>How many messages it has brought.</summary>
        public int Version { get; set; }
    }
}

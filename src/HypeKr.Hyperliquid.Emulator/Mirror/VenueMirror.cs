using System.Collections.Concurrent;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Paper trading: an emulator with the market of a real venue, and with orders, fills and balances of its own.</summary>
/// <remarks>
/// <para>
/// The market is read through <c>HypeKr.Hyperliquid</c>, and nothing is ever sent to the venue but reads. Orders here trade against the book as
/// the venue last showed it: what they take stays taken while the level stands, and what rests here waits behind what stood before it
/// and is filled by the venue's trades. Marks, oracles, funding rates and settlements are the venue's.
/// </para>
/// <para>
/// What it cannot know: how the market would have answered an order, beyond the liquidity it took; what stands in the book below the
/// levels that the venue shows; who of a level cancels; how long an order would have been on its way.
/// </para>
/// <para>Safe to use from any thread.</para>
/// </remarks>
public sealed class VenueMirror : IAsyncDisposable
{
    private readonly HyperliquidClient _source;
    private readonly MirrorOptions _options;
    private readonly ConcurrentDictionary<OrderBook, CoinFollower> _followers = new();
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ITimer> _timers = [];
    private EmulatorSeed _universe;
    private Task _outcomes = Task.CompletedTask;
    private Task _check = Task.CompletedTask;

    private VenueMirror(HyperliquidClient source, MirrorOptions options, EmulatorSeed universe)
    {
        (_source, _options, _universe) = (source, options, universe);
        Emulator = options.State is { } state
            ? HyperliquidEmulator.RestoreMirrored(state, options.Emulator, was => _universe = MirrorSeed.Merge(was, universe))
            : new HyperliquidEmulator(options.Emulator with { Seed = universe });
        Emulator.Requested = FollowNamedAsync;
    }

    /// <summary>What answers. Its accounts and money come from <see cref="HyperliquidEmulator.Admin"/>; its books and marks from the venue.</summary>
    public HyperliquidEmulator Emulator { get; }

    /// <summary>Copies the venue's markets, slot by slot, and begins to follow the coins that are asked for.</summary>
    /// <param name="source">The client of the venue that is mirrored; it stays the caller's. It needs no key.</param>
    /// <param name="options">How it mirrors.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="MirrorException">A coin of the options is not listed, or the state is of another venue.</exception>
    /// <exception cref="EmulatorStateException">The state is none that could be gone on from.</exception>
    /// <exception cref="HyperliquidException">The venue's markets cannot be read.</exception>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public static async Task<VenueMirror> StartAsync(HyperliquidClient source, MirrorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new MirrorOptions();
        options.Check();
        var now = await MirrorSeed.ReadAsync(source, cancellationToken).ConfigureAwait(false);
        var mirror = new VenueMirror(source, options, now);
        try
        {
            if (options.State is not null) await mirror.CompareAsync(now).ConfigureAwait(false);
            foreach (var coin in options.Coins) await mirror.FollowAsync(coin, cancellationToken).ConfigureAwait(false);
            if (options.State is not null)
            {
                // What hangs on a mark waits for the coin's first book; what does not is worth what it is worth now.
                var held = mirror.Held();
                mirror.Revalue(held);
                foreach (var asset in held) await mirror.TryFollowAsync(asset, cancellationToken).ConfigureAwait(false);
            }

            if (mirror._universe.Outcomes.Count > 0)
            {
                var updates = await source.Outcomes.SubscribeUpdatesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                mirror._outcomes = mirror.FollowOutcomesAsync(updates);
            }

            var time = options.Emulator.TimeProvider;
            var watch = options.StaleAfter / 4;
            mirror._timers.Add(time.CreateTimer(_ => mirror.Watch(), null, watch, watch));
            mirror._timers.Add(time.CreateTimer(_ => mirror.CheckUniverse(), null, options.UniverseInterval, options.UniverseInterval));
            return mirror;
        }
        catch
        {
            await mirror.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>How each mirrored coin stands, in order of their names.</summary>
    public IReadOnlyList<MirroredCoin> GetStatus() =>
        [.. _followers.Values.Select(f => f.Status).OrderBy(s => s.Coin, StringComparer.Ordinal)];

    /// <summary>Follows a coin, and waits for its first book. Does nothing for one that is followed; requests do it by themselves.</summary>
    /// <param name="coin">The coin; either side of an outcome.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MirrorException">The coin was not listed when the mirror started, as many coins as are allowed are followed, or the venue does not stream it.</exception>
    /// <exception cref="HyperliquidException">The venue does not answer.</exception>
    public async Task FollowAsync(string coin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(coin);
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
        var asset = Emulator.Venue.Asset(coin) ?? throw new MirrorException($"'{coin}' was not listed when the mirror started.");
        if (asset is TradedSide { IsMirrored: true } side) asset = side.Other;
        await FollowAsync(asset, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives an account here the fee rates that a real account has on the venue now, and its leverages of the coins that are followed by then.</summary>
    /// <param name="from">The real account, read only.</param>
    /// <param name="to">The account here; created if need be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HyperliquidException">The venue does not answer.</exception>
    public async Task CopyTermsAsync(EthereumAddress from, EthereumAddress to, CancellationToken cancellationToken = default)
    {
        var user = _source.ForUser(from);
        var fees = await user.GetFeesAsync(cancellationToken).ConfigureAwait(false);
        var leverages = new List<(string Coin, bool IsCross, int Leverage)>();
        foreach (var coin in _followers.Values.Select(f => f.Status.Coin))
        {
            if (Emulator.Venue.Asset(coin) is not TradedPerp) continue;
            if ((await user.GetActiveAssetDataAsync(coin, cancellationToken).ConfigureAwait(false)).Leverage is { Value: { } value } leverage) leverages.Add((coin, leverage.Mode != MarginMode.Isolated, value));
        }

        using var step = Emulator.Enter();
        (FeeRates Perp, FeeRates Spot)? rates = fees is { TakerRate: { } taker, MakerRate: { } maker, SpotTakerRate: { } spotTaker, SpotMakerRate: { } spotMaker }
            ? (new(taker, maker), new(spotTaker, spotMaker))
            : null;
        Emulator.Venue.CopyTerms(Emulator.Venue.CreateAccount(to), rates, leverages);
    }

    /// <summary>Ends the mirror. The emulator lives on with the last books taken away.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        Emulator.Requested = null;
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var timer in _timers) await timer.DisposeAsync().ConfigureAwait(false);

        // Whoever is about to follow a coin has been told to stop.
        await _starting.WaitAsync().ConfigureAwait(false);
        foreach (var follower in _followers.Values)
        {
            follower.End("The mirror was ended.");
            await follower.DisposeAsync().ConfigureAwait(false);
        }

        await _outcomes.ConfigureAwait(false);
        await _check.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task FollowAsync(TradedAsset asset, CancellationToken cancellationToken)
    {
        if (IsFollowed(asset)) return;

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await _starting.WaitAsync(linked.Token).ConfigureAwait(false);
        try
        {
            if (IsFollowed(asset)) return;
            if (_followers.TryRemove(asset.Book, out var ended)) await ended.DisposeAsync().ConfigureAwait(false);
            if (_followers.Count >= _options.MaxCoins) throw new MirrorException($"{asset.Coin} is not mirrored: {WireText.Of(_options.MaxCoins)} coins are, as many as {nameof(MirrorOptions.MaxCoins)} allows.");
            _followers[asset.Book] = await CoinFollower.StartAsync(_source, Emulator, asset, _options.Emulator.TimeProvider, _options.StaleAfter, linked.Token).ConfigureAwait(false);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Whether a coin is followed, or never will be again. One whose feeds ended is begun anew.</summary>
    private bool IsFollowed(TradedAsset asset) => _followers.TryGetValue(asset.Book, out var follower) && (follower.Fault is null || asset.IsHalted);

    /// <summary>Follows what a request names before it is carried out. A coin that cannot be followed has an empty book, and the request is answered.</summary>
    private async ValueTask FollowNamedAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        foreach (var asset in NamedAssets.In(body, Emulator.Venue))
        {
            await TryFollowAsync(asset, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask TryFollowAsync(TradedAsset asset, CancellationToken cancellationToken)
    {
        if (IsFollowed(asset)) return;
        try
        {
            await FollowAsync(asset, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is EmulatorException or HyperliquidException or ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The venue does not stream it, there are enough, or the mirror ends.
        }
    }

    /// <summary>What accounts of a state have positions, orders or TWAPs in, each book once.</summary>
    private TradedAsset[] Held()
    {
        using var step = Emulator.Enter();
        return
        [
            .. Emulator.Venue.Accounts.Where(a => !Venue.IsOwn(a))
                .SelectMany(a => a.LiveOrders.Select(o => o.Asset).Concat(a.Wallets.SelectMany(w => w.Value.Positions).Select(p => (TradedAsset)p.Perp)).Concat(Emulator.Venue.Twaps.Live(a).Select(t => t.Asset)))
                .Select(a => a is TradedSide { IsMirrored: true } side ? side.Other : a)
                .Where(a => a.WhyClosed is null)
                .Distinct(),
        ];
    }

    /// <summary>Gives the markets in which nobody has anything, and that nobody follows yet, the prices of the venue's list.</summary>
    private void Revalue(TradedAsset[] held)
    {
        using var step = Emulator.Enter();
        var venue = Emulator.Venue;
        foreach (var (perp, seed) in venue.Dexs[0].Universe.Zip(_universe.Perps)) Set(perp, seed.MarkPrice);
        foreach (var (dex, seeds) in venue.Dexs.Skip(1).Zip(_universe.BuilderDexs))
        {
            foreach (var (perp, seed) in dex.Universe.Zip(seeds.Perps)) Set(perp, seed.MarkPrice);
        }

        foreach (var (pair, seed) in venue.Pairs.Zip(_universe.SpotPairs)) Set(pair, seed.MarkPrice);
        foreach (var seed in _universe.Outcomes) Set(venue.Outcomes[seed.Outcome].Yes, seed.YesPrice);

        void Set(TradedAsset asset, decimal? price)
        {
            if (price is { } mark && !held.Contains(asset) && !_followers.ContainsKey(asset.Book)) asset.Mark = mark;
        }
    }

    private async Task FollowOutcomesAsync(Feed<OutcomeUpdate> updates)
    {
        await using var feed = ((IAsyncDisposable)updates).ConfigureAwait(false);
        try
        {
            await foreach (var item in updates.WithCancellation(_stop.Token).ConfigureAwait(false))
            {
                if (item.TryGetValue(out var change) && change.Settled?.Outcome is { } outcome) await SettleAsync(outcome).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HyperliquidException or ObjectDisposedException)
        {
            // Ended; settlements are found with the universe, too.
        }
    }

    private async Task SettleAsync(int outcome)
    {
        if (await _source.Outcomes.GetSettledAsync(outcome, _stop.Token).ConfigureAwait(false) is not { SettleFraction: { } fraction and >= 0 and <= 1 }) return;

        using var step = Emulator.Enter();
        if (Emulator.Venue.Outcomes.TryGetValue(outcome, out var market) && market.Settled is null) Emulator.Venue.Settle(market, fraction);
    }

    private void Watch()
    {
        foreach (var follower in _followers.Values) follower.Watch(_options.StaleAfter);
    }

    private void CheckUniverse()
    {
        if (_check.IsCompleted && !_stop.IsCancellationRequested) _check = CheckUniverseAsync();
    }

    private async Task CheckUniverseAsync()
    {
        try
        {
            await CompareAsync(await MirrorSeed.ReadAsync(_source, _stop.Token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nobody is above a timer; the next one will tell.
        }
    }

    /// <summary>Halts the markets whose index means another now, and settles the outcomes that are not listed any more.</summary>
    private async Task CompareAsync(EmulatorSeed now)
    {
        foreach (var (coin, why) in MirrorSeed.Changes(_universe, now))
        {
            if (Emulator.Venue.Asset(coin) is not { } asset) continue;
            using (Emulator.Enter()) asset.IsHalted = true;
            if (_followers.TryGetValue(asset.Book, out var follower)) follower.End($"The market of {coin} is another than when the mirror started: {why}.");
        }

        var listed = now.Outcomes.Select(o => o.Outcome).ToHashSet();
        foreach (var outcome in _universe.Outcomes.Select(o => o.Outcome).Where(o => !listed.Contains(o) && !IsSettled(o))) await SettleAsync(outcome).ConfigureAwait(false);
    }

    private bool IsSettled(int outcome)
    {
        using var step = Emulator.Enter();
        return Emulator.Venue.Outcomes[outcome].Settled is not null;
    }
}

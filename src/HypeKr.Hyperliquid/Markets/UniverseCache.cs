using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>The venue's lists of assets, each read when a coin of its kind is first asked for, kept for a while, and read anew for a coin that it lacks.</summary>
/// <remarks>An asset keeps its number for ever. One that is in an old list is therefore found there when the list cannot be read anew, or not soon: an order or a cancel must not fail for it.</remarks>
internal sealed class UniverseCache
{
    private const string Perps = "";
    private const string Spot = "@";
    private const string Outcomes = "#";

    /// <summary>A list this young is not read anew for a coin that it lacks: whoever types coins at random must not use up the venue's limits.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(10);

    /// <summary>So long one who knows the asset from an old list waits for a newer one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HyperliquidClient _client;
    private readonly TimeSpan _maxAge;
    private readonly AgedCache<string, IReadOnlyList<PerpDex?>> _dexs;
    private readonly AgedCache<string, Part> _parts;

    public UniverseCache(HyperliquidClient client, TimeSpan maxAge)
    {
        (_client, _maxAge) = (client, maxAge);
        _dexs = new(client.TimeProvider, (_, token) => client.Info.RequireAsync(Urgent("perpDexs"), HyperliquidJsonContext.Default.IReadOnlyListPerpDex, token));
        _parts = new(client.TimeProvider, LoadAsync);
    }

    /// <summary>The asset of a coin.</summary>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">The list cannot be had.</exception>
    /// <exception cref="ResponseFormatException">The list cannot be read.</exception>
    public async Task<Asset> GetAsync(string coin, CancellationToken cancellationToken)
    {
        CoinName.Check(coin);
        var part = PartOf(coin);
        if (part is not (Perps or Spot or Outcomes) && !await IsDexAsync(part, cancellationToken).ConfigureAwait(false))
        {
            throw new UnknownCoinException(coin, $"{Quoted.HideLongHex(coin)} is not listed: the venue has no dex {Quoted.Text(part)}.");
        }

        var list = await FindAsync(_parts, part, p => p.Universe.TryGet(coin, out var _), cancellationToken).ConfigureAwait(false);
        return list.Universe.Get(coin);
    }

    /// <summary>The list that a coin is in if it is listed: of the main dex, of spot, of outcomes, or of the dex that it names.</summary>
    public static string PartOf(string coin) =>
        coin[0] is '#' or '+' ? Outcomes
        : coin[0] == '@' || coin.Contains('/', StringComparison.Ordinal) ? Spot
        : coin.IndexOf(':', StringComparison.Ordinal) is >= 0 and var separator ? coin[..separator]
        : Perps;

    /// <summary>The asset of a number.</summary>
    /// <exception cref="UnknownCoinException">The venue does not list it.</exception>
    /// <exception cref="TransportException">The list cannot be had.</exception>
    /// <exception cref="ResponseFormatException">The list cannot be read.</exception>
    public async Task<Asset> GetAsync(AssetId id, CancellationToken cancellationToken)
    {
        var part = id.Kind switch
        {
            AssetKind.Perp => Perps,
            AssetKind.Spot => Spot,
            AssetKind.Outcome => Outcomes,
            _ => await FindDexAsync(id.DexIndex!.Value, cancellationToken).ConfigureAwait(false)
                ?? throw new UnknownCoinException(id.ToString(), $"Asset {id} is not listed: the venue has no dex of that number."),
        };
        var list = await FindAsync(_parts, part, p => p.Universe.TryGet(id, out var _), cancellationToken).ConfigureAwait(false);
        return list.Universe.Get(id);
    }

    /// <summary>All lists together.</summary>
    public async Task<AssetUniverse> GetAllAsync(CancellationToken cancellationToken)
    {
        var dexs = (await _dexs.GetAsync("", _maxAge, cancellationToken).ConfigureAwait(false)).Value;
        var perps = await _parts.GetAsync(Perps, _maxAge, cancellationToken).ConfigureAwait(false);
        var spot = await _parts.GetAsync(Spot, _maxAge, cancellationToken).ConfigureAwait(false);
        var outcomes = await _parts.GetAsync(Outcomes, _maxAge, cancellationToken).ConfigureAwait(false);
        var dexPerps = new Dictionary<string, PerpMeta>(StringComparer.Ordinal);
        foreach (var dex in dexs)
        {
            if (dex?.Name is not { } name) continue;
            var part = await _parts.GetAsync(name, _maxAge, cancellationToken).ConfigureAwait(false);
            foreach (var (key, meta) in part.Value.Sources.DexPerps) dexPerps[key] = meta;
        }

        return AssetUniverse.Create(new AssetSources
        {
            Perps = perps.Value.Sources.Perps,
            Spot = spot.Value.Sources.Spot,
            Outcomes = outcomes.Value.Sources.Outcomes,
            Dexs = dexs,
            DexPerps = dexPerps,
        });
    }

    private async Task<string?> FindDexAsync(int index, CancellationToken cancellationToken)
    {
        var dexs = await FindAsync(_dexs, "", list => index < list.Count, cancellationToken).ConfigureAwait(false);
        return index < dexs.Count ? dexs[index]?.Name : null;
    }

    private async Task<bool> IsDexAsync(string name, CancellationToken cancellationToken)
    {
        var dexs = await FindAsync(_dexs, "", HasIt, cancellationToken).ConfigureAwait(false);
        return HasIt(dexs);

        bool HasIt(IReadOnlyList<PerpDex?> list) => list.Any(dex => dex?.Name == name);
    }

    /// <summary>A list that has what is looked for, or the newest that there is.</summary>
    private async Task<T> FindAsync<T>(AgedCache<string, T> lists, string key, Func<T, bool> hasIt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (lists.GetKept(key) is not { } kept)
        {
            var first = (await lists.GetAsync(key, _maxAge, cancellationToken).ConfigureAwait(false)).Value;
            return hasIt(first) ? first : (await lists.GetAsync(key, MinAge, cancellationToken).ConfigureAwait(false)).Value;
        }

        if (!hasIt(kept.Value))
        {
            // What is not known can only be looked for in a newer list, and not at any rate.
            if (kept.Age > MinAge && kept is { IsLoading: false, Error: { } error }) ExceptionDispatchInfo.Throw(error);
            return (await lists.GetAsync(key, MinAge, cancellationToken).ConfigureAwait(false)).Value;
        }

        if (kept.Age <= _maxAge || kept.IsLoading || kept.Error is not null) return kept.Value;
        try
        {
            var newer = await lists.GetAsync(key, _maxAge, cancellationToken).WaitAsync(Patience, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
            return newer.Value;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.OldListUsed(_client.Logger, e.GetType().Name);
            return kept.Value;
        }
    }

    private async Task<Part> LoadAsync(string part, CancellationToken cancellationToken)
    {
        var sources = part switch
        {
            Perps => new AssetSources { Perps = await _client.Info.RequireAsync(Urgent("meta"), HyperliquidJsonContext.Default.PerpMeta, cancellationToken).ConfigureAwait(false) },
            Spot => new AssetSources { Spot = await _client.Info.RequireAsync(Urgent("spotMeta"), HyperliquidJsonContext.Default.SpotMeta, cancellationToken).ConfigureAwait(false) },
            Outcomes => new AssetSources { Outcomes = await _client.Info.RequireAsync(Urgent("outcomeMeta"), HyperliquidJsonContext.Default.OutcomeMeta, cancellationToken).ConfigureAwait(false) },
            _ => await LoadDexAsync(part, cancellationToken).ConfigureAwait(false),
        };
        return new(sources, AssetUniverse.Create(sources));
    }

    private async Task<AssetSources> LoadDexAsync(string dex, CancellationToken cancellationToken)
    {
        var meta = await _client.Info.RequireAsync(Urgent("meta", writer => writer.WriteString("dex"u8, dex)), HyperliquidJsonContext.Default.PerpMeta, cancellationToken).ConfigureAwait(false);
        var dexs = await FindAsync(_dexs, "", list => list.Any(d => d?.Name == dex), cancellationToken).ConfigureAwait(false);
        return new AssetSources { Dexs = dexs, DexPerps = new Dictionary<string, PerpMeta>(StringComparer.Ordinal) { [dex] = meta } };
    }

    private static InfoRequest Urgent(string type, Action<Utf8JsonWriter>? writeMembers = null) => InfoRequest.Create(type, writeMembers) with { IsUrgent = true };

    private sealed record Part(AssetSources Sources, AssetUniverse Universe);
}

namespace HypeKr.Hyperliquid;

/// <summary>The venue's lists of assets, each read when a coin of its kind is first asked for, kept for a while, and read anew for a coin that it lacks.</summary>
internal sealed class UniverseCache
{
    private const string Perps = "";
    private const string Spot = "@";
    private const string Outcomes = "#";

    /// <summary>A list this young is not read anew for a coin that it lacks: whoever types coins at random must not use up the venue's limits.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(10);

    private readonly HyperliquidClient _client;
    private readonly TimeSpan _maxAge;
    private readonly AgedCache<string, IReadOnlyList<PerpDex?>> _dexs;
    private readonly AgedCache<string, Part> _parts;

    public UniverseCache(HyperliquidClient client, TimeSpan maxAge)
    {
        (_client, _maxAge) = (client, maxAge);
        _dexs = new(client.TimeProvider, (_, token) => client.Markets.GetPerpDexsAsync(token));
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

        var loaded = await _parts.GetAsync(part, _maxAge, cancellationToken).ConfigureAwait(false);
        if (loaded.Value.Universe.TryGet(coin, out var asset)) return asset;

        loaded = await _parts.GetAsync(part, MinAge, cancellationToken).ConfigureAwait(false);
        return loaded.Value.Universe.Get(coin);
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
        var loaded = await _parts.GetAsync(part, _maxAge, cancellationToken).ConfigureAwait(false);
        if (loaded.Value.Universe.TryGet(id, out var asset)) return asset;
        loaded = await _parts.GetAsync(part, MinAge, cancellationToken).ConfigureAwait(false);
        return loaded.Value.Universe.Get(id);
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
        var dexs = (await _dexs.GetAsync("", _maxAge, cancellationToken).ConfigureAwait(false)).Value;
        if (index >= dexs.Count) dexs = (await _dexs.GetAsync("", MinAge, cancellationToken).ConfigureAwait(false)).Value;
        return index < dexs.Count ? dexs[index]?.Name : null;
    }

    private async Task<bool> IsDexAsync(string name, CancellationToken cancellationToken)
    {
        var dexs = await _dexs.GetAsync("", _maxAge, cancellationToken).ConfigureAwait(false);
        if (dexs.Value.Any(dex => dex?.Name == name)) return true;
        dexs = await _dexs.GetAsync("", MinAge, cancellationToken).ConfigureAwait(false);
        return dexs.Value.Any(dex => dex?.Name == name);
    }

    private async Task<Part> LoadAsync(string part, CancellationToken cancellationToken)
    {
        var sources = part switch
        {
            Perps => new AssetSources { Perps = await _client.Markets.GetPerpMetaAsync(null, cancellationToken).ConfigureAwait(false) },
            Spot => new AssetSources { Spot = await _client.Markets.GetSpotMetaAsync(cancellationToken).ConfigureAwait(false) },
            Outcomes => new AssetSources { Outcomes = await _client.Outcomes.GetMetaAsync(cancellationToken).ConfigureAwait(false) },
            _ => await LoadDexAsync(part, cancellationToken).ConfigureAwait(false),
        };
        return new(sources, AssetUniverse.Create(sources));
    }

    private async Task<AssetSources> LoadDexAsync(string dex, CancellationToken cancellationToken)
    {
        var meta = await _client.Markets.GetPerpMetaAsync(dex, cancellationToken).ConfigureAwait(false);
        var dexs = await _dexs.GetAsync("", _maxAge, cancellationToken).ConfigureAwait(false);
        return new AssetSources { Dexs = dexs.Value, DexPerps = new Dictionary<string, PerpMeta>(StringComparer.Ordinal) { [dex] = meta } };
    }

    private sealed record Part(AssetSources Sources, AssetUniverse Universe);
}

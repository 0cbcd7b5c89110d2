using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>Every asset that the venue lists, by coin. Immutable; an asset of the main dex keeps its id for good.</summary>
public sealed class AssetUniverse
{
    private const int MaxSuggestions = 3;

    /// <summary>The decimals of a size never pass what the wire can write.</summary>
    private const int MaxSizeDecimals = WireDecimal.MaxFractionDigits;

    private readonly Dictionary<string, Asset> _byCoin = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Asset?> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<AssetId, Asset> _byId = [];
    private readonly HashSet<AssetId> _contestedIds = [];
    private readonly Dictionary<string, string> _unusable = new(StringComparer.Ordinal);
    private readonly List<UnusableListing> _unusableListings = [];
    private readonly List<Asset> _assets = [];

    private AssetUniverse(AssetSources sources)
    {
        var tokens = new Dictionary<int, SpotToken>();
        for (var row = 0; row < (sources.Spot?.Tokens.Count ?? 0); row++)
        {
            // By index: the list has gaps, and its positions mean nothing.
            if (sources.Spot!.Tokens[row] is { Index: { } index } token) tokens[index] = token;
            else Leave(sources.Spot.Tokens[row]?.Name ?? Invariant($"spot token in row {row}"), "the token has no index, or cannot be read");
        }

        Tokens = [.. tokens.Values];

        if (sources.Perps is { } perps) AddPerps(perps, "", 0, tokens);
        for (var dexIndex = 1; dexIndex < Math.Min(sources.Dexs.Count, AssetId.Dexs); dexIndex++)
        {
            if (sources.Dexs[dexIndex]?.Name is { } dex && sources.DexPerps.TryGetValue(dex, out var listed)) AddPerps(listed, dex, dexIndex, tokens);
        }

        for (var row = 0; row < (sources.Spot?.Universe.Count ?? 0); row++) AddPair(sources.Spot!.Universe[row], row, tokens);
        for (var row = 0; row < (sources.Outcomes?.Outcomes.Count ?? 0); row++) AddOutcome(sources.Outcomes!.Outcomes[row], row);
    }

    /// <summary>The assets: main perps, builder perps, spot pairs, outcome sides, each in the venue's order.</summary>
    public IReadOnlyList<Asset> Assets => _assets;

    /// <summary>The rows of the venue's lists that make no asset, and why. The others are not touched by them.</summary>
    public IReadOnlyList<UnusableListing> Unusable => _unusableListings;

    /// <summary>The spot tokens that have an index.</summary>
    public IReadOnlyList<SpotToken> Tokens { get; }

    /// <summary>The universe that those answers describe.</summary>
    /// <remarks>
    /// A listing that makes no sense, such as a pair whose token is missing, takes nothing else down: it is left out, <see cref="Unusable"/> has it,
    /// and asking for it says why.
    /// </remarks>
    public static AssetUniverse Create(AssetSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return new(sources);
    }

    /// <summary>The asset of a coin.</summary>
    /// <param name="coin">As on the wire, such as <c>BTC</c>, <c>xyz:GOLD</c>, <c>@107</c>, <c>#1230</c>; or the name of one spot pair, such as <c>HYPE/USDC</c>, or of the balance of an outcome side, <c>+1230</c>. Case matters.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the coin is not listed, or its listing cannot be used.</exception>
    public Asset Get(string coin)
    {
        CoinName.Check(coin);
        if (Find(coin) is { } asset) return asset;
        throw new UnknownCoinException(coin, _unusable.TryGetValue(coin, out var reason)
            ? $"{Quoted.HideLongHex(coin)} is listed, but cannot be traded from here: {reason}."
            : $"{Quoted.HideLongHex(coin)} is not listed{Suggest(coin)}");
    }

    /// <summary>The asset of a coin; false where <see cref="Get(string)"/> throws.</summary>
    public bool TryGet([NotNullWhen(true)] string? coin, [NotNullWhen(true)] out Asset? asset)
    {
        asset = coin is not null && CoinName.IsValid(coin) ? Find(coin) : null;
        return asset is not null;
    }

    /// <summary>The asset that actions name by that number.</summary>
    /// <exception cref="UnknownCoinException">The number is not listed, or its listing cannot be used.</exception>
    public Asset Get(AssetId id) => _byId.TryGetValue(id, out var asset) ? asset : throw new UnknownCoinException(id.ToString(), $"Asset {id} ({id.Kind}) is not listed.");

    /// <summary>The asset that actions name by that number; false where <see cref="Get(AssetId)"/> throws.</summary>
    public bool TryGet(AssetId id, [NotNullWhen(true)] out Asset? asset) => _byId.TryGetValue(id, out asset);

    /// <summary>The spot pairs that a token is in, as <see cref="Asset.BalanceCoin"/> (base) or as <see cref="Asset.QuoteToken"/>, in the venue's order.</summary>
    /// <param name="token">The token's name on the wire, such as <c>HYPE</c>. Case matters.</param>
    /// <returns>None where no pair has the token.</returns>
    public IReadOnlyList<Asset> FindPairs(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return [.. _assets.Where(a => a.Kind == AssetKind.Spot && (a.BalanceCoin == token || a.QuoteToken == token))];
    }

    private Asset? Find(string coin)
    {
        // A side of an outcome has two names: its book is #1230, what one holds of it +1230.
        if (coin[0] == '+') coin = string.Concat("#", coin.AsSpan(1));
        return _byCoin.TryGetValue(coin, out var asset) || _byName.TryGetValue(coin, out asset) ? asset : null;
    }

    private void Leave(string listing, string reason) => _unusableListings.Add(new(listing, reason));

    private void LeaveCoin(string coin, string reason)
    {
        _unusable[coin] = reason;
        Leave(coin, reason);
    }

    private void AddPerps(PerpMeta meta, string dex, int dexIndex, Dictionary<int, SpotToken> tokens)
    {
        var collateral = meta.CollateralToken is { } token && tokens.TryGetValue(token, out var known) ? known.Name : null;
        for (var slot = 0; slot < meta.Universe.Count; slot++)
        {
            if (meta.Universe[slot] is not { Name: { } coin } listing)
            {
                Leave(Invariant($"{(dexIndex == 0 ? "perp" : $"perp of {dex}")} in slot {slot}"), "it has no name, or cannot be read");
                continue;
            }

            if (dexIndex > 0 && !coin.StartsWith(dex + ":", StringComparison.Ordinal)) coin = $"{dex}:{coin}";
            if (listing.SizeDecimals is not (>= 0 and <= MaxSizeDecimals) || slot >= AssetId.SlotsPerDex)
            {
                LeaveCoin(coin, Invariant($"it has {listing.SizeDecimals?.ToString(CultureInfo.InvariantCulture) ?? "no"} size decimals, in slot {slot}"));
                continue;
            }

            Add(new Asset(coin, dexIndex == 0 ? AssetId.ForPerp(slot) : AssetId.ForBuilderPerp(dexIndex, slot), listing.SizeDecimals.Value)
            {
                Dex = dex,
                MaxLeverage = listing.MaxLeverage,
                OnlyIsolated = listing.OnlyIsolated || listing.MarginMode is "strictIsolated" or "noCross",
                IsDelisted = listing.IsDelisted,
                QuoteToken = collateral,
            });
        }
    }

    private void AddPair(SpotPair? pair, int row, Dictionary<int, SpotToken> tokens)
    {
        if (pair is not { Name: { } coin })
        {
            Leave(Invariant($"spot pair in row {row}"), "it has no name, or cannot be read");
            return;
        }

        if (pair.Index is not { } index || index < 0 || index >= AssetId.SpotPairs || pair.Tokens.Count != 2)
        {
            LeaveCoin(coin, "it has no index, or not two tokens");
            return;
        }

        if (!tokens.TryGetValue(pair.Tokens[0], out var @base) || !tokens.TryGetValue(pair.Tokens[1], out var quote))
        {
            LeaveCoin(coin, Invariant($"token {(tokens.ContainsKey(pair.Tokens[0]) ? pair.Tokens[1] : pair.Tokens[0])} is not among the tokens"));
            return;
        }

        if (@base.SizeDecimals is not (>= 0 and <= MaxSizeDecimals))
        {
            LeaveCoin(coin, Invariant($"its base token has {@base.SizeDecimals?.ToString(CultureInfo.InvariantCulture) ?? "no"} size decimals"));
            return;
        }

        Add(new Asset(coin, AssetId.ForSpot(index), @base.SizeDecimals.Value)
        {
            Name = $"{@base.Name}/{quote.Name}",
            BalanceCoin = @base.Name,
            QuoteToken = quote.Name,
        });
    }

    private void AddOutcome(OutcomeListing? listing, int row)
    {
        if (listing is not { Outcome: { } outcome and >= 0 })
        {
            Leave(Invariant($"outcome in row {row}"), "it has no number, or cannot be read");
            return;
        }

        var sides = listing.Sides.Count == 0 ? 2 : Math.Min(listing.Sides.Count, AssetId.SidesPerOutcome);
        for (var side = 0; side < sides; side++)
        {
            var number = (10L * outcome) + side;
            Add(new Asset(Invariant($"#{number}"), AssetId.ForOutcome(outcome, side), PriceGrid.OutcomeSizeDecimals)
            {
                BalanceCoin = Invariant($"+{number}"),
                QuoteToken = listing.QuoteToken,
                OutcomeSideName = side < listing.Sides.Count ? listing.Sides[side]?.Name : null,
            });
        }
    }

    private void Add(Asset asset)
    {
        if (!CoinName.IsValid(asset.Coin))
        {
            Leave(asset.Coin, Invariant($"asset {asset.Id} has a name that no coin can have"));
            return;
        }

        if (_byCoin.TryGetValue(asset.Coin, out var other))
        {
            // A coin that came back after it was delisted has two slots: the live one is meant.
            var live = asset.IsDelisted ? other : asset;
            var dead = asset.IsDelisted ? asset : other;
            if (!dead.IsDelisted)
            {
                Remove(other);
                LeaveCoin(asset.Coin, Invariant($"it is listed twice, as {other.Id} and {asset.Id}"));
                return;
            }

            Leave(asset.Coin, Invariant($"asset {dead.Id} is delisted, and the coin is listed anew as {live.Id}"));
            if (live == other) return;
            Remove(other);
        }
        else if (_unusable.TryGetValue(asset.Coin, out var reason))
        {
            Leave(asset.Coin, Invariant($"asset {asset.Id}: {reason}"));
            return;
        }

        if (_byId.TryGetValue(asset.Id, out var holder))
        {
            // Two coins under one number: an order for one could be an order for the other.
            Remove(holder);
            _contestedIds.Add(asset.Id);
            LeaveCoin(holder.Coin, Invariant($"asset {asset.Id} is also {asset.Coin}"));
        }

        if (_contestedIds.Contains(asset.Id))
        {
            LeaveCoin(asset.Coin, Invariant($"another coin has its number, {asset.Id}"));
            return;
        }

        _byCoin.Add(asset.Coin, asset);
        _byId.Add(asset.Id, asset);
        _assets.Add(asset);

        // Two pairs may have the same tokens. Their name then means neither.
        if (asset.Name != asset.Coin) _byName[asset.Name] = _byName.ContainsKey(asset.Name) ? null : asset;
    }

    private void Remove(Asset asset)
    {
        _assets.Remove(asset);
        _byCoin.Remove(asset.Coin);
        _byId.Remove(asset.Id);
        if (_byName.TryGetValue(asset.Name, out var named) && named == asset) _byName.Remove(asset.Name);
    }

    private string Suggest(string coin)
    {
        if (_byName.ContainsKey(coin))
        {
            return $" under that name alone: {string.Join(", ", _assets.Where(a => a.Name == coin).Select(a => a.Coin))} all bear it.";
        }

        var near = _assets.Where(a => IsNear(coin, a)).Select(a => a.Coin).Take(MaxSuggestions).ToArray();
        return near.Length == 0 ? "." : $": did you mean {string.Join(" or ", near)}?";
    }

    private static bool IsNear(string coin, Asset asset)
    {
        // The last word of a coin is what people type: gold for xyz:GOLD, btc for BTC, Hype for HYPE/USDC.
        var name = asset.Name.AsSpan();
        return name.Equals(coin, StringComparison.OrdinalIgnoreCase)
            || name[(name.IndexOf(':') + 1)..].Equals(coin, StringComparison.OrdinalIgnoreCase)
            || (name.IndexOf('/') is > 0 and var slash && name[..slash].Equals(coin, StringComparison.OrdinalIgnoreCase));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

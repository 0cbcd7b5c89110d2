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
    private readonly Dictionary<string, string> _unusable = new(StringComparer.Ordinal);
    private readonly List<Asset> _assets = [];

    private AssetUniverse(AssetSources sources)
    {
        var tokens = new Dictionary<int, SpotToken>();
        foreach (var token in sources.Spot?.Tokens ?? [])
        {
            // By index: the list has gaps, and its positions mean nothing.
            if (token is { Index: { } index }) tokens[index] = token;
        }

        if (sources.Perps is { } perps) AddPerps(perps, "", 0, tokens);
        for (var dexIndex = 1; dexIndex < sources.Dexs.Count; dexIndex++)
        {
            if (sources.Dexs[dexIndex]?.Name is { } dex && sources.DexPerps.TryGetValue(dex, out var listed)) AddPerps(listed, dex, dexIndex, tokens);
        }

        foreach (var pair in sources.Spot?.Universe ?? []) AddPair(pair, tokens);
        foreach (var outcome in sources.Outcomes?.Outcomes ?? []) AddOutcome(outcome);
    }

    /// <summary>The assets: main perps, builder perps, spot pairs, outcome sides, each in the venue's order.</summary>
    public IReadOnlyList<Asset> Assets => _assets;

    /// <summary>The universe that those answers describe.</summary>
    /// <remarks>
    /// A listing that makes no sense, such as a pair whose token is missing, takes nothing else down: it is left out, and asking for it says why.
    /// </remarks>
    public static AssetUniverse Create(AssetSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return new(sources);
    }

    /// <summary>The asset of a coin.</summary>
    /// <param name="coin">As on the wire, such as <c>BTC</c>, <c>xyz:GOLD</c>, <c>@107</c>, <c>#1230</c>; or the name of one spot pair, such as <c>HYPE/USDC</c>. Case matters.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the coin is not listed, or its listing cannot be used.</exception>
    public Asset Get(string coin)
    {
        CoinName.Check(coin);
        if (Find(coin) is { } asset) return asset;
        throw new UnknownCoinException(coin, _unusable.TryGetValue(coin, out var reason)
            ? $"{Quoted.HideLongHex(coin)} is listed, but cannot be traded from here: {reason}."
            : $"{Quoted.HideLongHex(coin)} is not listed{Suggest(coin)}");
    }

    /// <summary>The asset of a coin; false where <see cref="Get"/> throws.</summary>
    public bool TryGet([NotNullWhen(true)] string? coin, [NotNullWhen(true)] out Asset? asset)
    {
        asset = coin is not null && CoinName.IsValid(coin) ? Find(coin) : null;
        return asset is not null;
    }

    private Asset? Find(string coin) => _byCoin.TryGetValue(coin, out var asset) || _byName.TryGetValue(coin, out asset) ? asset : null;

    private void AddPerps(PerpMeta meta, string dex, int dexIndex, Dictionary<int, SpotToken> tokens)
    {
        var collateral = meta.CollateralToken is { } token && tokens.TryGetValue(token, out var known) ? known.Name : null;
        for (var slot = 0; slot < meta.Universe.Count; slot++)
        {
            if (meta.Universe[slot] is not { Name: { } coin } listing) continue;
            if (dexIndex > 0 && !coin.StartsWith(dex + ":", StringComparison.Ordinal)) coin = $"{dex}:{coin}";
            if (listing.SizeDecimals is not (>= 0 and <= MaxSizeDecimals) || slot >= AssetId.SlotsPerDex)
            {
                _unusable[coin] = Invariant($"it has {listing.SizeDecimals?.ToString(CultureInfo.InvariantCulture) ?? "no"} size decimals, in slot {slot}");
                continue;
            }

            Add(new Asset(coin, dexIndex == 0 ? AssetId.ForPerp(slot) : AssetId.ForBuilderPerp(dexIndex, slot), listing.SizeDecimals.Value)
            {
                Dex = dex,
                MaxLeverage = listing.MaxLeverage,
                OnlyIsolated = listing.OnlyIsolated || listing.MarginMode is not null,
                IsDelisted = listing.IsDelisted,
                QuoteToken = collateral,
            });
        }
    }

    private void AddPair(SpotPair pair, Dictionary<int, SpotToken> tokens)
    {
        if (pair is not { Name: { } coin }) return;
        if (pair.Index is not { } index || index < 0 || index >= AssetId.SpotPairs || pair.Tokens.Count != 2)
        {
            _unusable[coin] = "it has no index, or not two tokens";
            return;
        }

        if (!tokens.TryGetValue(pair.Tokens[0], out var @base) || !tokens.TryGetValue(pair.Tokens[1], out var quote))
        {
            _unusable[coin] = Invariant($"token {(tokens.ContainsKey(pair.Tokens[0]) ? pair.Tokens[1] : pair.Tokens[0])} is not among the tokens");
            return;
        }

        if (@base.SizeDecimals is not (>= 0 and <= MaxSizeDecimals))
        {
            _unusable[coin] = Invariant($"its base token has {@base.SizeDecimals?.ToString(CultureInfo.InvariantCulture) ?? "no"} size decimals");
            return;
        }

        Add(new Asset(coin, AssetId.ForSpot(index), @base.SizeDecimals.Value)
        {
            Name = $"{@base.Name}/{quote.Name}",
            BalanceCoin = @base.Name,
            QuoteToken = quote.Name,
        });
    }

    private void AddOutcome(OutcomeListing listing)
    {
        if (listing is not { Outcome: { } outcome and >= 0 }) return;
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
        if (!CoinName.IsValid(asset.Coin)) return;
        if (_byCoin.TryGetValue(asset.Coin, out var other))
        {
            // A coin that came back after it was delisted has two slots: the live one is meant.
            if (asset.IsDelisted) return;
            _assets.Remove(other);
            _byCoin.Remove(asset.Coin);
            if (!other.IsDelisted)
            {
                _unusable[asset.Coin] = Invariant($"it is listed twice, as {other.Id} and {asset.Id}");
                return;
            }
        }
        else if (_unusable.ContainsKey(asset.Coin))
        {
            return;
        }

        _byCoin.Add(asset.Coin, asset);
        _assets.Add(asset);

        // Two pairs may have the same tokens. Their name then means neither.
        if (asset.Name != asset.Coin) _byName[asset.Name] = _byName.ContainsKey(asset.Name) ? null : asset;
    }

    private string Suggest(string coin)
    {
        if (coin[0] == '+' && _byCoin.ContainsKey(string.Concat("#", coin.AsSpan(1)))) return $": it is a balance, traded as #{coin[1..]}.";
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

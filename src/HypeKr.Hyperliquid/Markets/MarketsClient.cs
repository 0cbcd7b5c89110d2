using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>Prices, books and what is listed; needs no key. Safe to share.</summary>
/// <remarks>A coin is checked against the venue's list of assets before anything is asked about it, and refused when the list cannot be had.</remarks>
public sealed partial class MarketsClient
{
    private readonly HyperliquidClient _client;
    private readonly TimeSpan _midMaxAge;
    private readonly AgedCache<string, Dictionary<string, decimal>> _mids;
    private readonly AgedCache<string, decimal?> _bookMids;

    internal MarketsClient(HyperliquidClient client, TimeSpan midMaxAge)
    {
        _client = client;
        _midMaxAge = midMaxAge;
        _mids = new(client.TimeProvider, LoadMidsAsync);
        _bookMids = new(client.TimeProvider, LoadBookMidAsync);
    }

    /// <summary>All perps of one dex. Wire: info <c>meta</c>, weight 20.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<PerpMeta> GetPerpMetaAsync(string? dex = null, CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("meta", WriteDex(dex)), HyperliquidJsonContext.Default.PerpMeta, cancellationToken);

    /// <summary>All spot pairs and tokens. Wire: info <c>spotMeta</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<SpotMeta> GetSpotMetaAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("spotMeta"), HyperliquidJsonContext.Default.SpotMeta, cancellationToken);

    /// <summary>The perp dexs by index; the first, the main dex, is null. Wire: info <c>perpDexs</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<PerpDex?>> GetPerpDexsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("perpDexs"), HyperliquidJsonContext.Default.IReadOnlyListPerpDex, cancellationToken);

    /// <summary>The venue's health and clock. Wire: info <c>exchangeStatus</c>, weight 2.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<ExchangeStatus> GetExchangeStatusAsync(CancellationToken cancellationToken = default)
    {
        var status = await _client.Info.RequireAsync(InfoRequest.Create("exchangeStatus"), HyperliquidJsonContext.Default.ExchangeStatus, cancellationToken).ConfigureAwait(false);
        if (status.Time is { } time) _client.Clock.Observe(time);
        return status;
    }

    /// <summary>One asset with its id, its price grid and its size grid, from a list that is no older than the options allow.</summary>
    /// <param name="coin">The coin, such as <c>BTC</c>, <c>xyz:GOLD</c>, <c>@107</c> or <c>#1230</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">The list cannot be had.</exception>
    /// <exception cref="ResponseFormatException">The list cannot be read.</exception>
    public Task<Asset> GetAssetAsync(string coin, CancellationToken cancellationToken = default) => _client.Universe.GetAsync(coin, cancellationToken);

    /// <summary>Everything that is listed: perps, builder perps, spot pairs and outcome sides. Wire: <c>meta</c> for every dex, <c>spotMeta</c>, <c>perpDexs</c> and <c>outcomeMeta</c>, weight 20 each, kept as the options say.</summary>
    /// <exception cref="TransportException">A list cannot be had.</exception>
    /// <exception cref="ResponseFormatException">A list cannot be read.</exception>
    public Task<AssetUniverse> GetUniverseAsync(CancellationToken cancellationToken = default) => _client.Universe.GetAllAsync(cancellationToken);

    /// <summary>The venue's mids for all coins of one dex, asked for now. Wire: info <c>allMids</c>, weight 2.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex, spot included.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Prices by wire coin. Where a side of a book is empty, the venue gives the price of the last trade.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyDictionary<string, decimal>> GetMidsAsync(string? dex = null, CancellationToken cancellationToken = default) =>
        await LoadMidsAsync(dex ?? "", cancellationToken).ConfigureAwait(false);

    /// <summary>The venue's mid for one coin and when it was asked for. Wire: info <c>allMids</c>, one request at a time per dex; <c>l2Book</c> for a coin that is not in it.</summary>
    /// <param name="coin">The coin: perp, spot or outcome.</param>
    /// <param name="maxAge">How old a kept price may be; null takes <see cref="HyperliquidOptions.MidMaxAge"/>, 10 seconds unless told, and zero takes no kept one. A request that is under way is joined; an answer that is older than this when it comes is asked for once more.</param>
    /// <param name="cancellationToken">Ends the wait; a request that others wait for too goes on.</param>
    /// <returns>A price that the venue gave, or the middle of its book; never one from elsewhere. Older than asked for only where the venue takes longer than that to answer, twice: <see cref="Mid.ObservedAt"/> tells.</returns>
    /// <exception cref="NoMidException">The venue has no mid for the coin.</exception>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<Mid> GetMidAsync(string coin, TimeSpan? maxAge = null, CancellationToken cancellationToken = default)
    {
        if (maxAge is { } asked) ArgumentOutOfRangeException.ThrowIfLessThan(asked, TimeSpan.Zero, nameof(maxAge));
        var age = maxAge ?? _midMaxAge;
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var mids = await _mids.GetAsync(asset.Dex, age, cancellationToken).ConfigureAwait(false);
        if (mids.Value.TryGetValue(asset.Coin, out var price) && price > 0) return new Mid(price, mids.SentAt);

        var book = await _bookMids.GetAsync(asset.Coin, age, cancellationToken).ConfigureAwait(false);
        return book.Value is { } middle ? new Mid(middle, book.SentAt) : throw new NoMidException(asset.Coin);
    }

    /// <summary>The order book of one coin. Wire: info <c>l2Book</c>, weight 2.</summary>
    /// <param name="coin">The coin.</param>
    /// <param name="significantFigures">Adds levels up to 2, 3, 4 or 5 significant figures; null does not.</param>
    /// <param name="mantissa">With 5 significant figures: the last of them in steps of 2 or 5; null is 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The book, or null when the venue has none for the coin.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The significant figures or the mantissa are none of those.</exception>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<OrderBook?> GetBookAsync(string coin, int? significantFigures = null, int? mantissa = null, CancellationToken cancellationToken = default)
    {
        CheckAggregation(significantFigures, mantissa);
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return await LoadBookAsync(asset.Coin, significantFigures, mantissa, cancellationToken).ConfigureAwait(false);
    }

    private static void CheckAggregation(int? significantFigures, int? mantissa)
    {
        if (significantFigures is { } figures)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(figures, 2, nameof(significantFigures));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(figures, 5, nameof(significantFigures));
        }

        if (mantissa is { } steps && (steps is not (2 or 5) || significantFigures != 5))
        {
            throw new ArgumentOutOfRangeException(nameof(mantissa), steps, "A mantissa is 2 or 5, and goes with 5 significant figures alone.");
        }
    }

    private async Task<OrderBook?> LoadBookAsync(string coin, int? significantFigures, int? mantissa, CancellationToken cancellationToken)
    {
        var request = InfoRequest.Create("l2Book", writer =>
        {
            writer.WriteString("coin"u8, coin);
            if (significantFigures is { } figures) writer.WriteNumber("nSigFigs"u8, figures);
            if (mantissa is { } steps) writer.WriteNumber("mantissa"u8, steps);
        });
        try
        {
            return await _client.Info.QueryAsync(request, HyperliquidJsonContext.Default.OrderBook, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException e) when (e is { StatusCode: 500, Body: "null" })
        {
            // So it says, now and then, that it has no such book.
            return null;
        }
    }

    private Task<Dictionary<string, decimal>> LoadMidsAsync(string dex, CancellationToken cancellationToken) =>
        _client.Info.RequireAsync(InfoRequest.Create("allMids", WriteDex(dex)), HyperliquidJsonContext.Default.DictionaryStringDecimal, cancellationToken);

    private async Task<decimal?> LoadBookMidAsync(string coin, CancellationToken cancellationToken) =>
        await LoadBookAsync(coin, null, null, cancellationToken).ConfigureAwait(false) is { Bids: [{ Price: var bid }, ..], Asks: [{ Price: var ask }, ..] } ? (bid + ask) / 2 : null;

    private static Action<Utf8JsonWriter>? WriteDex(string? dex) =>
        string.IsNullOrEmpty(dex) ? null : writer => writer.WriteString("dex"u8, DexName.Check(dex));
}

namespace HypeKr.Hyperliquid;

public sealed partial class MarketsClient
{
    /// <summary>What a builder dex allows at most. Wire: info <c>perpDexLimits</c>, weight 20.</summary>
    /// <param name="dex">The name of a builder dex.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where the venue has no such dex.</returns>
    /// <exception cref="ArgumentException">The text cannot be the name of a builder dex.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<PerpDexLimits?> GetPerpDexLimitsAsync(string dex, CancellationToken cancellationToken = default) =>
        _client.Info.QueryAsync(ForDex("perpDexLimits", dex), HyperliquidJsonContext.Default.PerpDexLimits, cancellationToken);

    /// <summary>How a builder dex stands. Wire: info <c>perpDexStatus</c>, weight 20.</summary>
    /// <param name="dex">The name of a builder dex.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The text cannot be the name of a builder dex.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<PerpDexStatus> GetPerpDexStatusAsync(string dex, CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(ForDex("perpDexStatus", dex), HyperliquidJsonContext.Default.PerpDexStatus, cancellationToken);

    /// <summary>What a builder's perp is about. Wire: info <c>perpAnnotation</c>, weight 20.</summary>
    /// <param name="coin">The coin, such as <c>xyz:GOLD</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where its deployer wrote nothing.</returns>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<MarketAnnotation?> GetPerpAnnotationAsync(string coin, CancellationToken cancellationToken = default)
    {
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var request = InfoRequest.Create("perpAnnotation", writer => writer.WriteString("coin"u8, asset.Coin));
        return await _client.Info.QueryAsync(request, HyperliquidJsonContext.Default.MarketAnnotation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What perps are about, in brief. Wire: info <c>perpConciseAnnotations</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<PerpAnnotation>> GetPerpAnnotationsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("perpConciseAnnotations"), HyperliquidJsonContext.Default.IReadOnlyListPerpAnnotation, cancellationToken);

    /// <summary>The categories of perps. Wire: info <c>perpCategories</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<PerpCategory>> GetPerpCategoriesAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("perpCategories"), HyperliquidJsonContext.Default.IReadOnlyListPerpCategory, cancellationToken);

    private static InfoRequest ForDex(string type, string dex)
    {
        ArgumentException.ThrowIfNullOrEmpty(dex);
        var name = DexName.Check(dex);
        return InfoRequest.Create(type, writer => writer.WriteString("dex"u8, name));
    }
}

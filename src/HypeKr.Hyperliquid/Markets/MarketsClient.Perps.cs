namespace HypeKr.Hyperliquid;

public sealed partial class MarketsClient
{
    /// <summary>All perps of one dex with their prices, funding and open interest. Wire: info <c>metaAndAssetCtxs</c>, weight 20.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<PerpMarkets> GetPerpMarketsAsync(string? dex = null, CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("metaAndAssetCtxs", WriteDex(dex)), HyperliquidJsonContext.Default.PerpMarkets, cancellationToken);

    /// <summary>The perps of all dexs by the index of the dex, the main one first. Wire: info <c>allPerpMetas</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<PerpMeta>> GetAllPerpMetasAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("allPerpMetas"), HyperliquidJsonContext.Default.IReadOnlyListPerpMeta, cancellationToken);

    /// <summary>The next funding of the main dex's coins, here and on other venues. Wire: info <c>predictedFundings</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<PredictedFundings>> GetPredictedFundingsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("predictedFundings"), HyperliquidJsonContext.Default.IReadOnlyListPredictedFundings, cancellationToken);

    /// <summary>The coins whose open interest may not grow at present. Wire: info <c>perpsAtOpenInterestCap</c>, weight 20.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<string>> GetPerpsAtOpenInterestCapAsync(string? dex = null, CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("perpsAtOpenInterestCap", WriteDex(dex)), HyperliquidJsonContext.Default.IReadOnlyListString, cancellationToken);

    /// <summary>One margin table. Wire: info <c>marginTable</c>, weight 20.</summary>
    /// <param name="id">The id that <see cref="PerpListing.MarginTableId"/> gives.</param>
    /// <param name="dex">A builder dex by name; null or empty is the main dex.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<MarginTable> GetMarginTableAsync(int id, string? dex = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        var writeDex = WriteDex(dex);
        var request = InfoRequest.Create("marginTable", writer =>
        {
            writer.WriteNumber("id"u8, id);
            writeDex?.Invoke(writer);
        });
        return _client.Info.RequireAsync(request, HyperliquidJsonContext.Default.MarginTable, cancellationToken);
    }

    /// <summary>The most that one market order may be worth, by the coin's largest leverage. Wire: info <c>maxMarketOrderNtls</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<MarketOrderCap>> GetMarketOrderCapsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("maxMarketOrderNtls"), HyperliquidJsonContext.Default.IReadOnlyListMarketOrderCap, cancellationToken);

    /// <summary>Positions that may be liquidated now; nearly always none. Wire: info <c>liquidatable</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<LiquidatablePosition>> GetLiquidatablePositionsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("liquidatable"), HyperliquidJsonContext.Default.IReadOnlyListLiquidatablePosition, cancellationToken);

    /// <summary>Funding that was paid, oldest first. Wire: info <c>fundingHistory</c>, weight 20 and 1 more for every 20 rows.</summary>
    /// <param name="coin">A perp, of the main dex or a builder's.</param>
    /// <param name="startTime">The first instant, included.</param>
    /// <param name="endTime">The last instant, included; null is now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>At most 500 rows, those after <paramref name="startTime"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The end is before the start, or one of them before 1970.</exception>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<FundingRate>> GetFundingHistoryAsync(string coin, DateTimeOffset startTime, DateTimeOffset? endTime = null, CancellationToken cancellationToken = default)
    {
        var (start, end) = Span(startTime, endTime);
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var request = InfoRequest.Create("fundingHistory", writer =>
        {
            writer.WriteString("coin"u8, asset.Coin);
            WriteSpan(writer, start, end);
        });
        return await _client.Info.RequireAsync(request, HyperliquidJsonContext.Default.IReadOnlyListFundingRate, cancellationToken).ConfigureAwait(false);
    }
}

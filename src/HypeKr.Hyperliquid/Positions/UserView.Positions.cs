namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Margin and positions on one perp dex. Wire: info <c>clearinghouseState</c>, weight 2.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<PerpState> GetPerpStateAsync(string? dex = null, CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("clearinghouseState", dex), HyperliquidJsonContext.Default.PerpState, cancellationToken);

    /// <summary>What the address can trade in one perp now. Wire: info <c>activeAssetData</c>, weight 20.</summary>
    /// <param name="coin">A perp's coin, such as <c>BTC</c> or <c>xyz:GOLD</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<ActiveAssetData> GetActiveAssetDataAsync(string coin, CancellationToken cancellationToken = default)
    {
        CoinName.Check(coin);
        return _client.Info.RequireAsync(Request("activeAssetData", writeMembers: writer => writer.WriteString("coin"u8, coin)), HyperliquidJsonContext.Default.ActiveAssetData, cancellationToken);
    }

    /// <summary>Funding paid and received: one page, oldest first, at most 500. <see cref="PageFundingPaymentsAsync"/> gives all. Wire: info <c>userFunding</c>, weight 20 and one more per 20 rows.</summary>
    /// <param name="startTime">The first instant, included; null is the beginning.</param>
    /// <param name="endTime">The last instant, included; null is now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<FundingPayment>> GetFundingPaymentsAsync(DateTimeOffset? startTime = null, DateTimeOffset? endTime = null, CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(
            Request("userFunding", writeMembers: writer => WriteTimes(writer, startTime, endTime)),
            HyperliquidJsonContext.Default.FundingPaymentArray,
            cancellationToken).ConfigureAwait(false);

    /// <summary>All funding paid and received in a time, oldest first. Wire: info <c>userFunding</c> for each page, weight 20 and one more per 20 rows, and at least twice.</summary>
    /// <remarks>No row is lost or doubled at the edges of pages. Rows that come in meanwhile are given too when the range has no end.</remarks>
    /// <param name="range">From when to when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="range"/> is null.</exception>
    /// <exception cref="HistoryGapException">Rows are missing, or may be; not where <see cref="HistoryRange.OnGap"/> takes them.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read, or comes in the wrong order.</exception>
    public IAsyncEnumerable<FundingPayment> PageFundingPaymentsAsync(HistoryRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var pager = new HistoryPager<FundingPayment>
        {
            Type = "userFunding",
            FetchAsync = (from, to, _, token) => GetFundingPaymentsAsync(from, to, token),
            Time = row => row.Time,
            Key = row => (row.Delta?.Coin, row.Delta?.SignedSize, row.Delta?.Usdc),
        };
        return pager.ReadAsync(range, cancellationToken);
    }
}

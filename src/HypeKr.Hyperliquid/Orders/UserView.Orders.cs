namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>The orders that rest on the books of one dex. Wire: info <c>openOrders</c>, weight 20.</summary>
    /// <param name="dex">A builder dex by name, or <c>ALL_DEXS</c>; null or empty is the main dex, spot and outcomes included.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<OpenOrder>> GetOpenOrdersAsync(string? dex = null, CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("openOrders", dex), HyperliquidJsonContext.Default.OpenOrderArray, cancellationToken).ConfigureAwait(false);

    /// <summary>One order by the venue's id. Wire: info <c>orderStatus</c>, weight 2.</summary>
    /// <param name="orderId">The venue's id.</param>
    /// <param name="dex">The builder dex that the order is on, if it is on one; without it the venue may not find the order.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<OrderLookup> GetOrderAsync(long orderId, string? dex = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(orderId);
        return _client.Info.RequireAsync(Request("orderStatus", dex, writer => writer.WriteNumber("oid"u8, orderId)), HyperliquidJsonContext.Default.OrderLookup, cancellationToken);
    }

    /// <summary>One order by the client's id. Wire: info <c>orderStatus</c>, weight 2.</summary>
    /// <param name="cloid">The client's id.</param>
    /// <param name="dex">The builder dex that the order is on, if it is on one; without it the venue may not find the order.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<OrderLookup> GetOrderAsync(Cloid cloid, string? dex = null, CancellationToken cancellationToken = default) => GetOrderAsync(cloid, dex, isUrgent: false, cancellationToken);

    /// <summary>The same; urgent where the fate of an order is looked for, and not where one is only watched: those who poll must not stand before cancels.</summary>
    internal Task<OrderLookup> GetOrderAsync(Cloid cloid, string? dex, bool isUrgent, CancellationToken cancellationToken) => _client.Info.RequireAsync(
        Request("orderStatus", dex, writer => writer.WriteString("oid"u8, cloid.ToString())) with { IsUrgent = isUrgent }, HyperliquidJsonContext.Default.OrderLookup, cancellationToken);

    /// <summary>The latest fills, newest first, at most 2,000. Wire: info <c>userFills</c>, weight 20 and one more per 20 rows.</summary>
    /// <param name="aggregateByTime">Whether fills of one order at one time are added up.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<Fill>> GetFillsAsync(bool aggregateByTime = false, CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(
            Request("userFills", writeMembers: aggregateByTime ? writer => writer.WriteBoolean("aggregateByTime"u8, true) : null),
            HyperliquidJsonContext.Default.FillArray,
            cancellationToken).ConfigureAwait(false);

    /// <summary>The orders that rest on the books of one dex, with their terms, triggers among them. Wire: info <c>frontendOpenOrders</c>, weight 20.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex, spot and outcomes included.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<OrderDetails>> GetOpenOrderDetailsAsync(string? dex = null, CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("frontendOpenOrders", dex), HyperliquidJsonContext.Default.OrderDetailsArray, cancellationToken).ConfigureAwait(false);

    /// <summary>The latest orders and what became of them, at most 2,000; the venue has no way to older ones. Wire: info <c>historicalOrders</c>, weight 20 and one more per 20 rows.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<OrderWithStatus>> GetOrderHistoryAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("historicalOrders"), HyperliquidJsonContext.Default.OrderWithStatusArray, cancellationToken).ConfigureAwait(false);

    /// <summary>Fills of a time: one page, at most 2,000. <see cref="PageFillsAsync"/> gives all. Wire: info <c>userFillsByTime</c>, weight 20 and one more per 20 rows.</summary>
    /// <param name="startTime">The first instant, included.</param>
    /// <param name="endTime">The last instant, included; null is now.</param>
    /// <param name="aggregateByTime">Whether fills of one order at one time are added up.</param>
    /// <param name="newestFirst">Whether the page is taken from the end of the time, newest first, and not from its start. Wire: <c>reversed</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<Fill>> GetFillsByTimeAsync(
        DateTimeOffset startTime, DateTimeOffset? endTime = null, bool aggregateByTime = false, bool newestFirst = false, CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(
            Request("userFillsByTime", writeMembers: writer =>
            {
                WriteTimes(writer, startTime, endTime);
                if (aggregateByTime) writer.WriteBoolean("aggregateByTime"u8, true);
                if (newestFirst) writer.WriteBoolean("reversed"u8, true);
            }),
            HyperliquidJsonContext.Default.FillArray,
            cancellationToken).ConfigureAwait(false);

    /// <summary>What became of TWAP orders. Wire: info <c>twapHistory</c>, weight 20 and one more per 20 rows.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<TwapHistoryEntry>> GetTwapHistoryAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("twapHistory"), HyperliquidJsonContext.Default.TwapHistoryEntryArray, cancellationToken).ConfigureAwait(false);

    /// <summary>The latest fills of TWAP orders, at most 2,000. Wire: info <c>userTwapSliceFills</c>, weight 20 and one more per 20 rows.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<TwapSliceFill>> GetTwapSliceFillsAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("userTwapSliceFills"), HyperliquidJsonContext.Default.TwapSliceFillArray, cancellationToken).ConfigureAwait(false);

    /// <summary>Fills of TWAP orders of a time: one page, oldest first. <see cref="PageTwapSliceFillsAsync"/> gives all. Wire: info <c>userTwapSliceFillsByTime</c>, weight 20 and one more per 20 rows.</summary>
    /// <param name="startTime">The first instant, included.</param>
    /// <param name="endTime">The last instant, included; null is now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<TwapSliceFill>> GetTwapSliceFillsByTimeAsync(DateTimeOffset startTime, DateTimeOffset? endTime = null, CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(
            Request("userTwapSliceFillsByTime", writeMembers: writer => WriteTimes(writer, startTime, endTime)),
            HyperliquidJsonContext.Default.TwapSliceFillArray,
            cancellationToken).ConfigureAwait(false);

    /// <summary>All fills of a time, oldest first unless asked otherwise. Wire: info <c>userFillsByTime</c> for each page, weight 20 and one more per 20 rows, and at least twice.</summary>
    /// <remarks>No row is lost or doubled at the edges of pages. Rows that come in meanwhile are given too when the range has no end. The venue keeps the newest 10,000 fills: a range that may reach further back has a gap of <see cref="HistoryGapReason.BeyondHorizon"/>. To tell, the reading asks once for what lies before the range, 10,000 fills in or at its end. Where nothing lies there and the range has an end, it also counts the fills after the range until there are 10,000 with those in it: up to five pages of weight 120 each, for each reading. A range without an end, or one that begins after the first fill of the account, costs none of that.</remarks>
    /// <param name="range">From when to when.</param>
    /// <param name="newestFirst">Whether to begin at the end of the range.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="range"/> is null.</exception>
    /// <exception cref="HistoryGapException">Rows are missing, or may be; not where <see cref="HistoryRange.OnGap"/> takes them.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read, or comes in the wrong order.</exception>
    public IAsyncEnumerable<Fill> PageFillsAsync(HistoryRange range, bool newestFirst = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var pager = new HistoryPager<Fill>
        {
            Type = "userFillsByTime",
            FetchAsync = (from, to, reversed, token) => GetFillsByTimeAsync(from, to, aggregateByTime: false, reversed, token),
            Time = row => row.Time,
            Key = row => (row.Coin, row.TradeId, row.OrderId, row.Side, row.Price, row.Size, row.StartPosition),
            Horizon = 10_000,
            NewestFirst = newestFirst,
        };
        return pager.ReadAsync(range, cancellationToken);
    }

    /// <summary>All fills of TWAP orders of a time, oldest first. Wire: info <c>userTwapSliceFillsByTime</c> for each page, weight 20 and one more per 20 rows, and at least twice.</summary>
    /// <remarks>No row is lost or doubled at the edges of pages. Rows that come in meanwhile are given too when the range has no end.</remarks>
    /// <param name="range">From when to when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="range"/> is null.</exception>
    /// <exception cref="HistoryGapException">Rows are missing, or may be; not where <see cref="HistoryRange.OnGap"/> takes them.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read, or comes in the wrong order.</exception>
    public IAsyncEnumerable<TwapSliceFill> PageTwapSliceFillsAsync(HistoryRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var pager = new HistoryPager<TwapSliceFill>
        {
            Type = "userTwapSliceFillsByTime",
            FetchAsync = (from, to, _, token) => GetTwapSliceFillsByTimeAsync(from, to, token),
            Time = row => row.Fill?.Time,
            Key = row => (row.TwapId, row.Fill?.Coin, row.Fill?.TradeId, row.Fill?.OrderId, row.Fill?.Side, row.Fill?.Price, row.Fill?.Size),
        };
        return pager.ReadAsync(range, cancellationToken);
    }
}

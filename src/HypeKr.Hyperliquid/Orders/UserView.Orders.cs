namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>The orders that rest on the books of one dex. Wire: info <c>openOrders</c>, weight 20.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex, spot and outcomes included.</param>
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
    public Task<OrderLookup> GetOrderAsync(Cloid cloid, string? dex = null, CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("orderStatus", dex, writer => writer.WriteString("oid"u8, cloid.ToString())), HyperliquidJsonContext.Default.OrderLookup, cancellationToken);

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
}

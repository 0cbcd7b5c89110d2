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
}

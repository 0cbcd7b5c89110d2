namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Spot and outcome balances. Wire: info <c>spotClearinghouseState</c>, weight 2.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<SpotState> GetSpotStateAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("spotClearinghouseState"), HyperliquidJsonContext.Default.SpotState, cancellationToken);
}

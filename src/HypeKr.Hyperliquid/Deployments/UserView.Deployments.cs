using HypeKr.Hyperliquid.Deployments;

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>The spot deployments of the address and the auction for the next. Wire: info <c>spotDeployState</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<SpotDeployState> GetSpotDeployStateAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("spotDeployState"), HyperliquidJsonContext.Default.SpotDeployState, cancellationToken);
}

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Auctions for the right to deploy; needs no key. Immutable and safe to share.</summary>
public sealed class DeploymentsClient
{
    private readonly HyperliquidClient _client;

    internal DeploymentsClient(HyperliquidClient client) => _client = client;

    /// <summary>The auction for the next spot pair. Wire: info <c>spotPairDeployAuctionStatus</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<AuctionStatus> GetSpotPairAuctionAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("spotPairDeployAuctionStatus"), HyperliquidJsonContext.Default.AuctionStatus, cancellationToken);

    /// <summary>The auction for the next perp of a builder dex. Wire: info <c>perpDeployAuctionStatus</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<AuctionStatus> GetPerpAuctionAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("perpDeployAuctionStatus"), HyperliquidJsonContext.Default.AuctionStatus, cancellationToken);
}

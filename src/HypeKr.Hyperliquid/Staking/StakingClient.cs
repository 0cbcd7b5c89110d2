namespace HypeKr.Hyperliquid;

/// <summary>Validators and the network; needs no key. Immutable and safe to share.</summary>
public sealed class StakingClient
{
    private readonly HyperliquidClient _client;

    internal StakingClient(HyperliquidClient client) => _client = client;

    /// <summary>The validators. Wire: info <c>validatorSummaries</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<ValidatorSummary>> GetValidatorsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("validatorSummaries"), HyperliquidJsonContext.Default.IReadOnlyListValidatorSummary, cancellationToken);

    /// <summary>What validators vote on at present. Wire: info <c>validatorL1Votes</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<ValidatorVote>> GetValidatorVotesAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("validatorL1Votes"), HyperliquidJsonContext.Default.IReadOnlyListValidatorVote, cancellationToken);

    /// <summary>IP addresses of nodes to join the gossip network by. Wire: info <c>gossipRootIps</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<string>> GetGossipRootIpsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("gossipRootIps"), HyperliquidJsonContext.Default.IReadOnlyListString, cancellationToken);

    /// <summary>The auctions for a place near the front of the gossip network. Wire: info <c>gossipPriorityAuctionStatus</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<GossipAuctions> GetGossipAuctionsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("gossipPriorityAuctionStatus"), HyperliquidJsonContext.Default.GossipAuctions, cancellationToken);
}

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>HYPE delegated, by validator. Wire: info <c>delegations</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<Delegation>> GetDelegationsAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("delegations"), HyperliquidJsonContext.Default.DelegationArray, cancellationToken).ConfigureAwait(false);

    /// <summary>The staking balance. Wire: info <c>delegatorSummary</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<DelegatorSummary> GetDelegatorSummaryAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("delegatorSummary"), HyperliquidJsonContext.Default.DelegatorSummary, cancellationToken);

    /// <summary>Changes of the staking balance. Wire: info <c>delegatorHistory</c>, weight 20 and one more per 20 rows.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<DelegatorHistoryEntry>> GetDelegatorHistoryAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("delegatorHistory"), HyperliquidJsonContext.Default.DelegatorHistoryEntryArray, cancellationToken).ConfigureAwait(false);

    /// <summary>Rewards for staking. Wire: info <c>delegatorRewards</c>, weight 20 and one more per 20 rows.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<DelegatorReward>> GetDelegatorRewardsAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("delegatorRewards"), HyperliquidJsonContext.Default.DelegatorRewardArray, cancellationToken).ConfigureAwait(false);
}

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Keeps positions, balances, open orders and fills of the address current. Wire: subscriptions <c>userFills</c> and <c>spotState</c>, and for each dex <c>clearinghouseState</c> and <c>openOrders</c>; over HTTP, after each gap and now and then, a weight of 44, and <c>exchangeStatus</c> at most once an hour.</summary>
    /// <param name="options">How it is kept.</param>
    /// <param name="cancellationToken">Ends the wait, not the state.</param>
    /// <returns>Subscribed, and read over HTTP once. Disposing it unsubscribes.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="SubscriptionRejectedException">The venue refused a subscription.</exception>
    /// <exception cref="VenueLimitExceededException">The venue's ten users are streamed already, or its subscriptions used up.</exception>
    /// <exception cref="TransportException">No usable answer, or no acknowledgement.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<AccountState> OpenStateAsync(AccountStateOptions? options = null, CancellationToken cancellationToken = default) => AccountState.OpenAsync(_client, Address, options, cancellationToken);
}

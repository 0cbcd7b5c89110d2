using System.Runtime.CompilerServices;

namespace HypeKr.Hyperliquid;

/// <summary>Places and cancels the orders of one account. Immutable and safe to share.</summary>
/// <remarks>
/// What the venue would refuse for its price, size or coin is refused before it is signed. Each call signs once and sends once, and nothing is repeated:
/// an answer that is lost makes the result <see cref="OrderResultStatus.Unknown"/>, which <see cref="UserView.GetOrderAsync(Cloid, string?, CancellationToken)"/> and the open orders may resolve.
/// An order without a client's id is given a random one, so that every order can be looked up: <see cref="OrderResult.Request"/> holds it.
/// </remarks>
public sealed class OrdersClient
{
    private readonly HyperliquidAccount _account;

    internal OrdersClient(HyperliquidAccount account) => _account = account;

    /// <summary>Places one order. Wire: action <c>order</c>.</summary>
    /// <param name="order">The order.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <returns>What became of it; a refusal by the venue is a result, not an exception.</returns>
    /// <exception cref="InvalidOrderException">Price or size off the grid, or not above zero. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    [OverloadResolutionPriority(1)] // so that PlaceAsync(new() { … }) means one order
    public async Task<OrderResult> PlaceAsync(OrderRequest order, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var results = await PlaceAsync([order], OrderGrouping.None, options, cancellationToken).ConfigureAwait(false);
        return results[0];
    }

    /// <summary>Places orders in one action. Wire: action <c>order</c>.</summary>
    /// <param name="orders">One or more.</param>
    /// <param name="grouping">How they belong together.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>One result an order, in the same order; one refused order leaves the others alone.</returns>
    /// <exception cref="ArgumentException">No orders.</exception>
    /// <exception cref="InvalidOrderException">A price or size off the grid, or not above zero. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list a coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<IReadOnlyList<OrderResult>> PlaceAsync(
        IReadOnlyList<OrderRequest> orders, OrderGrouping grouping = default, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Count == 0) throw new ArgumentException("There is no order to place.", nameof(orders));

        // A copy: what the caller does to the list meanwhile changes nothing, and nothing can throw once the orders have left.
        OrderRequest[] own = [.. orders];
        var terms = new OrderTerms[own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(own[i], nameof(orders));
            own[i] = own[i] with { Cloid = own[i].Cloid ?? Cloid.NewRandom() };
            terms[i] = own[i].ToTerms(await _account.Client.Universe.GetAsync(own[i].Coin, cancellationToken).ConfigureAwait(false));
        }

        var action = new OrderAction(terms, grouping);
        try
        {
            var (response, rejection) = await _account.SendAsync(action, options, cancellationToken).ConfigureAwait(false);
            if (rejection is not null) return [.. own.Select(order => OrderResult.Refused(order, rejection))];
            return StatusEntry.Split(response!, own.Length) is { } entries
                ? [.. own.Select((order, i) => OrderResult.FromEntry(order, entries[i], _account.Signer))]
                : throw StatusEntry.Unreadable(action.Type, response!, own.Length);
        }
        catch (HyperliquidException e) when (e.MayHaveExecuted)
        {
            return [.. own.Select(order => OrderResult.Unknown(order, e))];
        }
    }

    /// <summary>Cancels one order by the venue's id. Wire: action <c>cancel</c>.</summary>
    /// <param name="coin">The coin of the order.</param>
    /// <param name="orderId">The venue's id.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<CancelResult> CancelAsync(string coin, long orderId, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return (await CancelAsync(new CancelAction([new OrderCancel(asset.Id, orderId)]), 1, options, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Cancels one order by the client's id. Wire: action <c>cancelByCloid</c>.</summary>
    /// <param name="coin">The coin of the order.</param>
    /// <param name="cloid">The client's id.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<CancelResult> CancelAsync(string coin, Cloid cloid, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return (await CancelAsync(new CancelByCloidAction([new CloidCancel(asset.Id, cloid)]), 1, options, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Cancels open orders in one action. Wire: action <c>cancel</c>.</summary>
    /// <param name="orders">One or more, as <see cref="UserView.GetOpenOrdersAsync"/> gives them.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>One result an order, in the same order.</returns>
    /// <exception cref="ArgumentException">No orders.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list a coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<IReadOnlyList<CancelResult>> CancelAsync(IReadOnlyList<OpenOrder> orders, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Count == 0) throw new ArgumentException("There is no order to cancel.", nameof(orders));
        var cancels = new OrderCancel[orders.Count];
        for (var i = 0; i < cancels.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(orders[i], nameof(orders));
            var asset = await _account.Client.Universe.GetAsync(orders[i].Coin, cancellationToken).ConfigureAwait(false);
            cancels[i] = new OrderCancel(asset.Id, orders[i].OrderId);
        }

        return await CancelAsync(new CancelAction(cancels), cancels.Length, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<CancelResult>> CancelAsync(ExchangeAction action, int count, ActionOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            var (response, rejection) = await _account.SendAsync(action, options, cancellationToken).ConfigureAwait(false);
            if (rejection is not null) return [.. Enumerable.Repeat(CancelResult.Refused(rejection), count)];
            return StatusEntry.Split(response!, count) is { } entries
                ? [.. entries.Select(entry => CancelResult.FromEntry(entry, _account.Signer))]
                : throw StatusEntry.Unreadable(action.Type, response!, count);
        }
        catch (HyperliquidException e) when (e.MayHaveExecuted)
        {
            return [.. Enumerable.Repeat(CancelResult.Unknown(e), count)];
        }
    }
}

namespace HypeKr.Hyperliquid;

public sealed partial class OrdersClient
{
    /// <summary>Replaces one open order. Wire: action <c>modify</c>.</summary>
    /// <param name="target">The order on the book, by the venue's id or the client's.</param>
    /// <param name="order">What it becomes, whole. Without a client's id it keeps the one that the target is named by; where that is the venue's id, it is given a random one in place of whatever the old order had.</param>
    /// <param name="alwaysPlace">Whether the new order is placed even where the old one could not be cancelled. Without it the venue takes a post-only order, or a Gtc one that it treats as such.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <returns><see cref="OrderResultStatus.Accepted"/> where the venue took it: its answer says no more. A list of one, by <see cref="ModifyAsync(IReadOnlyList{OrderModification}, bool, ActionOptions?, CancellationToken)"/>, gets a status. The order has a new id of the venue's.</returns>
    /// <exception cref="InvalidOrderException">Price or size off the grid, or not above zero, or the size of a whole position. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<OrderResult> ModifyAsync(OrderTarget target, OrderRequest order, bool alwaysPlace = false, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var (own, terms, asset) = await PrepareAsync(order, cancellationToken, target.Cloid).ConfigureAwait(false);
        var result = (await SendAsync(new ModifyAction(target, terms, alwaysPlace), [own], null, options, cancellationToken).ConfigureAwait(false))[0];
        if (MinNotionalWarning(own, asset) is { } warning) result.Warnings = [warning];
        return result;
    }

    /// <summary>Replaces open orders in one action. Wire: action <c>batchModify</c>.</summary>
    /// <param name="modifications">One or more. An order without a client's id keeps the one that its target is named by, or is given a random one.</param>
    /// <param name="alwaysPlace">Whether a new order is placed even where the old one could not be cancelled. Without it the venue takes post-only orders, or Gtc ones that it treats as such.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>One result an order, in the same order. Each has a new id of the venue's.</returns>
    /// <exception cref="ArgumentException">No orders.</exception>
    /// <exception cref="InvalidOrderException">A price or size off the grid, or not above zero, or the size of a whole position. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list a coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<IReadOnlyList<OrderResult>> ModifyAsync(
        IReadOnlyList<OrderModification> modifications, bool alwaysPlace = false, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modifications);
        if (modifications.Count == 0) throw new ArgumentException("There is no order to modify.", nameof(modifications));
        var own = new OrderRequest[modifications.Count];
        var terms = new ModificationTerms[own.Length];
        var warnings = new OrderWarning?[own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            var modification = modifications[i];
            ArgumentNullException.ThrowIfNull(modification?.Order, nameof(modifications));
            (own[i], var order, var asset) = await PrepareAsync(modification.Order, cancellationToken, modification.Target.Cloid).ConfigureAwait(false);
            terms[i] = new(modification.Target, order);
            warnings[i] = MinNotionalWarning(own[i], asset);
        }

        var results = await SendAsync(new BatchModifyAction(terms, alwaysPlace), own, null, options, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < results.Count; i++)
        {
            if (warnings[i] is { } warning) results[i].Warnings = [warning];
        }

        return results;
    }
}

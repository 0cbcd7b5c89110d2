using System.Runtime.CompilerServices;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Places, changes and cancels the orders of one account. Safe to share.</summary>
/// <remarks>
/// What the venue would refuse for the form of its price, size or coin is refused before it is signed; what it may refuse for value, margin or distance
/// from the oracle is only warned of (<see cref="OrderResult.Warnings"/>, <see cref="CheckAsync"/>). Each call signs once and sends once, and nothing is repeated:
/// an answer that is lost makes the result <see cref="OrderResultStatus.Unknown"/>, which <see cref="FindAsync"/> and the open orders may resolve.
/// An order without a client's id is given a random one, so that every order can be looked up: <see cref="OrderResult.Request"/> holds it.
/// </remarks>
public sealed partial class OrdersClient
{
    private readonly HyperliquidAccount _account;
    private readonly AgedCache<EthereumAddress, int> _approvedBuilderFees;

    internal OrdersClient(HyperliquidAccount account)
    {
        _account = account;
        _approvedBuilderFees = new(account.Client.TimeProvider, LoadApprovedBuilderFeeAsync);
    }

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
        return await PlaceAsync(order, null, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Places orders in one action. Wire: action <c>order</c>.</summary>
    /// <param name="orders">One or more.</param>
    /// <param name="grouping">How they belong together.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>One result an order, in the same order; one refused order leaves the others alone.</returns>
    /// <exception cref="ArgumentException">No orders.</exception>
    /// <exception cref="InvalidOrderException">A price or size off the grid, or not above zero, or orders that the grouping rules out. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list a coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public Task<IReadOnlyList<OrderResult>> PlaceAsync(
        IReadOnlyList<OrderRequest> orders, OrderGrouping grouping = default, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Count == 0) throw new ArgumentException("There is no order to place.", nameof(orders));

        // A copy: what the caller does to the list meanwhile changes nothing, and nothing can throw once the orders have left.
        OrderRequest[] own = [.. orders];
        if (Array.IndexOf(own, null) >= 0) throw new ArgumentNullException(nameof(orders), "No order may be null.");
        return PlaceAsync(own, grouping, null, null, options, cancellationToken);
    }

    /// <summary>Places orders in one action, with a builder if the batch names one. Wire: action <c>order</c>; with a builder also info <c>maxBuilderFee</c>, weight 20, kept for five minutes.</summary>
    /// <param name="batch">The orders.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>One result an order, in the same order.</returns>
    /// <exception cref="InvalidOrderException">A price or size off the grid, or not above zero, or orders that the grouping rules out, or a builder's fee above what perps allow. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list a coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets or the approval cannot be had, or no connection to the venue: nothing was sent. Without the approval, orders that are all reduce-only are sent without a fee, and with a warning.</exception>
    public Task<IReadOnlyList<OrderResult>> PlaceAsync(OrderBatch batch, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return PlaceAsync([.. batch.Orders], batch.Grouping, batch.Builder, null, options, cancellationToken);
    }

    /// <summary>Looks up an order that was sent, on the dex of its coin, by the client's id that every order has: what to do first where a result is <see cref="OrderResultStatus.Unknown"/>. Wire: info <c>orderStatus</c>, weight 2.</summary>
    /// <param name="result">The result.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Found is a fact. Not found is no proof that the order was not placed: it may be on its way still, and the venue forgets old orders.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<OrderLookup> FindAsync(OrderResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return _account.User.GetOrderAsync(result.Request.Cloid!.Value, CoinName.DexOf(result.Request.Coin), isUrgent: result.Status == OrderResultStatus.Unknown, cancellationToken);
    }

    /// <summary>Places one order that stands for what was asked for in other words than its own.</summary>
    internal async Task<OrderResult> PlaceAsync(OrderRequest order, byte[]? intent, ActionOptions? options, CancellationToken cancellationToken) =>
        (await PlaceAsync([order], OrderGrouping.None, null, intent, options, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>The result of what was placed under a key before; null when nothing was, or it may be asked for again.</summary>
    internal async Task<OrderResult?> JoinAsync(OrderRequest order, byte[] intent, ActionOptions? options, CancellationToken cancellationToken) =>
        _account.Journal is { } journal && await journal.Engine.JoinAsync(_account.Address, options?.IdempotencyKey, "order", intent, cancellationToken).ConfigureAwait(false) is { } outcome
            ? OrderResult.Of(order, outcome, 0, _account.Signer)
            : null;

    private async Task<IReadOnlyList<OrderResult>> PlaceAsync(OrderRequest[] own, OrderGrouping grouping, BuilderFee? builder, byte[]? intent, ActionOptions? options, CancellationToken cancellationToken)
    {
        OrderBatch.CheckGrouping(own, grouping);
        var terms = new OrderTerms[own.Length];
        var warnings = new IReadOnlyList<OrderWarning>[own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            Asset asset;
            (own[i], terms[i], asset) = await PrepareAsync(own[i], cancellationToken).ConfigureAwait(false);
            if (grouping.PriorityRate is not null && asset.Kind == AssetKind.Outcome) throw new InvalidOrderException($"{asset.Coin} is an outcome: its orders cannot pay for priority.");
            if (builder is { Rate: > BuilderFee.MaxPerpRate } && asset.Kind is AssetKind.Perp or AssetKind.BuilderPerp)
            {
                throw new InvalidOrderException(
                    FormattableString.Invariant($"A builder takes at most {BuilderFee.MaxPerpRate} tenths of a basis point on a perpetual such as {asset.Coin}, not {builder.Rate}."), builder.Rate, BuilderFee.MaxPerpRate);
            }

            warnings[i] = [.. MinNotionalWarning(own[i], asset) is { } notional ? (OrderWarning[])[notional] : [], .. i > 0 && grouping == OrderGrouping.NormalTpsl && TriggerWarning(own[i], own[0].Price.Value, "the price of its parent") is { } side ? (OrderWarning[])[side] : []];
        }

        // What was asked for, before anything of it is capped: the same question later is the same question.
        if (_account.Journal is not null) intent ??= PlacementPlan.IntentOf(new OrderAction(terms, grouping, builder), _account.Client.Network);
        if (builder is { Rate: > 0 })
        {
            var (capped, why) = await CapAsync(builder, own, cancellationToken).ConfigureAwait(false);
            if (capped != builder)
            {
                var warning = new OrderWarning(OrderWarningKind.BuilderFeeCapped, FormattableString.Invariant($"the builder was to have {builder.Rate} tenths of a basis point, and {why}"));
                for (var i = 0; i < warnings.Length; i++) warnings[i] = [.. warnings[i], warning];
            }

            builder = capped;
        }

        var results = await SendAsync(new OrderAction(terms, grouping, builder), own, intent, options, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < results.Count; i++) results[i].Warnings = warnings[i];
        return results;
    }

    /// <summary>The order with a client's id, and its form for the wire.</summary>
    private async Task<(OrderRequest Order, OrderTerms Terms, Asset Asset)> PrepareAsync(OrderRequest order, CancellationToken cancellationToken, Cloid? replaced = null)
    {
        // By a journal an order gets the id that follows from its key, and a modification a new one.
        var own = _account.Journal is not null ? order : order with { Cloid = order.Cloid ?? replaced ?? Cloid.NewRandom() };
        var asset = await _account.Client.Universe.GetAsync(own.Coin, cancellationToken).ConfigureAwait(false);
        return (own, own.ToTerms(asset), asset);
    }

    /// <summary>Sends an action about orders and reads one result an order.</summary>
    private async Task<IReadOnlyList<OrderResult>> SendAsync(ExchangeAction action, OrderRequest[] own, byte[]? intent, ActionOptions? options, CancellationToken cancellationToken)
    {
        if (_account.Journal is not null)
        {
            var outcome = await _account.RunByJournalAsync(action, intent, options, cancellationToken).ConfigureAwait(false);
            return [.. own.Select((order, i) => OrderResult.Of(order, outcome, i, _account.Signer))];
        }

        try
        {
            var (response, rejection) = await _account.SendAsync(action, options, cancellationToken).ConfigureAwait(false);
            if (rejection is not null) return [.. own.Select(order => OrderResult.Refused(order, rejection))];
            if (StatusEntry.Split(response!, own.Length) is { } entries) return [.. own.Select((order, i) => OrderResult.FromEntry(order, entries[i], _account.Signer))];
            return action is ModifyAction && response!.Type == "default"
                ? [OrderResult.Accepted(own[0])]
                : throw StatusEntry.Unreadable(action.Type, response!, own.Length);
        }
        catch (HyperliquidException e) when (e.MayHaveExecuted)
        {
            return [.. own.Select(order => OrderResult.Unknown(order, e))];
        }
    }
}

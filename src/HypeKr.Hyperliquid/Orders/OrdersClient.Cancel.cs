namespace HypeKr.Hyperliquid;

public sealed partial class OrdersClient
{
    /// <summary>Cancels one order by the venue's id. Wire: action <c>cancel</c>.</summary>
    /// <param name="coin">The coin of the order.</param>
    /// <param name="orderId">The venue's id.</param>
    /// <param name="fast">Whether to ask for the fast path, on which the venue refuses trigger orders.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<CancelResult> CancelAsync(string coin, long orderId, bool fast = false, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return (await SendAsync(new CancelAction([new OrderCancel(asset.Id, orderId)], fast), [(asset.Coin, orderId)], options, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Cancels one order by the client's id. Wire: action <c>cancelByCloid</c>.</summary>
    /// <param name="coin">The coin of the order.</param>
    /// <param name="cloid">The client's id.</param>
    /// <param name="fast">Whether to ask for the fast path, on which the venue refuses trigger orders.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<CancelResult> CancelAsync(string coin, Cloid cloid, bool fast = false, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        (await CancelAsync(coin, [cloid], fast, options, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Cancels orders for one coin by the client's ids, in one action. Wire: action <c>cancelByCloid</c>.</summary>
    /// <param name="coin">The coin of the orders.</param>
    /// <param name="cloids">One or more of the client's ids.</param>
    /// <param name="fast">Whether to ask for the fast path, on which the venue refuses trigger orders.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>One result an order, in the same order.</returns>
    /// <exception cref="ArgumentException">No orders.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<IReadOnlyList<CancelResult>> CancelAsync(string coin, IReadOnlyList<Cloid> cloids, bool fast = false, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cloids);
        if (cloids.Count == 0) throw new ArgumentException("There is no order to cancel.", nameof(cloids));
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var own = cloids.ToArray();
        return await SendAsync(
            new CancelByCloidAction(own.Select(cloid => new CloidCancel(asset.Id, cloid)), fast),
            [.. own.Select(cloid => (asset.Coin, (OrderTarget)cloid))],
            options,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels open orders in one action. Wire: action <c>cancel</c>.</summary>
    /// <param name="orders">One or more, as <see cref="UserView.GetOpenOrdersAsync"/> gives them.</param>
    /// <param name="fast">Whether to ask for the fast path, on which the venue refuses trigger orders.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>One result an order, in the same order.</returns>
    /// <exception cref="ArgumentException">No orders.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list a coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<IReadOnlyList<CancelResult>> CancelAsync(IReadOnlyList<OpenOrder> orders, bool fast = false, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Count == 0) throw new ArgumentException("There is no order to cancel.", nameof(orders));
        var cancels = new OrderCancel[orders.Count];
        var targets = new (string Coin, OrderTarget Target)[orders.Count];
        for (var i = 0; i < cancels.Length; i++)
        {
            var order = orders[i];
            ArgumentNullException.ThrowIfNull(order, nameof(orders));
            var (coin, id) = await NameAsync(order.Coin, cancellationToken).ConfigureAwait(false);
            cancels[i] = new OrderCancel(id, order.OrderId);
            targets[i] = (coin, order.OrderId);
        }

        return await SendAsync(new CancelAction(cancels, fast), targets, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels all open orders: perps of every dex, spot and outcomes, in one action. Wire: info <c>openOrders</c>, weight 20, then action <c>cancel</c>.</summary>
    /// <param name="dex">Null is everything. A builder dex by name is that one, and empty is the main dex, with spot and outcomes: orders on other dexs then stay.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>
    /// One result an order that was open; none where nothing was, and then nothing is sent. An order that cannot be named in a cancel, since the venue does not list its coin
    /// (<see cref="UnknownCoinException"/>) or the list cannot be had, is <see cref="CancelResultStatus.Unknown"/> with that exception, and the others are cancelled.
    /// </returns>
    /// <remarks>TWAP orders are not open orders: they go on, and place new ones. <see cref="CancelTwapAsync"/> ends each.</remarks>
    /// <exception cref="TransportException">The open orders cannot be had, or no connection to the venue: nothing was sent.</exception>
    /// <exception cref="ResponseFormatException">The open orders cannot be read.</exception>
    public async Task<IReadOnlyList<CancelResult>> CancelAllAsync(string? dex = null, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var open = await _account.User.GetOpenOrdersAsync(dex ?? FeedRoute.AllDexs, cancellationToken).ConfigureAwait(false);
        return await CancelListedAsync(open, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels all open orders for one coin, in one action. Wire: info <c>openOrders</c>, weight 20, then action <c>cancel</c>.</summary>
    /// <param name="coin">The coin.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>One result an order that was open; none where nothing was, and then nothing is sent.</returns>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The open orders cannot be had, or no connection to the venue: nothing was sent.</exception>
    /// <exception cref="ResponseFormatException">The open orders cannot be read.</exception>
    public async Task<IReadOnlyList<CancelResult>> CancelAllOfAsync(string coin, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var open = await _account.User.GetOpenOrdersAsync(asset.Dex, cancellationToken).ConfigureAwait(false);
        return await CancelListedAsync([.. open.Where(order => order.Coin == asset.Coin)], options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets the dead man's switch: at that instant every order of the account is cancelled, unless it is set anew or removed before. Wire: action <c>scheduleCancel</c>.</summary>
    /// <param name="time">At least five seconds ahead on the venue's clock. It can fire ten times a day, counted anew at 00:00 UTC.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <remarks>Each refresh is a request of the address's budget: one every ten seconds is 8,640 a day, of 10,000 that a new account has for good.</remarks>
    /// <exception cref="ActionRejectedException">The venue refused: so with <see cref="RejectionKind.ScheduleCancelVolume"/> where too little was traded.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task ScheduleCancelAsync(DateTimeOffset time, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new ScheduleCancelAction(time), options, cancellationToken);

    /// <summary>Removes the dead man's switch. Wire: action <c>scheduleCancel</c> without <c>time</c>.</summary>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task ClearScheduledCancelAsync(ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new ScheduleCancelAction(), options, cancellationToken);

    /// <summary>Buys requests for the budget of an address, at 0.0005 USDC each, out of the perp balance. Wire: action <c>reserveRequestWeight</c>.</summary>
    /// <param name="weight">How many.</param>
    /// <param name="destination">Whose budget they are for; null is the account's own.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or above <see cref="ReserveRequestWeightAction.MaxWeight"/>.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task ReserveRequestWeightAsync(long weight, Crypto.EthereumAddress? destination = null, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        return _account.SubmitAsync(new ReserveRequestWeightAction(weight, destination), options, cancellationToken);
    }

    /// <summary>Cancels what can be named: a coin that is not listed, or a list that cannot be had, must not keep the other orders on the book.</summary>
    private async Task<IReadOnlyList<CancelResult>> CancelListedAsync(IReadOnlyList<OpenOrder> orders, ActionOptions? options, CancellationToken cancellationToken)
    {
        var results = new CancelResult?[orders.Count];
        var cancels = new List<OrderCancel>(orders.Count);
        var targets = new List<(string Coin, OrderTarget Target)>(orders.Count);
        var unread = new Dictionary<string, HyperliquidException>(StringComparer.Ordinal);
        for (var i = 0; i < results.Length; i++)
        {
            var order = orders[i];
            var list = order.Coin.Contains('/', StringComparison.Ordinal) ? "/" : CoinName.DexOf(order.Coin);
            try
            {
                // Within a panic nobody waits twice for the same list.
                var (coin, id) = CoinName.IdOf(order.Coin) is { } known ? (order.Coin, known)
                    : unread.TryGetValue(list, out var before) ? throw before
                    : await NameAsync(order.Coin, cancellationToken).ConfigureAwait(false);
                cancels.Add(new OrderCancel(id, order.OrderId));
                targets.Add((coin, order.OrderId));
            }
            catch (HyperliquidException e)
            {
                if (e is not UnknownCoinException) unread[list] = e;
                var result = CancelResult.Unknown(e);
                (result.Coin, result.Target) = (order.Coin, order.OrderId);
                results[i] = result;
            }
        }

        if (cancels.Count == 0) return [.. results!];
        var sent = await SendAsync(new CancelAction(cancels), [.. targets], options, cancellationToken).ConfigureAwait(false);
        var next = 0;
        for (var i = 0; i < results.Length; i++) results[i] ??= sent[next++];
        return [.. results!];
    }

    private async Task<(string Coin, AssetId Id)> NameAsync(string coin, CancellationToken cancellationToken)
    {
        if (CoinName.IdOf(coin) is { } id) return (coin, id);
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return (asset.Coin, asset.Id);
    }

    private async Task<IReadOnlyList<CancelResult>> SendAsync(ExchangeAction action, (string Coin, OrderTarget Target)[] targets, ActionOptions? options, CancellationToken cancellationToken)
    {
        var results = await ReadAsync().ConfigureAwait(false);
        for (var i = 0; i < results.Length; i++) (results[i].Coin, results[i].Target) = targets[i];
        return results;

        async Task<CancelResult[]> ReadAsync()
        {
            if (_account.Journal is not null)
            {
                var outcome = await _account.RunByJournalAsync(action, null, options, cancellationToken).ConfigureAwait(false);
                return [.. targets.Select((_, i) => CancelResult.Of(outcome, i, _account.Signer))];
            }

            try
            {
                var (response, rejection) = await _account.SendAsync(action, options, cancellationToken).ConfigureAwait(false);
                if (rejection is not null) return [.. targets.Select(_ => CancelResult.Refused(rejection))];
                return StatusEntry.Split(response!, targets.Length) is { } entries
                    ? [.. entries.Select(entry => CancelResult.FromEntry(entry, _account.Signer))]
                    : throw StatusEntry.Unreadable(action.Type, response!, targets.Length);
            }
            catch (HyperliquidException e) when (e.MayHaveExecuted)
            {
                return [.. targets.Select(_ => CancelResult.Unknown(e))];
            }
        }
    }
}

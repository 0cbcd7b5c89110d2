using System.Runtime.ExceptionServices;

namespace HypeKr.Hyperliquid;

/// <summary>Stops an account: no order leaves this client any more, and those at the venue are cancelled. One for each address and client, whatever signer or policy an account was opened with.</summary>
/// <remarks>
/// It stops this client alone: other processes with the same key go on, and a new process begins with the switch released. Positions stay as they are.
/// Cancels, noops and what is no order (transfers, leverage) still go out; a raw action does when it is a cancel or a noop.
/// </remarks>
public sealed class KillSwitch
{
    /// <summary>So often nothing has to be found open.</summary>
    private const int CleanLooks = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HyperliquidAccount _account;
    private readonly KillSwitches.State _state;

    internal KillSwitch(HyperliquidAccount account) => (_account, _state) = (account, account.Client.Exchange.KillSwitches.Of(account.Address));

    /// <summary>Whether orders are held back.</summary>
    public bool IsEngaged => _state.Reason is not null;

    /// <summary>Why, as it was told; null where it is released.</summary>
    public string? Reason => _state.Reason;

    /// <summary>Since when, on the client's clock; null where it is released.</summary>
    public DateTimeOffset? EngagedAt => _state.EngagedAt;

    /// <summary>Holds back every new order at once, then cancels all open orders of every dex and all running TWAPs, until none is seen any more. Wire: info <c>openOrders</c> and <c>twapHistory</c>, actions <c>cancel</c> and <c>twapCancel</c>; of the cancels' priority.</summary>
    /// <param name="reason">Why, for logs and exceptions. Not empty.</param>
    /// <param name="deadline">How long it may take; it stays engaged after that. Null is 30 seconds.</param>
    /// <param name="allowReducing">Whether reduce-only orders of perps still go out, to close what is open. A <see cref="PositionsClient.CloseAsync"/> is one.</param>
    /// <param name="cancellationToken">Ends the cancelling; the switch stays engaged.</param>
    /// <returns>Whether everything is cancelled, and what failed on the way. What fails does not throw.</returns>
    public async Task<KillReport> EngageAsync(string reason, TimeSpan? deadline = null, bool allowReducing = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (deadline is { } asked) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(asked, TimeSpan.Zero, nameof(deadline));
        _state.Engage(reason, allowReducing);
        Log.KillSwitchEngaged(_account.Client.Logger, _account.Address.Fingerprint);

        var time = _account.Client.TimeProvider;
        using var end = new CancellationTokenSource(deadline ?? TimeSpan.FromSeconds(30), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        var (orders, twaps) = (new List<CancelResult>(), new List<CancelResult>());
        HyperliquidException? failure = null;
        var clean = 0;
        try
        {
            for (var round = 0; clean < CleanLooks; round++)
            {
                // The first round waits for nobody. What had been let out before arrives by the end of its answer.
                if (round > 0)
                {
                    await Task.Delay(Pause, time, linked.Token).ConfigureAwait(false);
                    if (round == 1) await WaitForAnswersAsync(linked.Token).ConfigureAwait(false);
                }

                // TWAPs first: they place orders. That one of the two fails must not keep the other from being cancelled.
                var (found, isKnown) = (0, true);
                foreach (var cancelAsync in (Func<Task<int>>[])[() => CancelTwapsAsync(twaps, linked.Token), () => CancelOrdersAsync(orders, linked.Token)])
                {
                    try
                    {
                        found += await cancelAsync().ConfigureAwait(false);
                    }
                    catch (Exception e) when (e is not OperationCanceledException || !linked.IsCancellationRequested)
                    {
                        // A signer that is elsewhere throws what it likes.
                        failure = e as HyperliquidException ?? new TransportException($"What is open could not be cancelled: {HttpBody.Quote(e.Message)}", isTransient: true, mayHaveExecuted: false, innerException: e);
                        isKnown = false;
                    }
                }

                clean = round > 0 && isKnown && found == 0 ? clean + 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            // It stays engaged, and the report says how far it got.
        }

        return new() { IsClean = clean >= CleanLooks, Orders = orders, Twaps = twaps, Failure = failure };
    }

    /// <summary>Lets orders out again.</summary>
    public void Release()
    {
        _state.Release();
        Log.KillSwitchReleased(_account.Client.Logger, _account.Address.Fingerprint);
    }

    /// <summary>What was let out before is answered, or has had its time.</summary>
    private async Task WaitForAnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _state.WhenIdleAsync().WaitAsync(_account.Client.ExchangeTimeout, _account.Client.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // No answer comes any more.
        }
    }

    private async Task<int> CancelOrdersAsync(List<CancelResult> results, CancellationToken cancellationToken)
    {
        var cancelled = await _account.Orders.CancelAllAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        results.AddRange(cancelled);
        return cancelled.Count;
    }

    private async Task<int> CancelTwapsAsync(List<CancelResult> results, CancellationToken cancellationToken)
    {
        var history = await _account.User.GetTwapHistoryAsync(cancellationToken).ConfigureAwait(false);
        var found = 0;
        Exception? failure = null;
        foreach (var twap in history.Where(entry => entry is { TwapId: not null, State: not null }).GroupBy(entry => entry.TwapId!.Value))
        {
            if (twap.Any(entry => entry.Status?.Kind is { } kind && kind != TwapStatusKind.Activated && kind != TwapStatusKind.WaitingForTrigger)) continue;
            found++;
            try
            {
                results.Add(await _account.Orders.CancelTwapAsync(twap.First().State!.Coin, twap.Key, cancellationToken: cancellationToken).ConfigureAwait(false));
            }
            catch (UnknownCoinException e)
            {
                results.Add(CancelResult.Unknown(e));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The others have their turn even so.
                failure = e;
            }
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return found;
    }
}

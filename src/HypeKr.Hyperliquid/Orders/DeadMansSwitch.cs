namespace HypeKr.Hyperliquid;

/// <summary>Keeps the venue's dead man's switch of an account from firing for as long as this process lives. Wire: action <c>scheduleCancel</c>, and info <c>exchangeStatus</c> for the venue's clock, weight 2.</summary>
/// <remarks>Disposing it leaves the switch set, so that it fires: whoever wants the orders to stay calls <see cref="StopAsync"/>.</remarks>
public sealed class DeadMansSwitch : IAsyncDisposable
{
    private static readonly TimeSpan MinRetry = TimeSpan.FromSeconds(2);

    private readonly HyperliquidAccount _account;
    private readonly DeadMansSwitchOptions _options;
    private readonly Latest<DeadMansSwitchState> _states = new(new(DeadMansSwitchStatus.Stopped, null, 0));
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private int _isStopped;

    /// <summary>The monotonic time at which it fires.</summary>
    private long _setAt;

    private DeadMansSwitch(HyperliquidAccount account, DeadMansSwitchOptions options) => (_account, _options) = (account, options);

    /// <summary>How it stands now.</summary>
    public DeadMansSwitchState Current => _states.Value;

    /// <summary>How it stands, and then each change that is newest when it is asked for. Ends when it is stopped.</summary>
    public IAsyncEnumerable<DeadMansSwitchState> ReadAsync(CancellationToken cancellationToken = default) => _states.ReadAsync(static state => state.Status == DeadMansSwitchStatus.Stopped, cancellationToken);

    /// <summary>Sets it anew no longer, and removes it from the venue: the orders stay.</summary>
    /// <exception cref="ActionRejectedException">The venue refused to remove it: it fires.</exception>
    /// <exception cref="TransportException">No usable answer: it may fire.</exception>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await EndAsync().ConfigureAwait(false);
        await _account.Orders.ClearScheduledCancelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        _states.Publish(Current with { FiresAt = null });
    }

    /// <summary>Sets it anew no longer: it fires at <see cref="DeadMansSwitchState.FiresAt"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    internal static async Task<DeadMansSwitch> StartAsync(HyperliquidAccount account, DeadMansSwitchOptions? options, CancellationToken cancellationToken)
    {
        options ??= new();
        options.Check(nameof(options));
        var self = new DeadMansSwitch(account, options);
        await self.SetAsync(cancellationToken).ConfigureAwait(false);
        self._work = self.KeepAsync();
        return self;
    }

    private async Task KeepAsync()
    {
        await Task.Yield();
        var time = _account.Client.TimeProvider;
        var failures = 0;
        while (true)
        {
            var retry = MinRetry * Math.Pow(2, Math.Min(failures - 1, 10));
            var wait = failures == 0 ? _options.Interval : retry < _options.Interval ? retry : _options.Interval;
            try
            {
                await Task.Delay(wait, time, _stop.Token).ConfigureAwait(false);
                await TrySetAsync(time).ConfigureAwait(false);
                failures = 0;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception thrown)
            {
                // Whatever it is, such as a fault of a signer that is elsewhere: the switch goes on, and says that it fails.
                var e = thrown as HyperliquidException ?? new TransportException($"The dead man's switch could not be set: {HttpBody.Quote(thrown.Message)}", isTransient: true, mayHaveExecuted: false, innerException: thrown);
                failures++;
                var status = HasFired() ? DeadMansSwitchStatus.Fired : DeadMansSwitchStatus.Failing;
                Log.DeadMansSwitchNotSet(_account.Client.Logger, _account.Address.Fingerprint, e.GetType().Name, status == DeadMansSwitchStatus.Fired);
                _states.Publish(Current with { Status = status, Failure = e });
            }
        }
    }

    /// <summary>Sets it anew, or says that it takes too long: a signer that waits for a person must not hide that it is about to fire.</summary>
    private async Task TrySetAsync(TimeProvider time)
    {
        using var deadline = new CancellationTokenSource((_options.Timeout - _options.Interval) / 2, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, deadline.Token);
        await SetAsync(linked.Token).ConfigureAwait(false);
    }

    private bool HasFired() => _account.Client.TimeProvider.GetElapsedTime(_setAt) >= _options.Timeout;

    private async Task SetAsync(CancellationToken cancellationToken)
    {
        // From before the question on, so that it is never thought to be set for longer than it is.
        var (askedAt, local) = (_account.Client.TimeProvider.GetTimestamp(), _account.Client.TimeProvider.GetUtcNow());
        var venueTime = (await _account.Client.Markets.GetExchangeStatusAsync(cancellationToken).ConfigureAwait(false)).Time ?? local;
        var firesAt = venueTime + _options.Timeout;
        await _account.Orders.ScheduleCancelAsync(firesAt, cancellationToken: cancellationToken).ConfigureAwait(false);
        _setAt = askedAt;
        _states.Publish(new(DeadMansSwitchStatus.Armed, firesAt, Current.Refreshes + 1));
    }

    private async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _states.Publish(Current with { Status = DeadMansSwitchStatus.Stopped });
    }
}

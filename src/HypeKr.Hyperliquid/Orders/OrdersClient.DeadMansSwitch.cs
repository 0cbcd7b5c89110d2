namespace HypeKr.Hyperliquid;

public sealed partial class OrdersClient
{
    /// <summary>Sets the dead man's switch and sets it anew for as long as this process lives: when it no longer can, the venue cancels every order of the account. Wire: action <c>scheduleCancel</c>, once now and then at the interval.</summary>
    /// <param name="options">How often, and how long after the last time it fires. By default every minute and three minutes: 1,440 actions a day of the address's budget.</param>
    /// <param name="cancellationToken">Ends the first setting, not the switch.</param>
    /// <exception cref="ActionRejectedException">The venue refused: so with <see cref="RejectionKind.ScheduleCancelVolume"/> where too little was traded.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<DeadMansSwitch> StartDeadMansSwitchAsync(DeadMansSwitchOptions? options = null, CancellationToken cancellationToken = default) => DeadMansSwitch.StartAsync(_account, options, cancellationToken);
}

namespace HypeKr.Hyperliquid;

/// <summary>Referral codes and rewards of one account. Immutable and safe to share.</summary>
public sealed class ReferralsClient
{
    private readonly HyperliquidAccount _account;

    internal ReferralsClient(HyperliquidAccount account) => _account = account;

    /// <summary>Names the referrer whose code the account came with. Wire: action <c>setReferrer</c>.</summary>
    /// <param name="code">1 to 20 characters.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SetReferrerAsync(string code, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SetReferrerAction(code), options, cancellationToken);

    /// <summary>Registers a referral code of the account's own. Wire: action <c>registerReferrer</c>.</summary>
    /// <param name="code">1 to 20 characters.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task RegisterCodeAsync(string code, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new RegisterReferrerAction(code), options, cancellationToken);

    /// <summary>Claims referral and builder rewards. Wire: action <c>claimRewards</c>.</summary>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task ClaimRewardsAsync(ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new ClaimRewardsAction(), options, cancellationToken);
}

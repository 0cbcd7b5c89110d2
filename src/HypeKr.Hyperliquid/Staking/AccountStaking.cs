using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What one account does with staked HYPE, and with a validator that it runs. Immutable and safe to share.</summary>
public sealed class AccountStaking
{
    private readonly HyperliquidAccount _account;

    internal AccountStaking(HyperliquidAccount account) => _account = account;

    /// <summary>Moves HYPE from the spot to the staking balance. Wire: action <c>cDeposit</c>.</summary>
    /// <param name="amount">HYPE, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DepositAsync(decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new StakingDepositAction(amount), options, cancellationToken);

    /// <summary>Moves HYPE from the staking to the spot balance; it arrives after 7 days. Wire: action <c>cWithdraw</c>.</summary>
    /// <param name="amount">HYPE, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task WithdrawAsync(decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new StakingWithdrawAction(amount), options, cancellationToken);

    /// <summary>Delegates staked HYPE to a validator, for a day at least. Wire: action <c>tokenDelegate</c>.</summary>
    /// <param name="validator">The validator.</param>
    /// <param name="amount">HYPE, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DelegateAsync(EthereumAddress validator, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new TokenDelegateAction(validator, amount), options, cancellationToken);

    /// <summary>Takes delegated HYPE back from a validator. Wire: action <c>tokenDelegate</c>.</summary>
    /// <param name="validator">The validator.</param>
    /// <param name="amount">HYPE, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task UndelegateAsync(EthereumAddress validator, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new TokenDelegateAction(validator, amount, isUndelegation: true), options, cancellationToken);

    /// <summary>Links a trading account to a staking account for good, in two steps. Wire: action <c>linkStakingUser</c>.</summary>
    /// <param name="user">The other account.</param>
    /// <param name="isFinal">False for the first step, by the trading account; true for the second, by the staking account.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task LinkAsync(EthereumAddress user, bool isFinal, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new LinkStakingUserAction(user, isFinal), options, cancellationToken);

    /// <summary>Takes its staking discount from a linked trading account. Wire: action <c>stakingLinkDisableTradingUser</c>.</summary>
    /// <param name="tradingUser">The trading account.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DisableTradingUserAsync(EthereumAddress tradingUser, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new StakingLinkDisableTradingUserAction(tradingUser), options, cancellationToken);

    /// <summary>Takes the signer's validator out of consensus, or back in. Wire: action <c>CSignerAction</c>.</summary>
    /// <param name="jailed">True to step out, false to come back.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SetJailedAsync(bool jailed, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new ValidatorJailAction(jailed), options, cancellationToken);

    /// <summary>Registers a validator. Wire: action <c>CValidatorAction</c>.</summary>
    /// <param name="profile">What it says of itself.</param>
    /// <param name="unjailed">Whether it takes part in consensus at once.</param>
    /// <param name="initialStake">HYPE that it delegates to itself: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task RegisterValidatorAsync(ValidatorProfile profile, bool unjailed, decimal initialStake, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(ValidatorAction.Register(profile, unjailed, initialStake), options, cancellationToken);

    /// <summary>Changes the profile of the validator. Wire: action <c>CValidatorAction</c>.</summary>
    /// <param name="change">What changes.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task ChangeValidatorProfileAsync(ValidatorProfileChange change, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(ValidatorAction.ChangeProfile(change), options, cancellationToken);

    /// <summary>Takes the validator off the list. Wire: action <c>CValidatorAction</c>.</summary>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task UnregisterValidatorAsync(ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(ValidatorAction.Unregister(), options, cancellationToken);

    /// <summary>Votes, as a validator, on the risk-free rate. Wire: action <c>validatorL1Stream</c>.</summary>
    /// <param name="riskFreeRate">A fraction of one a year: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task VoteRiskFreeRateAsync(decimal riskFreeRate, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new ValidatorL1StreamAction(riskFreeRate), options, cancellationToken);
}

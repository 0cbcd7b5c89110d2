namespace HypeKr.Hyperliquid;

/// <summary>Settings of one account. Immutable and safe to share.</summary>
public sealed class AccountSettings
{
    private readonly HyperliquidAccount _account;

    internal AccountSettings(HyperliquidAccount account) => _account = account;

    /// <summary>Sets the name that the leaderboard shows. Wire: action <c>setDisplayName</c>.</summary>
    /// <param name="displayName">Up to 20 characters; empty clears it.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SetDisplayNameAsync(string displayName, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SetDisplayNameAction(displayName), options, cancellationToken);

    /// <summary>Chooses the blocks of HyperEVM that the account's transactions go into. Wire: action <c>evmUserModify</c>.</summary>
    /// <param name="usingBigBlocks">True for big (slow) blocks, false for small (fast) ones.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SetBigBlocksAsync(bool usingBigBlocks, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new EvmUserModifyAction(usingBigBlocks), options, cancellationToken);

    /// <summary>Sets how the balances of the account, or of the sub-account that was opened, work together. Wire: action <c>userSetAbstraction</c>.</summary>
    /// <param name="mode">The mode to set.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SetAbstractionAsync(AbstractionMode mode, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new UserSetAbstractionAction(_account.Address, mode), options, cancellationToken);

    /// <summary>Sets how the account's balances work together. An agent may sign it. Wire: action <c>agentSetAbstraction</c>.</summary>
    /// <param name="mode">The mode to set.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SetAbstractionAsAgentAsync(AbstractionMode mode, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new AgentSetAbstractionAction(mode), options, cancellationToken);

    /// <summary>Switches dex abstraction of the account, or of the sub-account that was opened, on or off. The venue calls it deprecated. Wire: action <c>userDexAbstraction</c>.</summary>
    /// <param name="enabled">On or off.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SetDexAbstractionAsync(bool enabled, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new UserDexAbstractionAction(_account.Address, enabled), options, cancellationToken);

    /// <summary>Switches dex abstraction on. An agent may sign it. The venue calls it deprecated. Wire: action <c>agentEnableDexAbstraction</c>.</summary>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task EnableDexAbstractionAsAgentAsync(ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new AgentEnableDexAbstractionAction(), options, cancellationToken);

    /// <summary>Switches portfolio margin of the account, or of the sub-account that was opened, on or off. Wire: action <c>userPortfolioMargin</c>.</summary>
    /// <param name="enabled">On or off.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SetPortfolioMarginAsync(bool enabled, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new UserPortfolioMarginAction(_account.Address, enabled), options, cancellationToken);
}

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Deploys and runs tokens, perp dexs and outcome markets for one account. Immutable and safe to share.</summary>
public sealed class AccountDeployments
{
    private readonly HyperliquidAccount _account;

    internal AccountDeployments(HyperliquidAccount account) => _account = account;

    /// <summary>Carries out a step of deploying a spot token. Wire: action <c>spotDeploy</c>.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DeploySpotAsync(SpotDeployOperation operation, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SpotDeployAction(operation), options, cancellationToken);

    /// <summary>Carries out a step of deploying or running a perp dex. Wire: action <c>perpDeploy</c>.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DeployPerpAsync(PerpDeployOperation operation, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new PerpDeployAction(operation), options, cancellationToken);

    /// <summary>Carries out a step of deploying or settling outcome markets. Wire: action <c>outcomeDeploy</c>.</summary>
    /// <param name="venue">The venue name that the deployer was activated under: 2 to 4 lower-case letters.</param>
    /// <param name="operation">What is done.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DeployOutcomeAsync(string venue, OutcomeDeployOperation operation, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new OutcomeDeployAction(venue, operation), options, cancellationToken);

    /// <summary>Becomes a deployer of outcome markets. Wire: action <c>activateOutcomeDeployer</c>.</summary>
    /// <param name="venueName">The name to deploy under: 2 to 4 lower-case letters.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task ActivateOutcomeDeployerAsync(string venueName, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(ActivateOutcomeDeployerAction.Activate(venueName), options, cancellationToken);

    /// <summary>Stops being a deployer of outcome markets. Wire: action <c>activateOutcomeDeployer</c>.</summary>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DeactivateOutcomeDeployerAsync(ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(ActivateOutcomeDeployerAction.Deactivate(), options, cancellationToken);

    /// <summary>Links a token for good to its HyperEVM contract. Wire: action <c>finalizeEvmContract</c>.</summary>
    /// <param name="finalization">The token, and how its contract proves whom it belongs to.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task FinalizeEvmContractAsync(FinalizeEvmContractAction finalization, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(finalization, options, cancellationToken);

    /// <summary>Takes on a role of an aligned quote token. Wire: action <c>authorizeAqav2Role</c>.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="role">The role.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task AuthorizeAqav2RoleAsync(int token, Aqav2Role role, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new AuthorizeAqav2RoleAction(token, role), options, cancellationToken);

    /// <summary>Bids HYPE for priority in the gossip of blocks. Wire: action <c>gossipPriorityBid</c>.</summary>
    /// <param name="slot">The slot bid for: 0 or 1.</param>
    /// <param name="ipAddress">The IP address of the node.</param>
    /// <param name="maxGas">HYPE that may be paid at most.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task BidGossipPriorityAsync(int slot, string ipAddress, decimal maxGas, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new GossipPriorityBidAction(slot, ipAddress, maxGas), options, cancellationToken);

    /// <summary>Moves collateral into the liquidator of a builder-deployed dex. Wire: action <c>hip3LiquidatorTransfer</c>.</summary>
    /// <param name="dex">The name of the dex.</param>
    /// <param name="amount">USD, above 0: at most 6 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DepositToLiquidatorAsync(string dex, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new Hip3LiquidatorTransferAction(dex, amount, isDeposit: true), options, cancellationToken);

    /// <summary>Moves collateral out of the liquidator of a builder-deployed dex. Wire: action <c>hip3LiquidatorTransfer</c>.</summary>
    /// <param name="dex">The name of the dex.</param>
    /// <param name="amount">USD, above 0: at most 6 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task WithdrawFromLiquidatorAsync(string dex, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new Hip3LiquidatorTransferAction(dex, amount, isDeposit: false), options, cancellationToken);
}

using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Creates sub-accounts of one account, and moves money into and out of them. Immutable and safe to share.</summary>
public sealed class SubAccountsClient
{
    private readonly HyperliquidAccount _account;

    internal SubAccountsClient(HyperliquidAccount account) => _account = account;

    /// <summary>Creates a sub-account. Wire: action <c>createSubAccount</c>.</summary>
    /// <param name="name">1 to 16 characters.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <returns>The address of the sub-account.</returns>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read; the action may have been executed.</exception>
    public async Task<EthereumAddress> CreateAsync(string name, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        CreatedAddress.Read("createSubAccount", await _account.SubmitAsync(new CreateSubAccountAction(name), options, cancellationToken).ConfigureAwait(false));

    /// <summary>Renames a sub-account. Wire: action <c>subAccountModify</c>.</summary>
    /// <param name="subAccount">The sub-account.</param>
    /// <param name="name">1 to 16 characters.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task RenameAsync(EthereumAddress subAccount, string name, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SubAccountModifyAction(subAccount, name), options, cancellationToken);

    /// <summary>Moves perp USDC into a sub-account. Wire: action <c>subAccountTransfer</c>.</summary>
    /// <param name="subAccount">The sub-account.</param>
    /// <param name="amount">USDC, above 0: at most 6 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DepositAsync(EthereumAddress subAccount, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SubAccountTransferAction(subAccount, isDeposit: true, amount), options, cancellationToken);

    /// <summary>Moves perp USDC out of a sub-account. Wire: action <c>subAccountTransfer</c>.</summary>
    /// <param name="subAccount">The sub-account.</param>
    /// <param name="amount">USDC, above 0: at most 6 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task WithdrawAsync(EthereumAddress subAccount, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SubAccountTransferAction(subAccount, isDeposit: false, amount), options, cancellationToken);

    /// <summary>Moves a spot token into a sub-account. Wire: action <c>subAccountSpotTransfer</c>.</summary>
    /// <param name="subAccount">The sub-account.</param>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DepositSpotAsync(EthereumAddress subAccount, TokenName token, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SubAccountSpotTransferAction(subAccount, isDeposit: true, token, amount), options, cancellationToken);

    /// <summary>Moves a spot token out of a sub-account. Wire: action <c>subAccountSpotTransfer</c>.</summary>
    /// <param name="subAccount">The sub-account.</param>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task WithdrawSpotAsync(EthereumAddress subAccount, TokenName token, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SubAccountSpotTransferAction(subAccount, isDeposit: false, token, amount), options, cancellationToken);
}

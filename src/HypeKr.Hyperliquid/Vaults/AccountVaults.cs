using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What one account does with vaults: deposits into them and, as a leader, runs them. Immutable and safe to share.</summary>
public sealed class AccountVaults
{
    private readonly HyperliquidAccount _account;

    internal AccountVaults(HyperliquidAccount account) => _account = account;

    /// <summary>Creates a vault that the account leads. Wire: action <c>createVault</c>.</summary>
    /// <param name="name">3 to 50 characters.</param>
    /// <param name="description">10 to 250 characters.</param>
    /// <param name="initialDeposit">USDC, 100 or more: at most 6 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <returns>The address of the vault.</returns>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read; the action may have been executed.</exception>
    public async Task<EthereumAddress> CreateAsync(string name, string description, decimal initialDeposit, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        CreatedAddress.Read("createVault", await _account.SubmitAsync(new CreateVaultAction(name, description, initialDeposit), options, cancellationToken).ConfigureAwait(false));

    /// <summary>Changes what a vault that the account leads allows. Wire: action <c>vaultModify</c>.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="allowDeposits">Whether others may deposit; null leaves it as it is.</param>
    /// <param name="alwaysCloseOnWithdraw">Whether a withdrawal always closes its share of the positions; null leaves it as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task ModifyAsync(EthereumAddress vault, bool? allowDeposits = null, bool? alwaysCloseOnWithdraw = null, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new VaultModifyAction(vault, allowDeposits, alwaysCloseOnWithdraw), options, cancellationToken);

    /// <summary>Deposits into a vault. Wire: action <c>vaultTransfer</c>.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="amount">USDC, above 0: at most 6 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DepositAsync(EthereumAddress vault, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new VaultTransferAction(vault, isDeposit: true, amount), options, cancellationToken);

    /// <summary>Withdraws from a vault. Wire: action <c>vaultTransfer</c>.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="amount">USDC, above 0: at most 6 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task WithdrawAsync(EthereumAddress vault, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new VaultTransferAction(vault, isDeposit: false, amount), options, cancellationToken);

    /// <summary>Pays out to the depositors of a vault that the account leads. Wire: action <c>vaultDistribute</c>.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="amount">USDC, above 0: at most 6 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task DistributeAsync(EthereumAddress vault, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new VaultDistributeAction(vault, amount), options, cancellationToken);

    /// <summary>Closes a vault that the account leads, and pays everything out. Wire: action <c>vaultDistribute</c>.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task CloseAsync(EthereumAddress vault, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new VaultDistributeAction(vault, 0), options, cancellationToken);
}

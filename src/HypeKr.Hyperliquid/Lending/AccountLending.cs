namespace HypeKr.Hyperliquid;

/// <summary>Supplies and borrows tokens for one account, sub-account or vault. Immutable and safe to share.</summary>
public sealed class AccountLending
{
    private readonly HyperliquidAccount _account;

    internal AccountLending(HyperliquidAccount account) => _account = account;

    /// <summary>Lends a token out. Wire: action <c>borrowLend</c>.</summary>
    /// <param name="token">The index of the token, as in <c>spotMeta.tokens</c>.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits. Null is as much as possible.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SupplyAsync(int token, decimal? amount = null, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new BorrowLendAction(LendingOperation.Supply, token, amount), options, cancellationToken);

    /// <summary>Takes back what was supplied. Wire: action <c>borrowLend</c>.</summary>
    /// <param name="token">The index of the token, as in <c>spotMeta.tokens</c>.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits. Null is as much as possible.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task WithdrawAsync(int token, decimal? amount = null, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new BorrowLendAction(LendingOperation.Withdraw, token, amount), options, cancellationToken);

    /// <summary>Borrows a token. Wire: action <c>borrowLend</c>.</summary>
    /// <param name="token">The index of the token, as in <c>spotMeta.tokens</c>.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task BorrowAsync(int token, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new BorrowLendAction(LendingOperation.Borrow, token, amount), options, cancellationToken);

    /// <summary>Pays back what was borrowed. Wire: action <c>borrowLend</c>.</summary>
    /// <param name="token">The index of the token, as in <c>spotMeta.tokens</c>.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits. Null is as much as possible.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task RepayAsync(int token, decimal? amount = null, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new BorrowLendAction(LendingOperation.Repay, token, amount), options, cancellationToken);
}

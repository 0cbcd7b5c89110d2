namespace HypeKr.Hyperliquid;

/// <summary>Turns quote tokens of one account into shares of outcomes and back, without a trade. Immutable and safe to share.</summary>
public sealed class AccountOutcomes
{
    private readonly HyperliquidAccount _account;

    internal AccountOutcomes(HyperliquidAccount account) => _account = account;

    /// <summary>Turns quote tokens into as many shares of each side. Wire: action <c>userOutcome</c>.</summary>
    /// <param name="outcome">The number of the outcome.</param>
    /// <param name="amount">Shares, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SplitAsync(int outcome, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(UserOutcomeAction.Split(outcome, amount), options, cancellationToken);

    /// <summary>Turns shares of both sides into as many quote tokens. Wire: action <c>userOutcome</c>.</summary>
    /// <param name="outcome">The number of the outcome.</param>
    /// <param name="amount">Shares, above 0: at most 8 fractional digits. Null for as many as possible.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task MergeAsync(int outcome, decimal? amount = null, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(UserOutcomeAction.Merge(outcome, amount), options, cancellationToken);

    /// <summary>Turns first-side shares of every outcome of a question into as many quote tokens. Wire: action <c>userOutcome</c>.</summary>
    /// <param name="question">The number of the question.</param>
    /// <param name="amount">Shares, above 0: at most 8 fractional digits. Null for as many as possible.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task MergeQuestionAsync(int question, decimal? amount = null, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(UserOutcomeAction.MergeQuestion(question, amount), options, cancellationToken);

    /// <summary>Turns second-side shares of one outcome into as many first-side shares of every other outcome of its question. Wire: action <c>userOutcome</c>.</summary>
    /// <param name="question">The number of the question.</param>
    /// <param name="outcome">The number of the outcome.</param>
    /// <param name="amount">Shares, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task NegateAsync(int question, int outcome, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(UserOutcomeAction.Negate(question, outcome, amount), options, cancellationToken);
}

using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

public sealed partial class MultisigClient
{
    /// <summary>Makes an ordinary account a multi-sig account: from then on its own key signs for it no more. Wire: action <c>convertToMultiSigUser</c>.</summary>
    /// <param name="authorizedUsers">1 to <see cref="ConvertToMultisigUserAction.MaxSigners"/> different addresses that exist on the venue.</param>
    /// <param name="threshold">How many of them have to sign.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <remarks>An account that is multi-sig already proposes the same action, or <see cref="ConvertToMultisigUserAction.Revert"/>, to its signers.</remarks>
    /// <exception cref="ArgumentException">No signer, too many, or one twice. Nothing was signed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of range. Nothing was signed.</exception>
    /// <exception cref="InvalidActionException">The signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task ConvertAsync(IEnumerable<EthereumAddress> authorizedUsers, int threshold, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new ConvertToMultisigUserAction(authorizedUsers, threshold), options, cancellationToken);
}

using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A signer gave a signature that is not that of the address which the account was opened with: a wallet that has changed accounts, or one that signed something else. Nothing was sent.</summary>
/// <remarks>The venue takes whom an action is for from the signature, so that such an action would be another account's. Open the account anew with the address that the signer has now.</remarks>
public sealed class ForeignSignatureException : HyperliquidException
{
    internal ForeignSignatureException(string actionType, EthereumAddress signer, EthereumAddress? recovered)
        : base($"'{actionType}' was to be signed by {signer.Fingerprint}, and the signature is {(recovered is { } other ? $"that of {other.Fingerprint}, or over something else" : "nobody's")}: nothing was sent. A wallet may have changed accounts.") =>
        ActionType = actionType;

    /// <summary>The wire type of the action.</summary>
    public string ActionType { get; }
}

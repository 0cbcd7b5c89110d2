using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Signs actions with whatever the account holds: by hash where the key is at hand, as typed data where it is elsewhere. A key in this process has signed when the call returns.</summary>
internal static class ActionSigner
{
    /// <summary>The signature of the address that the account was opened with.</summary>
    /// <exception cref="ForeignSignatureException">The signer gave a signature that is not that address's over this action.</exception>
    public static ValueTask<RecoverableSignature> SignAsync(ExchangeAction action, in ActionEnvelope envelope, ITypedDataSigner signer, EthereumAddress address, CancellationToken cancellationToken) =>
        // The key itself cannot give another's signature.
        signer is PrivateKeySigner key
            ? key.SignHashAsync(action.HashFor(envelope.Context, envelope.VaultAddress, envelope.ExpiresAfter), cancellationToken)
            : SignComparedAsync(action, envelope, signer, address, cancellationToken);

    private static async ValueTask<RecoverableSignature> SignComparedAsync(ExchangeAction action, ActionEnvelope envelope, ITypedDataSigner signer, EthereumAddress address, CancellationToken cancellationToken)
    {
        var hash = action.HashFor(envelope.Context, envelope.VaultAddress, envelope.ExpiresAfter);
        var signing = signer is ILocalSigner local
            ? local.SignHashAsync(hash, cancellationToken)
            : signer.SignTypedDataAsync(action.TypedDataFor(envelope.Context, envelope.VaultAddress, envelope.ExpiresAfter), cancellationToken);
        var signature = await signing.ConfigureAwait(false);
        return signature.IsFrom(address, hash.Digest)
            ? signature
            : throw new ForeignSignatureException(action.Type, address, signature.TryRecover(hash.Digest, out var other) ? other : null);
    }
}

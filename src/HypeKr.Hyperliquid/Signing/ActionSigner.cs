using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Signs actions with whatever the account holds: by hash where the key is at hand, as typed data where it is elsewhere. A key in this process has signed when the call returns.</summary>
internal static class ActionSigner
{
    public static ValueTask<RecoverableSignature> SignAsync(ExchangeAction action, in ActionEnvelope envelope, ITypedDataSigner signer, CancellationToken cancellationToken) =>
        signer is ILocalSigner local
            ? local.SignHashAsync(action.HashFor(envelope.Context, envelope.VaultAddress, envelope.ExpiresAfter), cancellationToken)
            // A wallet whose user has switched to another account would sign for that one, and the venue would take its money.
            : VerifyingSigner.Wrap(signer).SignTypedDataAsync(action.TypedDataFor(envelope.Context, envelope.VaultAddress, envelope.ExpiresAfter), cancellationToken);
}

using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Signs actions with whatever the account holds: by hash where the key is at hand, as typed data where it is elsewhere. A key in this process has signed when the call returns.</summary>
internal static class ActionSigner
{
    public static ValueTask<RecoverableSignature> SignAsync(ExchangeAction action, in ActionEnvelope envelope, ITypedDataSigner signer, CancellationToken cancellationToken) =>
        signer is ILocalSigner local
            ? local.SignHashAsync(action.HashFor(envelope.Context, envelope.VaultAddress, envelope.ExpiresAfter), cancellationToken)
            : signer.SignTypedDataAsync(action.TypedDataFor(envelope.Context, envelope.VaultAddress, envelope.ExpiresAfter), cancellationToken);
}

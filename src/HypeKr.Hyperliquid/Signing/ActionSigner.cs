using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Signs actions with whatever the account holds: by hash where the key is at hand, as typed data where it is elsewhere.</summary>
internal static class ActionSigner
{
    public static ValueTask<SignedAction> SignAsync(ExchangeAction action, ActionEnvelope envelope, ITypedDataSigner signer, CancellationToken cancellationToken)
    {
        var signing = signer is ILocalSigner local
            ? local.SignHashAsync(action.HashFor(envelope.Context, envelope.VaultAddress, envelope.ExpiresAfter), cancellationToken)
            : signer.SignTypedDataAsync(action.TypedDataFor(envelope.Context, envelope.VaultAddress, envelope.ExpiresAfter), cancellationToken);

        // A key in this process has signed by now: no state machine for it.
        return signing.IsCompletedSuccessfully ? new(Signed(action, envelope, signing.Result)) : AwaitAsync(action, envelope, signing);
    }

    private static async ValueTask<SignedAction> AwaitAsync(ExchangeAction action, ActionEnvelope envelope, ValueTask<RecoverableSignature> signing) =>
        Signed(action, envelope, await signing.ConfigureAwait(false));

    private static SignedAction Signed(ExchangeAction action, in ActionEnvelope envelope, RecoverableSignature signature) =>
        new(action, envelope.Context, signature, envelope.VaultAddress, envelope.ExpiresAfter);
}

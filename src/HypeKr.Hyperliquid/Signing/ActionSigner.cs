using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Signs actions with whatever the account holds: by hash where the key is at hand, as typed data where it is elsewhere.</summary>
internal static class ActionSigner
{
    public static ValueTask<SignedAction> SignAsync(
        ExchangeAction action, HyperliquidNetwork network, ITypedDataSigner signer, long nonce, EthereumAddress? vaultAddress, long? expiresAfter, CancellationToken cancellationToken) =>
        SignAsync(action, ActionContext.For(network, nonce), signer, vaultAddress, expiresAfter, cancellationToken);

    public static ValueTask<SignedAction> SignAsync(
        ExchangeAction action, ActionContext context, ITypedDataSigner signer, EthereumAddress? vaultAddress, long? expiresAfter, CancellationToken cancellationToken)
    {
        var signing = signer is ILocalSigner local
            ? local.SignHashAsync(action.HashFor(context, vaultAddress, expiresAfter), cancellationToken)
            : signer.SignTypedDataAsync(action.TypedDataFor(context, vaultAddress, expiresAfter), cancellationToken);

        // A key in this process has signed by now: no state machine for it.
        return signing.IsCompletedSuccessfully
            ? new(new SignedAction(action, context, signing.Result, vaultAddress, expiresAfter))
            : AwaitAsync(action, context, signing, vaultAddress, expiresAfter);
    }

    private static async ValueTask<SignedAction> AwaitAsync(
        ExchangeAction action, ActionContext context, ValueTask<RecoverableSignature> signing, EthereumAddress? vaultAddress, long? expiresAfter) =>
        new(action, context, await signing.ConfigureAwait(false), vaultAddress, expiresAfter);
}

using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Signs L1 actions with whatever the account holds: by hash where the key is at hand, as typed data where it is elsewhere.</summary>
internal static class ActionSigner
{
    public static async ValueTask<SignedAction> SignAsync(
        ExchangeAction action, HyperliquidNetwork network, ITypedDataSigner signer, long nonce, EthereumAddress? vaultAddress, long? expiresAfter, CancellationToken cancellationToken)
    {
        var signature = signer is ILocalSigner local
            ? await local.SignHashAsync(action.ToTypedDataHash(network, nonce, vaultAddress, expiresAfter), cancellationToken).ConfigureAwait(false)
            : await signer.SignTypedDataAsync(action.ToTypedData(network, nonce, vaultAddress, expiresAfter), cancellationToken).ConfigureAwait(false);
        return new(action, nonce, signature, vaultAddress, expiresAfter);
    }
}

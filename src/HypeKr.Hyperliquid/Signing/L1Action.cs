using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An action that is signed by the hash of its MessagePack form: all of trading, and most else. The account's key or an agent's signs it.</summary>
/// <remarks>
/// The venue re-serialises the action it receives as MessagePack and recovers the signer from its hash, so that one member out of order
/// makes it answer that another address does not exist.
/// </remarks>
public abstract class L1Action : ExchangeAction
{
    private protected L1Action()
    {
    }

    /// <summary>The action hash ("connection id"): Keccak-256 of the MessagePack form, the nonce, the vault and the expiry.</summary>
    /// <param name="nonce">The nonce of the envelope, usually Unix milliseconds; not negative.</param>
    /// <param name="vaultAddress">The vault or sub-account acted for, when it is not the account itself.</param>
    /// <param name="expiresAfter">Unix milliseconds after which the venue refuses the action; not negative.</param>
    public Hash32 ComputeHash(long nonce, EthereumAddress? vaultAddress = null, long? expiresAfter = null) =>
        // No L1 action says which chain it is for: the phantom agent does.
        ActionHash.Compute(this, ActionContext.For(HyperliquidChain.Testnet, nonce), null, vaultAddress, expiresAfter);

    /// <summary>The MessagePack form that the hash starts with.</summary>
    /// <param name="nonce">The nonce of the envelope, for the few actions that carry it inside.</param>
    public byte[] ToMessagePack(long nonce = 0)
    {
        var writer = MessagePackWriter.Rent();
        try
        {
            Write(ref writer, ActionContext.For(HyperliquidChain.Testnet, nonce));
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    internal sealed override TypedDataHash HashFor(in ActionContext context, EthereumAddress? vaultAddress, long? expiresAfter) =>
        PhantomAgent.Hash(context.Chain, ActionHash.Compute(this, context, null, vaultAddress, expiresAfter));

    internal sealed override TypedData TypedDataFor(in ActionContext context, EthereumAddress? vaultAddress, long? expiresAfter) =>
        PhantomAgent.ToTypedData(context.Chain, ActionHash.Compute(this, context, null, vaultAddress, expiresAfter));

    internal sealed override TypedDataHash MultisigHashFor(in ActionContext context, in MultisigParties parties, EthereumAddress? vaultAddress, long? expiresAfter) =>
        PhantomAgent.Hash(context.Chain, ActionHash.Compute(this, context.ForMultisigPayload(), parties, vaultAddress, expiresAfter));

    internal sealed override TypedData MultisigTypedDataFor(in ActionContext context, in MultisigParties parties, EthereumAddress? vaultAddress, long? expiresAfter) =>
        PhantomAgent.ToTypedData(context.Chain, ActionHash.Compute(this, context.ForMultisigPayload(), parties, vaultAddress, expiresAfter));
}

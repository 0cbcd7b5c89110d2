using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Keccak-256 of an action's MessagePack form and of what the envelope adds to it.</summary>
internal static class ActionHash
{
    /// <summary>The hash of an action; with parties, of <c>[multiSigUser, outerSigner, action]</c>, which the signers of a multi-sig account sign.</summary>
    public static Hash32 Compute(ExchangeAction action, in ActionContext context, MultisigParties? parties, EthereumAddress? vaultAddress, long? expiresAfter)
    {
        var writer = MessagePackWriter.Rent();
        try
        {
            if (parties is { } both)
            {
                writer.BeginArray(3);
                writer.Address(both.User);
                writer.Address(both.OuterSigner);
            }

            action.Write(ref writer, context);
            return Finish(ref writer, context.Nonce, vaultAddress, expiresAfter);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Appends the nonce, the vault and the expiry, and hashes all of it.</summary>
    public static Hash32 Finish(ref MessagePackWriter writer, long nonce, EthereumAddress? vaultAddress, long? expiresAfter)
    {
        if (expiresAfter is { } expiry) ArgumentOutOfRangeException.ThrowIfNegative(expiry, nameof(expiresAfter));
        writer.RawUInt64((ulong)nonce);
        if (vaultAddress is { } vault)
        {
            Span<byte> bytes = stackalloc byte[EthereumAddress.Size];
            vault.CopyTo(bytes);
            writer.Byte(1);
            writer.Raw(bytes);
        }
        else
        {
            writer.Byte(0);
        }

        if (expiresAfter is { } instant)
        {
            // The marker of an expiry is 0, where the marker of a vault is 1.
            writer.Byte(0);
            writer.RawUInt64((ulong)instant);
        }

        return Keccak256.Hash(writer.Written);
    }
}

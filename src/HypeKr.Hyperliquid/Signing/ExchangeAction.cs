using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An L1 action: what the venue is asked to do, as an immutable value that can be inspected, hashed, signed anywhere and sent.</summary>
/// <remarks>
/// The venue re-serialises the action it receives as MessagePack and recovers the signer from its hash, so that one member out of order
/// makes it answer that another address does not exist. Each action therefore lists its members once, for the hash and for the JSON alike.
/// </remarks>
public abstract class ExchangeAction
{
    private protected ExchangeAction()
    {
    }

    /// <summary>The wire type, such as <c>order</c>.</summary>
    public abstract string Type { get; }

    /// <summary>The action hash ("connection id"): Keccak-256 of the MessagePack form, the nonce, the vault and the expiry.</summary>
    /// <param name="nonce">The nonce of the envelope, usually Unix milliseconds; not negative.</param>
    /// <param name="vaultAddress">The vault or sub-account acted for, when it is not the account itself.</param>
    /// <param name="expiresAfter">Unix milliseconds after which the venue refuses the action; not negative.</param>
    public Hash32 ComputeHash(long nonce, EthereumAddress? vaultAddress = null, long? expiresAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nonce);
        if (expiresAfter is { } expiry) ArgumentOutOfRangeException.ThrowIfNegative(expiry, nameof(expiresAfter));

        var writer = MessagePackWriter.Rent();
        try
        {
            Write(ref writer);
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
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>What a local signer signs: the phantom agent that stands for this action on that network.</summary>
    /// <inheritdoc cref="ComputeHash"/>
    public TypedDataHash ToTypedDataHash(HyperliquidNetwork network, long nonce, EthereumAddress? vaultAddress = null, long? expiresAfter = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return PhantomAgent.Hash(network.Chain, ComputeHash(nonce, vaultAddress, expiresAfter));
    }

    /// <summary>The same as <c>eth_signTypedData_v4</c>, for a wallet or another machine to sign.</summary>
    /// <inheritdoc cref="ComputeHash"/>
    public TypedData ToTypedData(HyperliquidNetwork network, long nonce, EthereumAddress? vaultAddress = null, long? expiresAfter = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return PhantomAgent.ToTypedData(network.Chain, ComputeHash(nonce, vaultAddress, expiresAfter));
    }

    /// <summary>The MessagePack form that the hash starts with.</summary>
    public byte[] ToMessagePack()
    {
        var writer = MessagePackWriter.Rent();
        try
        {
            Write(ref writer);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes the JSON form that is sent.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var json = new JsonWireWriter(writer);
        Write(ref json);
    }

    /// <summary>The JSON form that is sent.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) WriteTo(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    internal abstract void Write(ref MessagePackWriter writer);

    internal abstract void Write(ref JsonWireWriter writer);
}

using System.Buffers.Binary;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Who signed an action, found from the action packed again by this emulator and never from the bytes that came.</summary>
/// <remarks>
/// The hash is keccak256(msgpack ‖ nonce ‖ vault ‖ expiry); it is the <c>connectionId</c> of an EIP-712 <c>Agent</c> in the domain
/// <c>Exchange</c>, version 1, chain 1337. The type hashes are computed here from their texts rather than copied as constants.
/// </remarks>
internal static class SignerRecovery
{
    /// <summary>The phantom agent's source on testnet, the only one the emulator accepts.</summary>
    public const string TestnetSource = "b";

    private static readonly Hash32 AgentType = HashText("Agent(string source,bytes32 connectionId)");
    private static readonly Hash32 Domain = HashDomain();

    /// <summary>The action hash.</summary>
    public static Hash32 HashAction(EmulatedAction action, long nonce, EthereumAddress? vault, long? expiresAfter)
    {
        var packed = new MsgpackWriter();
        action.Pack(packed);

        using var preimage = new MemoryStream();
        preimage.Write(packed.Written);
        WriteBigEndian(preimage, nonce);
        if (vault is { } address)
        {
            Span<byte> bytes = stackalloc byte[EthereumAddress.Size];
            address.CopyTo(bytes);
            preimage.WriteByte(1);
            preimage.Write(bytes);
        }
        else
        {
            preimage.WriteByte(0);
        }

        if (expiresAfter is { } expiry)
        {
            preimage.WriteByte(0);
            WriteBigEndian(preimage, expiry);
        }

        return Keccak256.Hash(preimage.GetBuffer().AsSpan(0, (int)preimage.Length));
    }

    /// <summary>Recovers the signer of an action hash.</summary>
    /// <returns>False when the signature is none: v is not 27 or 28, r or s is out of range, s is high.</returns>
    public static bool TryRecover(Hash32 actionHash, string source, WireSignature signature, out EthereumAddress signer)
    {
        signer = default;
        if (signature.V is not (27 or 28)) return false;

        try
        {
            return RecoverableSignature.Create(signature.R, signature.S, (int)signature.V - 27).TryRecover(Digest(actionHash, source), out signer);
        }
        catch (Exception e) when (e is HypeKrCryptoException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>keccak256(0x1901 ‖ domain ‖ keccak256(type ‖ keccak256(source) ‖ connectionId)): what is signed.</summary>
    public static Hash32 Digest(Hash32 actionHash, string source)
    {
        var agent = HashWords(AgentType, HashText(source), actionHash);
        Span<byte> message = stackalloc byte[2 + 2 * Hash32.Size];
        message[0] = 0x19;
        message[1] = 0x01;
        Domain.CopyTo(message[2..]);
        agent.CopyTo(message[(2 + Hash32.Size)..]);
        return Keccak256.Hash(message);
    }

    private static Hash32 HashDomain()
    {
        Span<byte> chain = stackalloc byte[Hash32.Size];
        chain.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(chain[^2..], 1337);
        return HashWords(
            HashText("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
            HashText("Exchange"),
            HashText("1"),
            new Hash32(chain),
            new Hash32(stackalloc byte[Hash32.Size]));
    }

    private static Hash32 HashText(string text) => Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(text));

    private static Hash32 HashWords(params ReadOnlySpan<Hash32> words)
    {
        var bytes = new byte[words.Length * Hash32.Size];
        for (var i = 0; i < words.Length; i++) words[i].CopyTo(bytes.AsSpan(i * Hash32.Size));
        return Keccak256.Hash(bytes);
    }

    private static void WriteBigEndian(MemoryStream stream, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        stream.Write(bytes);
    }
}

using System.Buffers.Binary;
using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Who signed an action, found from the action packed again by this emulator and never from the bytes that came.</summary>
/// <remarks>
/// <para>The hash of an action of the chain is keccak256(msgpack ‖ nonce ‖ vault ‖ expiry); it is the <c>connectionId</c> of an EIP-712
/// <c>Agent</c> in the domain <c>Exchange</c>, version 1, chain 1337.</para>
/// <para>An action of the owner is an EIP-712 message of its own in the domain <c>HyperliquidSignTransaction</c>, version 1, of the chain
/// that it names. The type hashes are computed here from their texts rather than copied as constants.</para>
/// </remarks>
internal static class SignerRecovery
{
    /// <summary>The phantom agent's source on testnet.</summary>
    public const string TestnetSource = "b";

    /// <summary>The phantom agent's source on mainnet.</summary>
    public const string MainnetSource = "a";

    private const int MostOnStack = 512;
    private const int MostSpared = 16 * 1024;

    // Nothing packs an action within another.
    [ThreadStatic]
    private static MsgpackWriter? _spare;

    private static readonly Hash32 AgentType = HashText("Agent(string source,bytes32 connectionId)");
    private static readonly Hash32 TestnetHash = HashText(TestnetSource);
    private static readonly Hash32 DomainType = HashText("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static readonly Hash32 Version = HashText("1");
    private static readonly Hash32 ChainDomain = HashDomain("Exchange", 1337);

    /// <summary>The action hash.</summary>
    public static Hash32 HashAction(EmulatedAction action, long nonce, EthereumAddress? vault, long? expiresAfter) => Hash(action.Pack, nonce, vault, expiresAfter);

    /// <summary>The hash of what is packed.</summary>
    public static Hash32 Hash(Action<MsgpackWriter> pack, long nonce, EthereumAddress? vault, long? expiresAfter)
    {
        var preimage = _spare ?? new MsgpackWriter();
        preimage.Clear();
        pack(preimage);
        Span<byte> bytes = stackalloc byte[EthereumAddress.Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, nonce);
        preimage.Raw(bytes[..sizeof(long)]);
        preimage.Raw([vault is null ? (byte)0 : (byte)1]);
        if (vault is { } address)
        {
            address.CopyTo(bytes);
            preimage.Raw(bytes);
        }

        if (expiresAfter is { } expiry)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, expiry);
            preimage.Raw([0]);
            preimage.Raw(bytes[..sizeof(long)]);
        }

        _spare = preimage.Written.Length <= MostSpared ? preimage : null;
        return Keccak256.Hash(preimage.Written);
    }

    /// <summary>Recovers the signer of an action hash.</summary>
    /// <returns>False when the signature is none: v is not 27 or 28, r or s is out of range, s is high.</returns>
    public static bool TryRecover(Hash32 actionHash, string source, WireSignature signature, out EthereumAddress signer) =>
        TryRecover(Digest(actionHash, source), signature, out signer);

    /// <summary>Recovers the signer of a digest.</summary>
    public static bool TryRecover(Hash32 digest, WireSignature signature, out EthereumAddress signer)
    {
        signer = default;
        if (signature.V is not (27 or 28)) return false;

        try
        {
            return RecoverableSignature.Create(signature.R, signature.S, (int)signature.V - 27).TryRecover(digest, out signer);
        }
        catch (Exception e) when (e is HypeKrCryptoException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>keccak256(0x1901 ‖ domain ‖ keccak256(type ‖ keccak256(source) ‖ connectionId)): what is signed.</summary>
    public static Hash32 Digest(Hash32 actionHash, string source) => Digest(ChainDomain, HashWords(AgentType, source == TestnetSource ? TestnetHash : HashText(source), actionHash));

    /// <summary>The digest of an action that its owner signs, or that the signers of a multi-sig account do.</summary>
    /// <param name="action">An action with a <see cref="CatalogueAction.Message"/>.</param>
    /// <param name="multisig">The account and the submitter, which signers of a multi-sig account sign, too.</param>
    public static Hash32 MessageDigest(CatalogueAction action, (EthereumAddress User, EthereumAddress OuterSigner)? multisig = null)
    {
        var message = action.Message!;
        var type = new List<string> { "string hyperliquidChain" };
        var words = new List<Hash32> { HashText(action["hyperliquidChain"].Text) };
        if (multisig is { } wrapped)
        {
            type.AddRange(["address payloadMultiSigUser", "address outerSigner"]);
            words.AddRange([Word(wrapped.User), Word(wrapped.OuterSigner)]);
        }

        foreach (var (name, solidity) in message.Fields)
        {
            type.Add($"{solidity} {name}");
            words.Add(Word(action, name, solidity));
        }

        return Digest(Domain(action["signatureChainId"].Text), HashWords([HashText($"HyperliquidTransaction:{message.Name}({string.Join(',', type)})"), .. words]));
    }

    /// <summary>The digest that the submitter of a multi-sig action signs.</summary>
    public static Hash32 MultisigDigest(SendMultisig action, string chain, long nonce, EthereumAddress? vault, long? expiresAfter) => Digest(
        Domain(action.ChainId),
        HashWords(
            HashText("HyperliquidTransaction:SendMultiSig(string hyperliquidChain,bytes32 multiSigActionHash,uint64 nonce)"),
            HashText(chain),
            Hash(action.PackWithoutType, nonce, vault, expiresAfter),
            Word((ulong)nonce)));

    private static Hash32 Word(CatalogueAction action, string name, string solidity) => solidity switch
    {
        "uint64" or "uint32" => Word(action[name].Unsigned),
        "bool" => Word(action[name].Flag ? 1ul : 0),
        "address" => Word(action[name].Address),
        "bytes" => Keccak256.Hash(Convert.FromHexString(action[name].Text.AsSpan(2))),

        // An agent without a name is signed as an empty text, whether the member is there or not; and what a multi-sig account
        // sends as one letter, its signers have signed as a word.
        _ => HashText(name == "abstraction" ? AbstractionWord(action[name].Text) : action.Members.Find(name)?.Text ?? ""),
    };

    private static string AbstractionWord(string text) => text switch
    {
        "i" => "disabled",
        "u" => "unifiedAccount",
        "p" => "portfolioMargin",
        _ => text,
    };

    private static Hash32 Digest(Hash32 domain, Hash32 message)
    {
        Span<byte> bytes = stackalloc byte[2 + 2 * Hash32.Size];
        bytes[0] = 0x19;
        bytes[1] = 0x01;
        domain.CopyTo(bytes[2..]);
        message.CopyTo(bytes[(2 + Hash32.Size)..]);
        return Keccak256.Hash(bytes);
    }

    private static Hash32 Domain(string chainId) =>
        HashDomain("HyperliquidSignTransaction", ulong.Parse(chainId.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    private static Hash32 HashDomain(string name, ulong chain) => HashWords(DomainType, HashText(name), Version, Word(chain), new Hash32(stackalloc byte[Hash32.Size]));

    private static Hash32 Word(ulong value)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes[^8..], value);
        return new Hash32(bytes);
    }

    private static Hash32 Word(EthereumAddress address)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        bytes.Clear();
        address.CopyTo(bytes[(Hash32.Size - EthereumAddress.Size)..]);
        return new Hash32(bytes);
    }

    private static Hash32 HashText(string text) => Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(text));

    private static Hash32 HashWords(params ReadOnlySpan<Hash32> words)
    {
        var size = words.Length * Hash32.Size;
        var bytes = size <= MostOnStack ? stackalloc byte[size] : new byte[size];
        for (var i = 0; i < words.Length; i++) words[i].CopyTo(bytes[(i * Hash32.Size)..]);
        return Keccak256.Hash(bytes);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An action that is signed member by member as EIP-712, so that a wallet shows what is signed: transfers, withdrawals, approvals. The account's own key signs it; an agent cannot.</summary>
/// <remarks>
/// The venue takes the account from the signature: there is no member that names it. The action repeats the nonce of the envelope, and the envelope carries neither vault nor expiry.
/// The chain id of the domain, <c>signatureChainId</c>, is free: it exists so that a browser wallet can sign on the chain it is on. Unless stated, it is Arbitrum's
/// (0xa4b1) for mainnet and Arbitrum Sepolia's (0x66eee) for testnet.
/// </remarks>
public abstract class UserSignedAction : ExchangeAction
{
    private protected UserSignedAction()
    {
    }

    /// <inheritdoc/>
    public sealed override string Type => SignedType.WireType;

    /// <summary>The EIP-712 primary type, such as <c>HyperliquidTransaction:UsdSend</c>.</summary>
    public string PrimaryType => SignedType.PrimaryType;

    internal abstract UserSignedType SignedType { get; }

    internal sealed override bool CanExpire => false;

    /// <summary>As <see cref="ExchangeAction.ToTypedDataHash"/>, for a wallet that signs on a chain of its own.</summary>
    /// <param name="network">The network signed for.</param>
    /// <param name="nonce">The nonce of the envelope.</param>
    /// <param name="signatureChainId">The chain id of the domain, above zero; whoever sends the action has to state the same.</param>
    public TypedDataHash ToTypedDataHash(HyperliquidNetwork network, long nonce, long signatureChainId) =>
        HashFor(ActionContext.For(network, nonce, signatureChainId), null, null);

    /// <summary>As <see cref="ExchangeAction.ToTypedData"/>, for a wallet that signs on a chain of its own.</summary>
    /// <inheritdoc cref="ToTypedDataHash(HyperliquidNetwork, long, long)"/>
    public TypedData ToTypedData(HyperliquidNetwork network, long nonce, long signatureChainId) =>
        TypedDataFor(ActionContext.For(network, nonce, signatureChainId), null, null);

    /// <summary>Tells the members after <c>hyperliquidChain</c>, in their order.</summary>
    internal abstract void WriteFields<TFields>(ref TFields fields, in ActionContext context)
        where TFields : struct, IUserSignedFields;

    internal sealed override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2 + SignedType.LayoutOf(this, context, multisig: false).Fields.Count);
        writer.Name("type"u8);
        writer.Text(SignedType.WireTypeUtf8);
        writer.Name("signatureChainId"u8);
        WriteChainId(ref writer, context.SignatureChainId);
        writer.Name("hyperliquidChain"u8);
        writer.Text(ChainWord(context.Chain));
        var fields = new WireFields<TWriter>(writer);
        WriteFields(ref fields, context);
        writer = fields.Writer;
        writer.EndMap();
    }

    internal static void WriteChainId<TWriter>(ref TWriter writer, long chainId)
        where TWriter : struct, IWireWriter
    {
        Span<byte> text = stackalloc byte[2 + (2 * sizeof(long))];
        "0x"u8.CopyTo(text);
        chainId.TryFormat(text[2..], out var length, "x", CultureInfo.InvariantCulture);
        writer.Text(text[..(2 + length)]);
    }

    internal static ReadOnlySpan<byte> ChainWord(HyperliquidChain chain) => chain == HyperliquidChain.Mainnet ? "Mainnet"u8 : "Testnet"u8;

    internal sealed override TypedDataHash HashFor(in ActionContext context, EthereumAddress? vaultAddress, long? expiresAfter)
    {
        RefuseEnvelope(vaultAddress, expiresAfter);
        return Hash(context, null);
    }

    internal sealed override TypedData TypedDataFor(in ActionContext context, EthereumAddress? vaultAddress, long? expiresAfter)
    {
        RefuseEnvelope(vaultAddress, expiresAfter);
        return Export(context, null);
    }

    internal sealed override TypedDataHash MultisigHashFor(in ActionContext context, in MultisigParties parties, EthereumAddress? vaultAddress, long? expiresAfter)
    {
        RefuseEnvelope(vaultAddress, expiresAfter);
        return Hash(context, parties);
    }

    internal sealed override TypedData MultisigTypedDataFor(in ActionContext context, in MultisigParties parties, EthereumAddress? vaultAddress, long? expiresAfter)
    {
        RefuseEnvelope(vaultAddress, expiresAfter);
        return Export(context, parties);
    }

    private void RefuseEnvelope(EthereumAddress? vaultAddress, long? expiresAfter)
    {
        if (vaultAddress is not null) throw new ArgumentException($"'{Type}' is for the account that signs it: it takes no vault or sub-account.", nameof(vaultAddress));
        if (expiresAfter is not null) throw new ArgumentException($"'{Type}' cannot expire: a user-signed action takes no expiry.", nameof(expiresAfter));
    }

    private TypedDataHash Hash(in ActionContext context, MultisigParties? parties)
    {
        var fields = new HashedFields(SignedType.LayoutOf(this, context, parties is not null).TypeHash);
        try
        {
            fields.String("hyperliquidChain"u8, ChainWord(context.Chain));
            if (parties is { } both)
            {
                fields.Address("payloadMultiSigUser"u8, both.User);
                fields.Address("outerSigner"u8, both.OuterSigner);
            }

            WriteFields(ref fields, context);
            return new(PrimaryType, UserSignedDomain.Separator(context.SignatureChainId), Keccak256.Hash(fields.Words));
        }
        finally
        {
            fields.Dispose();
        }
    }

    private TypedData Export(in ActionContext context, MultisigParties? parties)
    {
        var message = JsonWireWriter.Rent();
        try
        {
            message.BeginMap(0);
            message.Name("hyperliquidChain"u8);
            message.Text(ChainWord(context.Chain));
            if (parties is { } both)
            {
                message.Name("payloadMultiSigUser"u8);
                message.Address(both.User);
                message.Name("outerSigner"u8);
                message.Address(both.OuterSigner);
            }

            var fields = new WireFields<JsonWireWriter>(message, largeIntegersAsText: true);
            WriteFields(ref fields, context);
            message = fields.Writer;
            message.EndMap();
            return Eip712Export.ToTypedData(
                PrimaryType, SignedType.LayoutOf(this, context, parties is not null).Fields, UserSignedDomain.Name, context.SignatureChainId, message.Written);
        }
        finally
        {
            message.Dispose();
        }
    }

    /// <summary>Writes members as the wire has them. The writer is a copy while the members are told; <see cref="Writer"/> gives it back.</summary>
    private struct WireFields<TWriter>(TWriter writer, bool largeIntegersAsText = false) : IUserSignedFields
        where TWriter : struct, IWireWriter
    {
        private const int MaxDigits = 20;
        private const int MaxShortDigits = 15;
        private TWriter _writer = writer;

        public readonly TWriter Writer => _writer;

        public void String(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
        {
            _writer.Name(name);
            _writer.Text(value);
        }

        public void String(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
        {
            _writer.Name(name);
            _writer.Text(utf8);
        }

        public void Address(ReadOnlySpan<byte> name, EthereumAddress value)
        {
            _writer.Name(name);
            _writer.Address(value);
        }

        public void Bool(ReadOnlySpan<byte> name, bool value)
        {
            _writer.Name(name);
            _writer.Boolean(value);
        }

        public void UInt32(ReadOnlySpan<byte> name, uint value) => UInt64(name, value);

        public void UInt64(ReadOnlySpan<byte> name, ulong value)
        {
            _writer.Name(name);
            Integer(value);
        }

        public void Bytes(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            _writer.Name(name);
            var text = ArrayPool<byte>.Shared.Rent(2 + (2 * value.Length));
            try
            {
                var hex = text.AsSpan(0, 2 + (2 * value.Length));
                WireHex.Format(value, hex);
                _writer.Text(hex);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(text);
            }
        }

        public void Word(ReadOnlySpan<byte> name, string solidityType, ReadOnlySpan<char> text, bool textIsNumber, Hash32 word)
        {
            _writer.Name(name);
            if (!textIsNumber || (largeIntegersAsText && text.Length > MaxShortDigits)) _writer.Text(text);
            else if (text.StartsWith('-')) _writer.Integer(long.Parse(text, CultureInfo.InvariantCulture));
            else Integer(ulong.Parse(text, CultureInfo.InvariantCulture));
        }

        // The venue reads any integer; a wallet's JSON reader may not, and typed data says so in text.
        private void Integer(ulong value)
        {
            if (!largeIntegersAsText || value <= WireInteger.Max)
            {
                _writer.Integer(value);
                return;
            }

            Span<byte> text = stackalloc byte[MaxDigits];
            value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
            _writer.Text(text[..length]);
        }
    }

    /// <summary>Encodes members as EIP-712 words, after the hash of their type.</summary>
    private struct HashedFields : IUserSignedFields, IDisposable
    {
        private const int InitialWords = 16;
        private const int StackText = 256;
        private PooledBuffer _words;

        public HashedFields(Hash32 typeHash)
        {
            _words = new PooledBuffer(InitialWords * Hash32.Size);
            typeHash.CopyTo(_words.Reserve(Hash32.Size));
        }

        public readonly ReadOnlySpan<byte> Words => _words.Written;

        public void Dispose() => _words.Dispose();

        public void String(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
        {
            var length = Encoding.UTF8.GetByteCount(value);
            byte[]? rented = null;
            var text = length <= StackText ? stackalloc byte[StackText] : rented = ArrayPool<byte>.Shared.Rent(length);
            Keccak256.Hash(text[..Encoding.UTF8.GetBytes(value, text)], _words.Reserve(Hash32.Size));
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }

        public void String(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8) => Keccak256.Hash(utf8, _words.Reserve(Hash32.Size));

        public void Address(ReadOnlySpan<byte> name, EthereumAddress value) => value.CopyTo(Blank()[(Hash32.Size - EthereumAddress.Size)..]);

        public void Bool(ReadOnlySpan<byte> name, bool value) => Blank()[^1] = value ? (byte)1 : (byte)0;

        public void UInt32(ReadOnlySpan<byte> name, uint value) => UInt64(name, value);

        public void UInt64(ReadOnlySpan<byte> name, ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Blank()[(Hash32.Size - sizeof(ulong))..], value);

        public void Bytes(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Keccak256.Hash(value, _words.Reserve(Hash32.Size));

        public void Word(ReadOnlySpan<byte> name, string solidityType, ReadOnlySpan<char> text, bool textIsNumber, Hash32 word) => word.CopyTo(_words.Reserve(Hash32.Size));

        private Span<byte> Blank()
        {
            var word = _words.Reserve(Hash32.Size);
            word.Clear();
            return word;
        }
    }
}

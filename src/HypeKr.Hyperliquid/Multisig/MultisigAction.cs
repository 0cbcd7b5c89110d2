using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An action of a multi-sig account with the signatures of those who may sign for it. Wire: <c>multiSig</c>, with <c>signatureChainId</c>, <c>signatures</c> and <c>payload</c>.</summary>
/// <remarks>
/// The leader signs the hash of all of it, vault and expiry included, as <c>HyperliquidTransaction:SendMultiSig</c>, and submits it.
/// The inner signatures hold for one nonce, one vault and one expiry: those they were made with.
/// </remarks>
public sealed class MultisigAction : ExchangeAction
{
    private const string WirePrimaryType = "HyperliquidTransaction:SendMultiSig";
    private static readonly Hash32 TypeHash = Keccak256.Hash("HyperliquidTransaction:SendMultiSig(string hyperliquidChain,bytes32 multiSigActionHash,uint64 nonce)"u8);
    private static readonly Hash32 MainnetWord = Keccak256.Hash("Mainnet"u8);
    private static readonly Hash32 TestnetWord = Keccak256.Hash("Testnet"u8);
    private static readonly (string Name, string Type)[] Fields = [("hyperliquidChain", "string"), ("multiSigActionHash", "bytes32"), ("nonce", "uint64")];

    private readonly RecoverableSignature[] _signatures;
    private readonly MultisigParties _parties;

    /// <summary>A wrapper.</summary>
    /// <param name="multisigUser">The multi-sig account.</param>
    /// <param name="outerSigner">The leader, who signs the wrapper and submits it.</param>
    /// <param name="action">What the account does.</param>
    /// <param name="signatures">One or more, each of another signer.</param>
    /// <exception cref="ArgumentException">No signature, a default one, or a multi-sig action inside a multi-sig action.</exception>
    public MultisigAction(EthereumAddress multisigUser, EthereumAddress outerSigner, ExchangeAction action, IEnumerable<RecoverableSignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(signatures);
        if (action is MultisigAction) throw new ArgumentException("A multi-sig action holds no other multi-sig action.", nameof(action));
        _signatures = [.. signatures];
        if (_signatures.Length == 0) throw new ArgumentException("A multi-sig action holds one signature at least.", nameof(signatures));
        if (Array.IndexOf(_signatures, default) >= 0) throw new ArgumentException("A default signature is nobody's.", nameof(signatures));
        _parties = new(multisigUser, outerSigner);
        Action = action;
    }

    /// <inheritdoc/>
    public override string Type => "multiSig";

    /// <summary>The multi-sig account.</summary>
    public EthereumAddress MultisigUser => _parties.User;

    /// <summary>The leader.</summary>
    public EthereumAddress OuterSigner => _parties.OuterSigner;

    /// <summary>What the account does.</summary>
    public ExchangeAction Action { get; }

    /// <summary>The signatures of those who may sign for the account.</summary>
    public IReadOnlyList<RecoverableSignature> Signatures => _signatures;

    internal override ActsFor ActsFor => ActsFor.NamedInAction;

    internal override bool CanExpire => Action.CanExpire;

    internal override int BatchSize => Action.BatchSize;

    internal override string CarriedOutType => Action.CarriedOutType;

    internal override void Describe(ActionFacts facts) => facts.Contains(Action);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(4);
        writer.Name("type"u8);
        writer.Text("multiSig"u8);
        WriteMembers(ref writer, context);
        writer.EndMap();
    }

    internal override TypedDataHash HashFor(in ActionContext context, EthereumAddress? vaultAddress, long? expiresAfter)
    {
        Span<byte> encoded = stackalloc byte[4 * Hash32.Size];
        encoded.Clear();
        TypeHash.CopyTo(encoded);
        (context.Chain == HyperliquidChain.Mainnet ? MainnetWord : TestnetWord).CopyTo(encoded[Hash32.Size..]);
        WrapperHash(context, vaultAddress, expiresAfter).CopyTo(encoded[(2 * Hash32.Size)..]);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(encoded[((4 * Hash32.Size) - sizeof(long))..], context.Nonce);
        return new(WirePrimaryType, UserSignedDomain.Separator(context.SignatureChainId), Keccak256.Hash(encoded));
    }

    internal override TypedData TypedDataFor(in ActionContext context, EthereumAddress? vaultAddress, long? expiresAfter)
    {
        var message = JsonWireWriter.Rent();
        try
        {
            message.BeginMap(3);
            message.Name("hyperliquidChain"u8);
            message.Text(UserSignedAction.ChainWord(context.Chain));
            message.Name("multiSigActionHash"u8);
            message.Text(WrapperHash(context, vaultAddress, expiresAfter).ToString());
            message.Name("nonce"u8);
            message.Integer(context.Nonce);
            message.EndMap();
            return Eip712Export.ToTypedData(WirePrimaryType, Fields, UserSignedDomain.Name, context.SignatureChainId, message.Written);
        }
        finally
        {
            message.Dispose();
        }
    }

    internal override TypedDataHash MultisigHashFor(in ActionContext context, in MultisigParties parties, EthereumAddress? vaultAddress, long? expiresAfter) => throw Nested();

    internal override TypedData MultisigTypedDataFor(in ActionContext context, in MultisigParties parties, EthereumAddress? vaultAddress, long? expiresAfter) => throw Nested();

    /// <summary>The hash of the wrapper without its type, as the venue computes it.</summary>
    internal Hash32 WrapperHash(in ActionContext context, EthereumAddress? vaultAddress, long? expiresAfter)
    {
        var writer = MessagePackWriter.Rent();
        try
        {
            writer.BeginMap(3);
            WriteMembers(ref writer, context);
            writer.EndMap();
            return ActionHash.Finish(ref writer, context.Nonce, vaultAddress, expiresAfter);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static InvalidActionException Nested() => new("A multi-sig action is not signed inside another one.");

    private void WriteMembers<TWriter>(ref TWriter writer, in ActionContext context)
        where TWriter : struct, IWireWriter
    {
        writer.Name("signatureChainId"u8);
        UserSignedAction.WriteChainId(ref writer, context.SignatureChainId);
        writer.Name("signatures"u8);
        writer.BeginArray(_signatures.Length);
        foreach (var signature in _signatures) writer.Signature(signature, trimmed: true);
        writer.EndArray();
        writer.Name("payload"u8);
        writer.BeginMap(3);
        writer.Name("multiSigUser"u8);
        writer.Address(_parties.User);
        writer.Name("outerSigner"u8);
        writer.Address(_parties.OuterSigner);
        writer.Name("action"u8);
        Action.Write(ref writer, context.ForMultisigPayload());
        writer.EndMap();
    }
}

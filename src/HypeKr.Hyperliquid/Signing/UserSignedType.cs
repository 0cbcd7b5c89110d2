using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The EIP-712 type of a user-signed action, alone and as the signers of a multi-sig account sign it. One static value an action; what it computes, it computes once.</summary>
/// <param name="wireType">The action's wire type.</param>
/// <param name="name">The name after <c>HyperliquidTransaction:</c>.</param>
internal sealed class UserSignedType(string wireType, string name)
{
    private Layout? _plain;
    private Layout? _multisig;

    /// <summary>The type of an action that this version knows.</summary>
    public static UserSignedType Known(string wireType) => new(wireType, WireTypes.NameOf(wireType)!);

    public string WireType { get; } = wireType;

    public byte[] WireTypeUtf8 { get; } = Encoding.UTF8.GetBytes(wireType);

    public string PrimaryType { get; } = "HyperliquidTransaction:" + name;

    /// <summary>The declaration as the members of an action give it. They are the same for every action of the type.</summary>
    public Layout LayoutOf(UserSignedAction action, in ActionContext context, bool multisig)
    {
        if ((multisig ? _multisig : _plain) is { } known) return known;

        var declared = new DeclaredFields(multisig);
        action.WriteFields(ref declared, context);
        var layout = new Layout(PrimaryType, declared.Fields);
        if (multisig) _multisig = layout;
        else _plain = layout;
        return layout;
    }

    /// <summary>A struct of EIP-712: its members and the hash of their declaration.</summary>
    internal sealed class Layout
    {
        public Layout(string primaryType, IReadOnlyList<(string Name, string Type)> fields)
        {
            Fields = fields;
            TypeHash = Keccak256.Hash(Encoding.UTF8.GetBytes($"{primaryType}({string.Join(',', fields.Select(field => $"{field.Type} {field.Name}"))})"));
        }

        public IReadOnlyList<(string Name, string Type)> Fields { get; }

        public Hash32 TypeHash { get; }
    }

    private readonly struct DeclaredFields : IUserSignedFields
    {
        private readonly List<(string Name, string Type)> _fields = [("hyperliquidChain", "string")];

        public DeclaredFields(bool multisig)
        {
            if (!multisig) return;
            _fields.Add(("payloadMultiSigUser", "address"));
            _fields.Add(("outerSigner", "address"));
        }

        public IReadOnlyList<(string Name, string Type)> Fields => _fields;

        public void String(ReadOnlySpan<byte> name, ReadOnlySpan<char> value) => Add(name, "string");

        public void String(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8) => Add(name, "string");

        public void Address(ReadOnlySpan<byte> name, EthereumAddress value) => Add(name, "address");

        public void Bool(ReadOnlySpan<byte> name, bool value) => Add(name, "bool");

        public void UInt32(ReadOnlySpan<byte> name, uint value) => Add(name, "uint32");

        public void UInt64(ReadOnlySpan<byte> name, ulong value) => Add(name, "uint64");

        public void Bytes(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Add(name, "bytes");

        public void Word(ReadOnlySpan<byte> name, string solidityType, ReadOnlySpan<char> text, bool textIsNumber, Hash32 word) => Add(name, solidityType);

        private void Add(ReadOnlySpan<byte> name, string type) => _fields.Add((Encoding.UTF8.GetString(name), type));
    }
}

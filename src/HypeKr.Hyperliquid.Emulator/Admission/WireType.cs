namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The shape of a value of an action: what is read, in which order it is hashed, and what is refused with 422.</summary>
internal sealed class WireType
{
    private readonly Func<WireShape, WireNode> _read;

    private WireType(Func<WireShape, WireNode> read) => _read = read;

    public static WireType Text { get; } = new(s => new TextNode(s.Text()));

    public static WireType Unsigned { get; } = new(s => new UnsignedNode(s.Unsigned()));

    /// <summary>A time or a nonce, within 63 bits.</summary>
    public static WireType Time { get; } = new(s => new UnsignedNode((ulong)s.Long()));

    public static WireType Signed { get; } = new(s => new SignedNode(s.Signed()));

    public static WireType Flag { get; } = new(s => new FlagNode(s.Bool()));

    /// <summary>A decimal that is normalised before it is hashed.</summary>
    public static WireType Decimal { get; } = new(s => s.Decimal() is var d ? new DecimalNode(d, d.Text) : null!);

    /// <summary>A decimal inside a message that the user signed as text.</summary>
    public static WireType SignedDecimal { get; } = new(s => new DecimalNode(s.Decimal(), s.Text()));

    /// <summary>An address, hashed in lower case.</summary>
    public static WireType Address { get; } = new(s => s.Address() is var a ? new AddressNode(a, a.ToLowerHex()) : null!);

    /// <summary>An address inside a message that the user signed as text.</summary>
    public static WireType SignedAddress { get; } = new(s => new AddressNode(s.Address(), s.Text()));

    public static WireType Cloid { get; } = new(s => new TextNode(s.Cloid()));

    /// <summary>A decimal and a percent sign.</summary>
    public static WireType Percent { get; } = new(s =>
        s.Text() is var text && text.EndsWith('%') && WireDecimal.TryParse(text[..^1], out var value) ? new DecimalNode(value, text) : throw s.Wrong("a decimal string and %"));

    /// <summary>A number of 64 bits as <c>0x</c> and hexadecimal digits: the chain that a wallet signs for.</summary>
    public static WireType ChainId { get; } = new(s =>
    {
        _ = s.HexNumber();
        return new TextNode(s.Text());
    });

    /// <summary>Bytes as <c>0x</c> and pairs of hexadecimal digits.</summary>
    public static WireType Bytes { get; } = new(s =>
    {
        _ = s.AnyBytes();
        return new TextNode(s.Text());
    });

    /// <summary>A member whose only value is null.</summary>
    public static WireType Null { get; } = new(s => s.Kind == System.Text.Json.JsonValueKind.Null ? new NullNode() : throw s.Wrong("null"));

    public WireNode Read(WireShape shape) => _read(shape);

    public static WireType Custom(Func<WireShape, WireNode> read) => new(read);

    public static WireType Word(params string[] words) => new(s => new TextNode(s.OneOf(words)));

    public static WireType List(WireType item) => new(s => new ListNode(s.Items(item.Read)));

    public static WireType Tuple(params WireType[] items) => new(s =>
    {
        var values = s.Items(item => item);
        if (values.Length != items.Length) throw s.Wrong($"{WireText.Of((long)items.Length)} elements");
        return new ListNode([.. values.Select((value, i) => items[i].Read(value))]);
    });

    public static WireType Nullable(WireType type) => new(s => s.Kind == System.Text.Json.JsonValueKind.Null ? new NullNode() : type.Read(s));

    public static WireType Either(Func<WireShape, bool> isFirst, WireType first, WireType second) => new(s => isFirst(s) ? first.Read(s) : second.Read(s));

    public static WireType Map(params WireField[] fields) => new(s => ReadMap(s, fields));

    /// <summary>An object in which exactly one of the fields is present, beside others that always are.</summary>
    public static WireType Variant(WireField[] always, params WireField[] variants) => new(s =>
    {
        var present = variants.Where(v => s.Any(v.Name) is not null).ToArray();
        if (present.Length != 1) throw s.Wrong($"one of the members {string.Join(", ", variants.Select(v => v.Name))}");
        return ReadMap(s, [.. always, present[0]]);
    });

    private static MapNode ReadMap(WireShape shape, WireField[] fields)
    {
        var members = new List<(string, WireNode)>(fields.Length);
        foreach (var field in fields)
        {
            if (field.Read(shape) is { } value) members.Add((field.Name, value));
        }

        return new MapNode(members);
    }
}

/// <summary>One member of an object.</summary>
internal sealed record WireField(string Name, WireType Type, WirePresence Presence = WirePresence.Required)
{
    public WireNode? Read(WireShape parent)
    {
        switch (Presence)
        {
            case WirePresence.Optional:
                return parent.Optional(Name) is { } present ? Type.Read(present) : null;
            case WirePresence.OnlyTrue:
                return parent.Optional(Name) is { } flag && flag.Bool() ? new FlagNode(true) : null;
            case WirePresence.NullWhenAbsent:
                return parent.Optional(Name) is { } value ? Type.Read(value) : new NullNode();
            default:
                return Type.Read(parent.Any(Name) ?? parent.Member(Name));
        }
    }
}

/// <summary>What the absence of a member means for the hash.</summary>
internal enum WirePresence
{
    /// <summary>It is 422.</summary>
    Required,

    /// <summary>Absent and null are not hashed.</summary>
    Optional,

    /// <summary>Hashed only when it is true.</summary>
    OnlyTrue,

    /// <summary>Absent and null are hashed as null.</summary>
    NullWhenAbsent,
}

using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A value of an action as its <see cref="WireType"/> read it: it can be packed for the hash, and asked for by its kind.</summary>
internal abstract record WireNode
{
    public abstract void Pack(MsgpackWriter writer);

    /// <summary>A member that the type promises.</summary>
    public WireNode this[string name] => Find(name) ?? throw new InvalidOperationException($"The action has no member {name}.");

    public virtual WireNode? Find(string name) => null;

    public virtual string Text => throw Not("a text");

    public virtual WireDecimal Decimal => throw Not("a decimal");

    public virtual EthereumAddress Address => throw Not("an address");

    public virtual ulong Unsigned => throw Not("a non-negative integer");

    public virtual long Signed => throw Not("an integer");

    public virtual bool Flag => throw Not("a flag");

    public virtual IReadOnlyList<WireNode> Items => throw Not("a list");

    public bool IsNull => this is NullNode;

    private InvalidOperationException Not(string kind) => new($"{GetType().Name} is not {kind}.");
}

internal sealed record NullNode : WireNode
{
    public override void Pack(MsgpackWriter writer) => writer.Nil();
}

internal sealed record TextNode(string Value) : WireNode
{
    public override string Text => Value;

    public override void Pack(MsgpackWriter writer) => writer.Text(Value);
}

/// <summary>A decimal, and the text under which it is hashed: the normal one in actions of the chain, the one that was signed in the user's.</summary>
internal sealed record DecimalNode(WireDecimal Value, string Hashed) : WireNode
{
    public override WireDecimal Decimal => Value;

    public override string Text => Hashed;

    public override void Pack(MsgpackWriter writer) => writer.Text(Hashed);
}

/// <summary>An address, and the text under which it is hashed.</summary>
internal sealed record AddressNode(EthereumAddress Value, string Hashed) : WireNode
{
    public override EthereumAddress Address => Value;

    public override string Text => Hashed;

    public override void Pack(MsgpackWriter writer) => writer.Text(Hashed);
}

internal sealed record UnsignedNode(ulong Value) : WireNode
{
    public override ulong Unsigned => Value;

    public override void Pack(MsgpackWriter writer) => writer.Unsigned(Value);
}

internal sealed record SignedNode(long Value) : WireNode
{
    public override long Signed => Value;

    public override void Pack(MsgpackWriter writer) => writer.Signed(Value);
}

internal sealed record FlagNode(bool Value) : WireNode
{
    public override bool Flag => Value;

    public override void Pack(MsgpackWriter writer) => writer.Bool(Value);
}

internal sealed record ListNode(IReadOnlyList<WireNode> Values) : WireNode
{
    public override IReadOnlyList<WireNode> Items => Values;

    public override void Pack(MsgpackWriter writer)
    {
        writer.Array(Values.Count);
        foreach (var value in Values) value.Pack(writer);
    }
}

/// <summary>Members in the venue's order; what was absent and is not hashed is not among them.</summary>
internal sealed record MapNode(IReadOnlyList<(string Name, WireNode Value)> Members) : WireNode
{
    public override WireNode? Find(string name)
    {
        foreach (var (key, value) in Members)
        {
            if (key == name) return value;
        }

        return null;
    }

    public override void Pack(MsgpackWriter writer)
    {
        writer.Map(Members.Count);
        foreach (var (name, value) in Members)
        {
            writer.Text(name);
            value.Pack(writer);
        }
    }
}

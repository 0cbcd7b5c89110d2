using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What an action is written to: MessagePack when it is hashed, JSON when it is sent. One list of members serves both, so they cannot drift apart.</summary>
internal interface IWireWriter
{
    void BeginMap(int count);

    void EndMap();

    void BeginArray(int count);

    void EndArray();

    void Name(ReadOnlySpan<byte> utf8);

    void Name(ReadOnlySpan<char> name);

    void Text(ReadOnlySpan<byte> utf8);

    void Text(ReadOnlySpan<char> text);

    /// <summary>Text of printable ASCII that needs no escape: a number, hex.</summary>
    void Ascii(ReadOnlySpan<byte> text);

    void Integer(long value);

    void Integer(ulong value);

    void Boolean(bool value);

    void Null();
}

/// <summary>The values that the venue writes as text.</summary>
internal static class WireWriterExtensions
{
    public static void Decimal<TWriter>(ref this TWriter writer, decimal value)
        where TWriter : struct, IWireWriter
    {
        Span<byte> text = stackalloc byte[WireDecimal.MaxLength];
        writer.Ascii(text[..WireDecimal.Format(value, text)]);
    }

    public static void Address<TWriter>(ref this TWriter writer, EthereumAddress address)
        where TWriter : struct, IWireWriter
    {
        Span<byte> bytes = stackalloc byte[EthereumAddress.Size];
        address.CopyTo(bytes);
        Span<byte> text = stackalloc byte[2 + (2 * EthereumAddress.Size)];
        WireHex.Format(bytes, text);
        writer.Ascii(text);
    }

    public static void Cloid<TWriter>(ref this TWriter writer, Cloid cloid)
        where TWriter : struct, IWireWriter
    {
        Span<byte> bytes = stackalloc byte[HypeKr.Hyperliquid.Cloid.Size];
        cloid.CopyTo(bytes);
        Span<byte> text = stackalloc byte[2 + (2 * HypeKr.Hyperliquid.Cloid.Size)];
        WireHex.Format(bytes, text);
        writer.Ascii(text);
    }

    /// <summary>A signature as the venue takes it. Trimmed, r and s lose their leading zeros, as they must where they are part of what is hashed.</summary>
    public static void Signature<TWriter>(ref this TWriter writer, RecoverableSignature signature, bool trimmed)
        where TWriter : struct, IWireWriter
    {
        Span<byte> half = stackalloc byte[Hash32.Size];
        writer.BeginMap(3);
        writer.Name("r"u8);
        signature.CopyR(half);
        Half(ref writer, half, trimmed);
        writer.Name("s"u8);
        signature.CopyS(half);
        Half(ref writer, half, trimmed);
        writer.Name("v"u8);
        writer.Integer((long)signature.V);
        writer.EndMap();
    }

    private static void Half<TWriter>(ref TWriter writer, ReadOnlySpan<byte> half, bool trimmed)
        where TWriter : struct, IWireWriter
    {
        Span<byte> text = stackalloc byte[2 + (2 * Hash32.Size)];
        WireHex.Format(half, text);
        if (!trimmed)
        {
            writer.Ascii(text);
            return;
        }

        // Never all zeros: r and s are above zero.
        var start = 2;
        while (text[start] == (byte)'0') start++;
        "0x"u8.CopyTo(text[(start - 2)..]);
        writer.Ascii(text[(start - 2)..]);
    }
}

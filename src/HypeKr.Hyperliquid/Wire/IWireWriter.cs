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
        writer.Text(text[..WireDecimal.Format(value, text)]);
    }

    public static void Address<TWriter>(ref this TWriter writer, EthereumAddress address)
        where TWriter : struct, IWireWriter
    {
        Span<byte> bytes = stackalloc byte[EthereumAddress.Size];
        address.CopyTo(bytes);
        Span<byte> text = stackalloc byte[2 + (2 * EthereumAddress.Size)];
        WireHex.Format(bytes, text);
        writer.Text(text);
    }

    public static void Cloid<TWriter>(ref this TWriter writer, Cloid cloid)
        where TWriter : struct, IWireWriter
    {
        Span<byte> bytes = stackalloc byte[HypeKr.Hyperliquid.Cloid.Size];
        cloid.CopyTo(bytes);
        Span<byte> text = stackalloc byte[2 + (2 * HypeKr.Hyperliquid.Cloid.Size)];
        WireHex.Format(bytes, text);
        writer.Text(text);
    }
}

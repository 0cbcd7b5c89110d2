using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>Numbers that the venue writes as text of their own kind.</summary>
internal static class WireTexts
{
    /// <summary>A decimal followed by a percent sign: <c>30.5%</c>.</summary>
    public static void Percent<TWriter>(ref this TWriter writer, decimal percent)
        where TWriter : struct, IWireWriter
    {
        Span<byte> text = stackalloc byte[WireDecimal.MaxLength + 1];
        var length = WireDecimal.Format(percent, text);
        text[length] = (byte)'%';
        writer.Text(text[..(length + 1)]);
    }

    /// <summary>An integer in quotation marks, as amounts of tokens in their smallest unit are.</summary>
    public static void IntegerText<TWriter>(ref this TWriter writer, ulong value)
        where TWriter : struct, IWireWriter
    {
        Span<byte> text = stackalloc byte[20];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        writer.Text(text[..length]);
    }
}

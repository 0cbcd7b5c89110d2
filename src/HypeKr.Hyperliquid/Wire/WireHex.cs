namespace HypeKr.Hyperliquid;

/// <summary>Bytes as the venue writes them: <c>0x</c> and lower-case hex.</summary>
internal static class WireHex
{
    /// <summary>Fills <paramref name="text"/>, which is two bytes and twice the length of <paramref name="bytes"/> long.</summary>
    public static void Format(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        "0x"u8.CopyTo(text);
        Convert.TryToHexStringLower(bytes, text[2..], out _);
    }
}

using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Takes addresses out of texts that go into messages and logs.</summary>
internal static class AddressRedaction
{
    private const int TextLength = 2 + (2 * EthereumAddress.Size);

    /// <summary>The text with every <c>0x</c> + 40 hex digits replaced by the address's fingerprint.</summary>
    public static string Redact(string text)
    {
        StringBuilder? result = null;
        var copied = 0;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + TextLength))
        {
            result ??= new StringBuilder(text.Length);
            result.Append(text, copied, at - copied).Append("address ").Append(EthereumAddress.Parse(LowerHex(text, at)).Fingerprint);
            copied = at + TextLength;
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The first address in the text.</summary>
    public static EthereumAddress? FindFirst(string text)
    {
        var at = Next(text, 0);
        return at < 0 ? null : EthereumAddress.Parse(LowerHex(text, at));
    }

    // The venue's texts are lower case; mixed case is lowered, since a wrong checksum must not leave an address unredacted.
    private static string LowerHex(string text, int at) => text.Substring(at, TextLength).ToLowerInvariant();

    private static int Next(string text, int from)
    {
        for (var i = from; i + TextLength <= text.Length; i++)
        {
            if (text[i] != '0' || text[i + 1] is not ('x' or 'X')) continue;
            var digits = 0;
            while (digits < TextLength - 2 && char.IsAsciiHexDigit(text[i + 2 + digits])) digits++;
            if (digits == TextLength - 2) return i;
        }

        return -1;
    }
}

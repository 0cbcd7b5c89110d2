using System.Globalization;
using System.Text;

namespace HypeKr.Crypto;

/// <summary>The digest of an EIP-191 personal message (version 0x45), as <c>personal_sign</c> signs it.</summary>
/// <remarks>
/// Keccak-256 of byte 0x19, <c>Ethereum Signed Message:\n</c>, the number of bytes in decimal, and the message. Text and bytes have
/// methods of different names because wallets disagree on text that looks like hex: here text is text.
/// </remarks>
public static class PersonalMessage
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> Prefix => "\u0019Ethereum Signed Message:\n"u8;

    /// <summary>The digest of text, which is signed as UTF-8. Text such as <c>0x1234</c> is six characters, not two bytes.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentException">The text has half of a surrogate pair, which UTF-8 cannot express.</exception>
    public static Hash32 HashText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return HashBytes(StrictUtf8.GetBytes(text));
    }

    /// <summary>The digest of bytes.</summary>
    public static Hash32 HashBytes(ReadOnlySpan<byte> message)
    {
        Span<byte> length = stackalloc byte[10];
        message.Length.TryFormat(length, out var digits, default, CultureInfo.InvariantCulture);

        var data = new byte[Prefix.Length + digits + message.Length];
        Prefix.CopyTo(data);
        length[..digits].CopyTo(data.AsSpan(Prefix.Length));
        message.CopyTo(data.AsSpan(Prefix.Length + digits));
        return Keccak256.Hash(data);
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace HypeKr.Crypto;

/// <summary>A password as keystores take it: NFKC, then UTF-8.</summary>
internal static class KeystorePassword
{
    private const int MaxLength = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether this process normalises at all: with InvariantGlobalization it silently does not.</summary>
    public static bool CanNormalize { get; } = "e\u0301\uFB01".Normalize(NormalizationForm.FormKC) == "\u00E9fi";

    /// <summary>The bytes, in a new array that the garbage collector does not move. Wipe it.</summary>
    /// <exception cref="KeystorePasswordException">Not Unicode text, too long, or outside ASCII where the process cannot normalise.</exception>
    public static byte[] Encode(ReadOnlySpan<char> password, bool canNormalize)
    {
        if (password.Length > MaxLength) throw new KeystorePasswordException("A keystore password has at most 4096 characters.");
        if (Ascii.IsValid(password)) return ToUtf8(password);
        if (!canNormalize)
        {
            throw new KeystorePasswordException(
                "A password with characters outside ASCII is normalised (NFKC) before use, and this process cannot: InvariantGlobalization is on. "
                + "Turn it off, or choose an ASCII password. Without normalisation the key would be another one.");
        }

        char[] normalized = [];
        try
        {
            normalized = GC.AllocateArray<char>(password.GetNormalizedLength(NormalizationForm.FormKC), pinned: true);
            if (!password.TryNormalize(normalized, out var length, NormalizationForm.FormKC)) throw NotUnicode();
            return ToUtf8(normalized.AsSpan(0, length));
        }
        catch (ArgumentException)
        {
            throw NotUnicode();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(normalized.AsSpan()));
        }
    }

    private static byte[] ToUtf8(ReadOnlySpan<char> text)
    {
        var bytes = GC.AllocateArray<byte>(StrictUtf8.GetByteCount(text), pinned: true);
        StrictUtf8.GetBytes(text, bytes);
        return bytes;
    }

    private static KeystorePasswordException NotUnicode() => new("A keystore password is Unicode text; this one has half of a surrogate pair.");
}

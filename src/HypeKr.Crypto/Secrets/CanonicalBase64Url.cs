using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>Base64url that has one text for every value: no white space, no spare bits, padding exactly as asked for.</summary>
/// <remarks>
/// The framework's decoder skips white space and takes padded and unpadded text alike, so what it read is written again and compared:
/// the only test that needs no table.
/// </remarks>
internal static class CanonicalBase64Url
{
    /// <summary>Text up to this length is handled on the stack.</summary>
    private const int StackLimit = 512;

    /// <summary>The number of bytes that <paramref name="length"/> characters decode to at most.</summary>
    public static int MaxDecodedLength(int length) => (int)((long)length * 3 / 4);

    /// <summary>Decodes the whole of <paramref name="text"/>; false, with the destination cleared, for any but the one canonical text of a value.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, bool padded, Span<byte> destination, out int written)
    {
        written = 0;
        var padding = padded ? (text.EndsWith("==") ? 2 : text.EndsWith("=") ? 1 : 0) : 0;
        if (padded && text.Length % 4 != 0) return false;
        var digits = text[..^padding];
        if (Base64Url.DecodeFromChars(digits, destination, out _, out written) == OperationStatus.Done && Matches(destination[..written], digits)) return true;

        CryptographicOperations.ZeroMemory(destination);
        written = 0;
        return false;
    }

    private static bool Matches(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> digits)
    {
        char[]? rented = null;
        var again = digits.Length <= StackLimit ? stackalloc char[digits.Length] : rented = ArrayPool<char>.Shared.Rent(digits.Length);
        try
        {
            return Base64Url.TryEncodeToChars(bytes, again, out var count) && digits.SequenceEqual(again[..count]);
        }
        finally
        {
            again.Clear();
            if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        }
    }
}

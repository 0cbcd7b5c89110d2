using System.Buffers;

namespace HypeKr.Crypto;

/// <summary>Hex text behind <c>0x</c>, and nothing laxer: no <c>0X</c>, no spaces, ASCII digits only.</summary>
internal static class Hex
{
    /// <summary>Reads exactly <c>0x</c> and two digits for every byte of <paramref name="destination"/>.</summary>
    public static bool TryDecodePrefixed(ReadOnlySpan<char> text, Span<byte> destination) =>
        HasPrefix(text) && TryDecode(text[2..], destination);

    /// <summary>Reads exactly two digits for every byte of <paramref name="destination"/>.</summary>
    public static bool TryDecode(ReadOnlySpan<char> digits, Span<byte> destination) =>
        digits.Length == destination.Length * 2
        && Convert.FromHexString(digits, destination, out _, out _) == OperationStatus.Done;

    public static bool HasPrefix(ReadOnlySpan<char> text) => text is ['0', 'x', ..];

    public static string EncodePrefixed(ReadOnlySpan<byte> bytes) => string.Concat("0x", Convert.ToHexStringLower(bytes));
}

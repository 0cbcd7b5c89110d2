using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>HMAC-SHA256 (RFC 2104, RFC 4231), with whole tags only.</summary>
public static class HmacSha256
{
    /// <summary>The size of a tag in bytes.</summary>
    public const int TagSize = HMACSHA256.HashSizeInBytes;

    /// <summary>Writes the tag of <paramref name="data"/> into the first 32 bytes of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (destination.Length < TagSize) throw new ArgumentException("A tag needs 32 bytes of room.", nameof(destination));
        HMACSHA256.HashData(key, data, destination);
    }

    /// <summary>Whether <paramref name="tag"/> is the tag of <paramref name="data"/>: all 32 bytes of it, compared in fixed time. A shortened tag is refused.</summary>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> tag)
    {
        Span<byte> expected = stackalloc byte[TagSize];
        HMACSHA256.HashData(key, data, expected);
        return CryptographicOperations.FixedTimeEquals(expected, tag);
    }
}

using System.Globalization;
using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>HKDF-SHA256 (RFC 5869): makes keys for one labelled use each out of one secret.</summary>
/// <remarks>An absent salt, an empty one and 32 zero bytes are the same salt. Use one info for one purpose, and put lengths before parts that vary.</remarks>
public static class HkdfSha256
{
    /// <summary>The size of the pseudorandom key in bytes.</summary>
    public const int PseudorandomKeySize = 32;

    /// <summary>The longest output in bytes.</summary>
    public const int MaxOutputSize = 255 * 32;

    /// <summary>Both steps: fills <paramref name="destination"/> with a key for <paramref name="info"/>.</summary>
    /// <param name="inputKey">The secret. It should have as much entropy as the key that is wanted; a password does not.</param>
    /// <param name="salt">Not secret, any length.</param>
    /// <param name="info">What the key is for.</param>
    /// <param name="destination">1 to 8,160 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is empty or too long.</exception>
    public static void DeriveKey(ReadOnlySpan<byte> inputKey, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        HKDF.DeriveKey(HashAlgorithmName.SHA256, inputKey, destination, salt, info);
    }

    /// <inheritdoc cref="DeriveKey(ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte}, Span{byte})"/>
    /// <param name="inputKey">The secret. It should have as much entropy as the key that is wanted; a password does not.</param>
    /// <param name="salt">Not secret, any length.</param>
    /// <param name="info">What the key is for.</param>
    /// <param name="length">1 to 8,160 bytes.</param>
    /// <returns>The key. Clear it afterwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is out of range.</exception>
    public static byte[] DeriveKey(ReadOnlySpan<byte> inputKey, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, int length)
    {
        CheckLength(length, nameof(length));
        var key = new byte[length];
        DeriveKey(inputKey, salt, info, key);
        return key;
    }

    /// <summary>The first step: condenses a secret into a pseudorandom key of 32 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    public static void Extract(ReadOnlySpan<byte> inputKey, ReadOnlySpan<byte> salt, Span<byte> destination)
    {
        if (destination.Length < PseudorandomKeySize) throw new ArgumentException("A pseudorandom key needs 32 bytes of room.", nameof(destination));
        HKDF.Extract(HashAlgorithmName.SHA256, inputKey, salt, destination);
    }

    /// <summary>The second step: fills <paramref name="destination"/> with a key for <paramref name="info"/> from a pseudorandom key.</summary>
    /// <exception cref="ArgumentException"><paramref name="pseudorandomKey"/> is shorter than 32 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is empty or too long.</exception>
    public static void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> destination)
    {
        if (pseudorandomKey.Length < PseudorandomKeySize) throw new ArgumentException("A pseudorandom key has 32 bytes or more.", nameof(pseudorandomKey));
        CheckLength(destination.Length, nameof(destination));
        HKDF.Expand(HashAlgorithmName.SHA256, pseudorandomKey, destination, info);
    }

    private static void CheckLength(int length, string parameter)
    {
        if (length is < 1 or > MaxOutputSize)
        {
            throw new ArgumentOutOfRangeException(
                parameter, string.Create(CultureInfo.InvariantCulture, $"{length} bytes were asked for; HKDF-SHA256 gives 1 to {MaxOutputSize}."));
        }
    }
}

using System.Globalization;

namespace HypeKr.Crypto;

/// <summary>Reads what key services hand out as the public key.</summary>
internal static class PublicKeyReader
{
    private const int CompressedSize = 1 + Secp256k1.ScalarSize;
    private const int UncompressedSize = 1 + Secp256k1.PublicKeySize;

    /// <summary>SubjectPublicKeyInfo (RFC 5480) of id-ecPublicKey and secp256k1, up to the uncompressed point.</summary>
    private static ReadOnlySpan<byte> InfoPrefix =>
    [
        0x30, 0x56, 0x30, 0x10, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x0A, 0x03, 0x42, 0x00,
    ];

    /// <summary>Reads SEC 1 compressed (33 bytes) or uncompressed (65), or the DER of a SubjectPublicKeyInfo (88), into x and y.</summary>
    /// <exception cref="InvalidPublicKeyException">Another form, or not a point of the curve.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        var point = bytes.Length == InfoPrefix.Length + UncompressedSize && bytes.StartsWith(InfoPrefix) ? bytes[InfoPrefix.Length..] : bytes;
        var form = point is { Length: CompressedSize } and [2 or 3, ..] or { Length: UncompressedSize } and [4, ..];
        if (!form)
        {
            throw new InvalidPublicKeyException(string.Create(
                CultureInfo.InvariantCulture,
                $"{bytes.Length} bytes are not a public key: it is 33 bytes (02 or 03), 65 bytes (04), or the 88 bytes of a SubjectPublicKeyInfo of secp256k1."));
        }

        if (!ManagedSecp256k1.TryDecodePoint(point, destination)) throw new InvalidPublicKeyException("The public key is not a point of secp256k1.");
    }
}

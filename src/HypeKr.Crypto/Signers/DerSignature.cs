namespace HypeKr.Crypto;

/// <summary>An ECDSA signature as the DER of <c>SEQUENCE { r INTEGER, s INTEGER }</c> (RFC 3279 2.2.3).</summary>
internal static class DerSignature
{
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;

    /// <summary>Fills r ‖ s, 64 bytes. False for BER, a negative or padded integer, one of more than 32 bytes, and bytes left over.</summary>
    public static bool TryRead(ReadOnlySpan<byte> der, Span<byte> rs)
    {
        // Both integers have at most 33 bytes, so every length is one byte below 0x80.
        if (der.Length < 2 || der[0] != Sequence || der[1] >= 0x80 || der[1] != der.Length - 2) return false;
        var rest = der[2..];
        return TryReadInteger(ref rest, rs[..Secp256k1.ScalarSize])
            && TryReadInteger(ref rest, rs.Slice(Secp256k1.ScalarSize, Secp256k1.ScalarSize))
            && rest.IsEmpty;
    }

    private static bool TryReadInteger(ref ReadOnlySpan<byte> rest, Span<byte> scalar)
    {
        if (rest.Length < 2 || rest[0] != Integer) return false;
        int length = rest[1];
        if (length == 0 || length > rest.Length - 2) return false;

        var value = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        if (value[0] >= 0x80) return false;
        if (value[0] == 0 && length > 1)
        {
            if (value[1] < 0x80) return false;
            value = value[1..];
        }

        if (value.Length > scalar.Length) return false;
        scalar.Clear();
        value.CopyTo(scalar[(scalar.Length - value.Length)..]);
        return true;
    }
}

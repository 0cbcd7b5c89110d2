using System.Buffers.Binary;

namespace HypeKr.Crypto;

/// <summary>The numbers of secp256k1 (SEC 2 2.4.1) that need no curve: what a scalar is, which s is low, a digest modulo n.</summary>
internal static class Secp256k1
{
    public const int ScalarSize = 32;

    /// <summary>x and y of a public key, without the leading 0x04.</summary>
    public const int PublicKeySize = 2 * ScalarSize;

    private static ReadOnlySpan<byte> Order =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE,
        0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36, 0x41, 0x41,
    ];

    private static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x5D, 0x57, 0x6E, 0x73, 0x57, 0xA4, 0x50, 0x1D, 0xDF, 0xE9, 0x2F, 0x46, 0x68, 0x1B, 0x20, 0xA0,
    ];

    /// <summary>Whether 1 ≤ scalar &lt; n, in the same time for every scalar.</summary>
    public static bool IsScalar(ReadOnlySpan<byte> scalar)
    {
        var any = 0;
        foreach (var b in scalar) any |= b;
        return (any != 0) & Subtract(scalar, Order, []);
    }

    /// <summary>Whether s ≤ n/2, which EIP-2 asks for.</summary>
    public static bool IsLow(ReadOnlySpan<byte> s) => !Subtract(HalfOrder, s, []);

    /// <summary>n − scalar, in its place.</summary>
    public static void Negate(Span<byte> scalar) => Subtract(Order, scalar, scalar);

    /// <summary>The digest modulo n. One subtraction does it, since n is more than half of 2^256.</summary>
    public static void Reduce(Hash32 digest, Span<byte> destination)
    {
        digest.CopyTo(destination);
        if (!Subtract(destination, Order, [])) Subtract(destination, Order, destination);
    }

    /// <summary>Keccak-256 over x and y, the last 20 bytes.</summary>
    public static EthereumAddress Address(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> hash = stackalloc byte[Keccak256.HashSize];
        Keccak256.Hash(publicKey, hash);
        return new EthereumAddress(hash[(Keccak256.HashSize - EthereumAddress.Size)..]);
    }

    /// <summary>Writes left − right modulo 2^256 unless the destination is empty; true if left &lt; right. No branch depends on the values.</summary>
    private static bool Subtract(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> destination)
    {
        ulong borrow = 0;
        for (var i = ScalarSize - sizeof(ulong); i >= 0; i -= sizeof(ulong))
        {
            unchecked
            {
                var difference = (UInt128)BinaryPrimitives.ReadUInt64BigEndian(left[i..]) - BinaryPrimitives.ReadUInt64BigEndian(right[i..]) - borrow;
                borrow = (ulong)(difference >> 64) & 1;
                if (!destination.IsEmpty) BinaryPrimitives.WriteUInt64BigEndian(destination[i..], (ulong)difference);
            }
        }

        return borrow != 0;
    }
}

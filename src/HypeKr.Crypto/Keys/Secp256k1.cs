using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using Org.BouncyCastle.Utilities;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace HypeKr.Crypto;

/// <summary>Recoverable ECDSA over secp256k1 (SEC 1 4.1, SEC 2 2.4.1), deterministic by RFC 6979, with low s.</summary>
internal static class Secp256k1
{
    public const int ScalarSize = 32;

    // The custom curve has its own field arithmetic; the generic one of the same name signs five times slower.
    private static readonly X9ECParameters Parameters = CustomNamedCurves.GetByName("secp256k1");
    private static readonly ECPoint Generator = Parameters.G;
    private static readonly BigInteger Order = Parameters.N;
    private static readonly BigInteger HalfOrder = Order.ShiftRight(1);

    private static ReadOnlySpan<byte> OrderBytes =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE,
        0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36, 0x41, 0x41,
    ];

    private static ReadOnlySpan<byte> HalfOrderBytes =>
    [
        0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x5D, 0x57, 0x6E, 0x73, 0x57, 0xA4, 0x50, 0x1D, 0xDF, 0xE9, 0x2F, 0x46, 0x68, 0x1B, 0x20, 0xA0,
    ];

    /// <summary>Whether 1 ≤ scalar &lt; n, in the same time for every scalar.</summary>
    public static bool IsScalar(ReadOnlySpan<byte> scalar)
    {
        var any = 0;
        foreach (var b in scalar) any |= b;
        return (any != 0) & Subtract(scalar, OrderBytes, []);
    }

    /// <summary>Whether s ≤ n/2, which EIP-2 asks for.</summary>
    public static bool IsLow(ReadOnlySpan<byte> s) => !Subtract(HalfOrderBytes, s, []);

    /// <summary>The uncompressed public key without its leading 0x04: x and y, 64 bytes.</summary>
    public static void PublicKey(ReadOnlySpan<byte> key, Span<byte> destination) =>
        WritePoint(MultiplyGenerator(new BigInteger(1, key)), destination);

    /// <summary>Keccak-256 over x and y, the last 20 bytes.</summary>
    public static EthereumAddress Address(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> hash = stackalloc byte[Keccak256.HashSize];
        Keccak256.Hash(publicKey, hash);
        return new EthereumAddress(hash[(Keccak256.HashSize - EthereumAddress.Size)..]);
    }

    /// <summary>Signs; <paramref name="entropy"/> is empty for RFC 6979 as it stands, or the additional data of its section 3.6.</summary>
    public static RecoverableSignature Sign(ReadOnlySpan<byte> key, Hash32 digest, ReadOnlySpan<byte> entropy)
    {
        Span<byte> e32 = stackalloc byte[ScalarSize];
        Span<byte> k32 = stackalloc byte[ScalarSize];
        Span<byte> nonceState = stackalloc byte[Rfc6979Nonces.StateSize];
        ReduceDigest(digest, e32);
        var nonces = new Rfc6979Nonces(nonceState, key, e32, entropy);
        try
        {
            var e = new BigInteger(1, e32);
            var d = PadSecret(new BigInteger(1, key));
            while (true)
            {
                nonces.Next(k32);
                var k = new BigInteger(1, k32);
                var point = MultiplyGenerator(k);
                var x = point.AffineXCoord.ToBigInteger();
                var odd = point.AffineYCoord.TestBitZero();

                // An x of n or more would need recovery id 2 or 3, which Ethereum has no word for. No such nonce is known.
                if (x.CompareTo(Order) >= 0 || x.SignValue == 0) continue;

                var s = BigIntegers.ModOddInverse(Order, k).Multiply(e.Add(d.Multiply(x))).Mod(Order);
                if (s.SignValue == 0) continue;

                if (s.CompareTo(HalfOrder) > 0)
                {
                    s = Order.Subtract(s);
                    odd = !odd;
                }

                return new RecoverableSignature(ToHash32(x), ToHash32(s), odd);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(k32);
            CryptographicOperations.ZeroMemory(nonceState);
        }
    }

    /// <summary>The address whose key made the signature (SEC 1 4.1.6), or false where the rules for r, s or the point are broken.</summary>
    public static bool TryRecover(Hash32 digest, ReadOnlySpan<byte> r32, ReadOnlySpan<byte> s32, bool odd, out EthereumAddress address)
    {
        address = default;
        if (!IsScalar(r32) || !IsScalar(s32) || !IsLow(s32)) return false;

        var curve = Parameters.Curve;
        var r = new BigInteger(1, r32);
        var s = new BigInteger(1, s32);
        var x = curve.FromBigInteger(r);
        var y = x.Square().Multiply(x).Add(curve.B).Sqrt();
        if (y is null) return false;
        if (y.TestBitZero() != odd) y = y.Negate();
        var point = curve.CreatePoint(x.ToBigInteger(), y.ToBigInteger());

        Span<byte> e32 = stackalloc byte[ScalarSize];
        ReduceDigest(digest, e32);
        var inverse = BigIntegers.ModOddInverse(Order, r);
        var u1 = new BigInteger(1, e32).Negate().Multiply(inverse).Mod(Order);
        var u2 = s.Multiply(inverse).Mod(Order);
        var key = ECAlgorithms.SumOfTwoMultiplies(Generator, u1, point, u2).Normalize();
        if (key.IsInfinity) return false;

        Span<byte> publicKey = stackalloc byte[2 * ScalarSize];
        WritePoint(key, publicKey);
        address = Address(publicKey);
        return true;
    }

    private static ECPoint MultiplyGenerator(BigInteger scalar) => new FixedPointCombMultiplier().Multiply(Generator, scalar).Normalize();

    /// <summary>d + m·n for a random m of 64 bits: the same residue, but always 320 bits, so that the size of d does not show in the time.</summary>
    private static BigInteger PadSecret(BigInteger d)
    {
        Span<byte> m = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(m);
        m[0] |= 0x80;
        return d.Add(new BigInteger(1, m).Multiply(Order));
    }

    /// <summary>The digest modulo n. One subtraction does it, since n is more than half of 2^256.</summary>
    private static void ReduceDigest(Hash32 digest, Span<byte> destination)
    {
        digest.CopyTo(destination);
        if (!Subtract(destination, OrderBytes, [])) Subtract(destination, OrderBytes, destination);
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

    private static Hash32 ToHash32(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[ScalarSize];
        BigIntegers.AsUnsignedByteArray(value, bytes);
        return new Hash32(bytes);
    }

    private static void WritePoint(ECPoint point, Span<byte> destination)
    {
        point.AffineXCoord.EncodeTo(destination[..ScalarSize]);
        point.AffineYCoord.EncodeTo(destination.Slice(ScalarSize, ScalarSize));
    }
}

using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using Org.BouncyCastle.Utilities;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace HypeKr.Crypto;

/// <summary>BouncyCastle's field and point arithmetic. Its big integers hold copies of key and nonce that nobody can wipe.</summary>
internal sealed class ManagedSecp256k1 : Secp256k1Backend
{
    // The custom curve has its own field arithmetic; the generic one of the same name signs five times slower.
    private static readonly X9ECParameters Parameters = CustomNamedCurves.GetByName("secp256k1");
    private static readonly ECPoint Generator = Parameters.G;
    private static readonly BigInteger Order = Parameters.N;
    private static readonly BigInteger HalfOrder = Order.ShiftRight(1);

    public override bool IsNative => false;

    public override string ToString() => "managed (BouncyCastle)";

    /// <summary>Reads a point of 33 or 65 bytes (SEC 1 2.3.4) into x and y; false where it is not on the curve.</summary>
    public static bool TryDecodePoint(ReadOnlySpan<byte> encoded, Span<byte> destination)
    {
        try
        {
            WritePoint(Parameters.Curve.DecodePoint(encoded).Normalize(), destination);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or InvalidOperationException)
        {
            return false;
        }
    }

    private protected override void ComputePublicKey(ReadOnlySpan<byte> key, Span<byte> destination) =>
        WritePoint(MultiplyGenerator(new BigInteger(1, key)), destination);

    private protected override void SignReduced(ReadOnlySpan<byte> key, ReadOnlySpan<byte> e32, ReadOnlySpan<byte> entropy, Span<byte> rs, out bool odd)
    {
        Span<byte> k32 = stackalloc byte[Secp256k1.ScalarSize];
        Span<byte> nonceState = stackalloc byte[Rfc6979Nonces.StateSize];
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
                odd = point.AffineYCoord.TestBitZero();

                // An x of n or more would need recovery id 2 or 3, which Ethereum has no word for. No such nonce is known.
                if (x.CompareTo(Order) >= 0 || x.SignValue == 0) continue;

                var s = BigIntegers.ModOddInverse(Order, k).Multiply(e.Add(d.Multiply(x))).Mod(Order);
                if (s.SignValue == 0) continue;

                if (s.CompareTo(HalfOrder) > 0)
                {
                    s = Order.Subtract(s);
                    odd = !odd;
                }

                BigIntegers.AsUnsignedByteArray(x, rs[..Secp256k1.ScalarSize]);
                BigIntegers.AsUnsignedByteArray(s, rs.Slice(Secp256k1.ScalarSize, Secp256k1.ScalarSize));
                return;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(k32);
            CryptographicOperations.ZeroMemory(nonceState);
        }
    }

    private protected override bool TryRecoverChecked(ReadOnlySpan<byte> e32, ReadOnlySpan<byte> rs, bool odd, Span<byte> publicKey)
    {
        var curve = Parameters.Curve;
        var r = new BigInteger(1, rs[..Secp256k1.ScalarSize]);
        var s = new BigInteger(1, rs[Secp256k1.ScalarSize..]);
        var x = curve.FromBigInteger(r);
        var y = x.Square().Multiply(x).Add(curve.B).Sqrt();
        if (y is null) return false;
        if (y.TestBitZero() != odd) y = y.Negate();
        var point = curve.CreatePoint(x.ToBigInteger(), y.ToBigInteger());

        var inverse = BigIntegers.ModOddInverse(Order, r);
        var u1 = new BigInteger(1, e32).Negate().Multiply(inverse).Mod(Order);
        var u2 = s.Multiply(inverse).Mod(Order);
        var key = ECAlgorithms.SumOfTwoMultiplies(Generator, u1, point, u2).Normalize();
        if (key.IsInfinity) return false;

        WritePoint(key, publicKey);
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

    private static void WritePoint(ECPoint point, Span<byte> destination)
    {
        point.AffineXCoord.EncodeTo(destination[..Secp256k1.ScalarSize]);
        point.AffineYCoord.EncodeTo(destination.Slice(Secp256k1.ScalarSize, Secp256k1.ScalarSize));
    }
}

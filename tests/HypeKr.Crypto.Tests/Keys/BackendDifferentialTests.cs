using System.Numerics;

namespace HypeKr.Crypto.Tests;

/// <summary>Both backends over the same inputs, weighted towards the edges: 2,000 of them, or 100,000 where HYPEKR_FULL is 1.</summary>
public sealed class BackendDifferentialTests
{
    private const int Seed = 20261125;

    private static readonly int Count = Environment.GetEnvironmentVariable("HYPEKR_FULL") == "1" ? 100_000 : 2_000;
    private static readonly BigInteger Order = Number(Convert.FromHexString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"));
    private static readonly BigInteger Field = Number(Convert.FromHexString("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"));

    private static readonly BigInteger[] Edges = [.. new[] { 0, Order / 2, Order, Field, BigInteger.One << 128, BigInteger.One << 255, BigInteger.One << 256 }
        .SelectMany(edge => Enumerable.Range(-4, 9).Select(step => edge + step)).Where(value => value.Sign >= 0 && value < BigInteger.One << 256)];

    [NativeFact]
    public void Keys_signatures_and_recovery_are_the_same_bytes()
    {
        var random = new Random(Seed);
        Span<byte> managedKey = stackalloc byte[64];
        Span<byte> nativeKey = stackalloc byte[64];
        for (var i = 0; i < Count; i++)
        {
            var (key, digest) = (Word(random), new Hash32(Word(random)));
            while (!Secp256k1.IsScalar(key)) key = Word(random);
            var entropy = i % 2 == 0 ? [] : Word(random);

            Secp256k1Backend.Managed.PublicKey(key, managedKey);
            Secp256k1Backend.Native.PublicKey(key, nativeKey);
            Assert.True(managedKey.SequenceEqual(nativeKey), Case(i));

            var signature = Secp256k1Backend.Managed.Sign(key, digest, entropy);
            Assert.True(signature == Secp256k1Backend.Native.Sign(key, digest, entropy), Case(i));
            var address = Secp256k1.Address(managedKey);
            Assert.True(signature.TryRecover(Secp256k1Backend.Native, digest, out var recovered) && recovered == address, Case(i));
            Assert.True(signature.TryRecover(Secp256k1Backend.Managed, digest, out recovered) && recovered == address, Case(i));
        }
    }

    [NativeFact]
    public void Recovery_from_any_r_and_s_has_the_same_outcome()
    {
        var random = new Random(Seed + 1);
        var (recovered, refused) = (0, 0);
        Span<byte> managedKey = stackalloc byte[64];
        Span<byte> nativeKey = stackalloc byte[64];
        for (var i = 0; i < Count; i++)
        {
            var (r, s, digest, odd) = (Word(random), Word(random), new Hash32(Word(random)), random.Next(2) == 1);
            if (random.Next(2) == 0) s[0] &= 0x7F;
            var managed = Secp256k1Backend.Managed.TryRecoverPublicKey(digest, r, s, odd, managedKey);
            Assert.True(managed == Secp256k1Backend.Native.TryRecoverPublicKey(digest, r, s, odd, nativeKey), Case(i));
            Assert.True(!managed || managedKey.SequenceEqual(nativeKey), Case(i));
            if (managed) recovered++;
            else refused++;
        }

        // Neither outcome is rare, or the comparison would compare nothing.
        Assert.True(recovered > Count / 10 && refused > Count / 10, $"{recovered} recovered, {refused} refused");
    }

    /// <summary>An edge, an edge with one bit changed, runs of 00 and FF, a few bits, or anything.</summary>
    private static byte[] Word(Random random)
    {
        var bytes = new byte[32];
        switch (random.Next(5))
        {
            case 0:
                return Bytes(Edges[random.Next(Edges.Length)]);
            case 1:
                bytes = Bytes(Edges[random.Next(Edges.Length)]);
                bytes[random.Next(32)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                for (var at = 0; at < 32;)
                {
                    var filler = (byte)(random.Next(2) == 0 ? 0x00 : 0xFF);
                    for (var left = random.Next(1, 12); left > 0 && at < 32; left--) bytes[at++] = filler;
                }

                return bytes;
            case 3:
                for (var bit = random.Next(1, 4); bit > 0; bit--) bytes[random.Next(32)] |= (byte)(1 << random.Next(8));
                return bytes;
            default:
                random.NextBytes(bytes);
                return bytes;
        }
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static string Case(int i) => $"case {i} of seed {Seed}";
}

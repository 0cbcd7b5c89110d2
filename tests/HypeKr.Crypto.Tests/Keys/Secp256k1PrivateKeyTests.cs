using System.Reflection;
using System.Runtime.CompilerServices;
using FsCheck.Xunit;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace HypeKr.Crypto.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class Secp256k1PrivateKeyTests
{
    private static readonly Hash32 Digest = Keccak256.Hash("a digest"u8);

    [Property]
    public void Signatures_recover_to_the_address_and_have_low_s(KeyBytes bytes, Word digest)
    {
        using var key = bytes.Open();
        foreach (var signature in (RecoverableSignature[])[key.Sign(digest.Hash), key.SignHedged(digest.Hash)])
        {
            Assert.Equal(key.Address, signature.Recover(digest.Hash));
            var s = new byte[32];
            signature.CopyS(s);
            Assert.True(Secp256k1.IsLow(s));
        }
    }

    [Property]
    public void Signatures_are_those_of_another_implementation(KeyBytes bytes, Word digest)
    {
        var curve = CustomNamedCurves.GetByName("secp256k1");
        var domain = new ECDomainParameters(curve.Curve, curve.G, curve.N, curve.H);
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(true, new ECPrivateKeyParameters(new BigInteger(1, bytes.Bytes), domain));
        var expected = signer.GenerateSignature(digest.Bytes);
        var low = expected[1].CompareTo(curve.N.ShiftRight(1)) > 0 ? curve.N.Subtract(expected[1]) : expected[1];

        using var key = bytes.Open();
        var (r, s) = (new byte[32], new byte[32]);
        var signature = key.Sign(digest.Hash);
        signature.CopyR(r);
        signature.CopyS(s);
        Assert.Equal(expected[0], new BigInteger(1, r));
        Assert.Equal(low, new BigInteger(1, s));
    }

    [Property]
    public void Signing_is_deterministic_and_hedging_changes_the_signature(KeyBytes bytes, Word digest, Word entropy)
    {
        using var key = bytes.Open();
        Assert.Equal(key.Sign(digest.Hash), key.Sign(digest.Hash));
        Assert.Equal(key.SignHedged(digest.Hash, entropy.Bytes), key.SignHedged(digest.Hash, entropy.Bytes));
        Assert.NotEqual(key.Sign(digest.Hash), key.SignHedged(digest.Hash, entropy.Bytes));
        Assert.NotEqual(key.SignHedged(digest.Hash), key.SignHedged(digest.Hash));
    }

    [Property]
    public void A_key_is_read_from_bytes_and_hex_alike(KeyBytes bytes)
    {
        using var key = bytes.Open();
        foreach (var text in (string[])[Convert.ToHexStringLower(bytes.Bytes), Convert.ToHexString(bytes.Bytes), "0x" + Convert.ToHexStringLower(bytes.Bytes)])
        {
            using var read = Secp256k1PrivateKey.FromHex(text);
            Assert.Equal(key.Address, read.Address);
            Assert.Equal(key.Sign(Digest), read.Sign(Digest));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0X0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000001")]
    [InlineData(" 000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0x0x00000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000g1")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    public void Other_text_is_refused(string text) => Assert.Throws<InvalidPrivateKeyException>(() => Secp256k1PrivateKey.FromHex(text));

    [Fact]
    public void Generated_keys_differ_and_sign()
    {
        using var first = Secp256k1PrivateKey.Generate();
        using var second = Secp256k1PrivateKey.Generate();
        Assert.NotEqual(first.Address, second.Address);
        Assert.True(first.Sign(Digest).IsFrom(first.Address, Digest));
    }

    [Fact]
    public void Entropy_of_another_length_is_refused()
    {
        using var key = TestKeys.Open("entropy");
        Assert.Throws<ArgumentException>(() => key.SignHedged(Digest, new byte[31]));
        Assert.Throws<ArgumentException>(() => key.SignHedged(Digest, []));
    }

    [Fact]
    public void A_disposed_key_is_zero_and_signs_nothing()
    {
        var key = TestKeys.Open("disposed");
        var address = key.Address;
        var memory = Memory(key);
        Assert.Equal(TestKeys.Bytes("disposed"), memory);

        key.Dispose();
        key.Dispose();
        Assert.All(memory, b => Assert.Equal(0, b));
        Assert.Equal(address, key.Address);
        Assert.Throws<ObjectDisposedException>(() => key.Sign(Digest));
        Assert.Throws<ObjectDisposedException>(() => key.SignHedged(Digest));
        Assert.Throws<ObjectDisposedException>(() => key.SignHedged(Digest, new byte[32]));
    }

    [Fact]
    public void A_key_that_nobody_disposed_is_zero_once_it_is_collected()
    {
        var memory = Forget();
        for (var i = 0; i < 10 && memory.Any(b => b != 0); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(memory, b => Assert.Equal(0, b));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static byte[] Forget() => Memory(TestKeys.Open("forgotten"));
    }

    [Fact]
    public async Task Disposing_while_others_sign_gives_whole_signatures_or_the_exception()
    {
        for (var round = 0; round < 4; round++)
        {
            var key = TestKeys.Open($"race {round}");
            var expected = key.Sign(Digest);
            using var start = new Barrier(3);
            var signers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                try
                {
                    while (true) Assert.Equal(expected, key.Sign(Digest));
                }
                catch (ObjectDisposedException)
                {
                }
            })).ToArray();

            start.SignalAndWait();
            key.Dispose();
            await Task.WhenAll(signers);
        }
    }

    private static byte[] Memory(Secp256k1PrivateKey key) =>
        (byte[])typeof(Secp256k1PrivateKey).GetField("_key", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(key)!;
}

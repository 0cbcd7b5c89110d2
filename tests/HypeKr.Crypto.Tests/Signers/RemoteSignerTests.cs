using System.Numerics;
using System.Security.Cryptography;
using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class RemoteSignerTests
{
    private const DSASignatureFormat Der = DSASignatureFormat.Rfc3279DerSequence;
    private const DSASignatureFormat Concatenated = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    private static readonly BigInteger Order = new(Convert.FromHexString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"), isUnsigned: true, isBigEndian: true);
    private static readonly byte[] InfoPrefix = Convert.FromHexString("3056301006072a8648ce3d020106052b8104000a034200");
    private static readonly Hash32 Digest = Keccak256.Hash("a digest"u8);

    [Property]
    public void High_and_low_s_in_either_format_give_the_one_signature(KeyBytes bytes, Word digest)
    {
        if (digest.Hash == default) return;
        using var key = bytes.Open();
        var (r, s, expected) = Parts(key, digest.Hash);
        foreach (var (format, answer) in ((DSASignatureFormat, byte[])[])
            [(Der, ToDer(r, s)), (Der, ToDer(r, Order - s)), (Concatenated, [.. Pad(r), .. Pad(s)]), (Concatenated, [.. Pad(r), .. Pad(Order - s)])])
        {
            var signer = new Service(PublicKey(bytes.Bytes), format, (_, _) => answer);
            Assert.Equal(key.Address, signer.Address);
            Assert.Equal(expected, signer.SignDigestAsync(digest.Hash).AsTask().Result);
        }
    }

    [Fact]
    public async Task The_digest_is_sent_as_it_is_in_all_three_ways()
    {
        using var key = TestKeys.Open("remote");
        var typed = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange" }).Field("source", "string", "a").Build();
        var signer = new Service(PublicKey(TestKeys.Bytes("remote")), Der, (digest, _) => Answer(key, digest));
        var expected = key.Sign(typed.Digest);
        Assert.Equal(expected, await signer.SignTypedDataAsync(typed));
        Assert.Equal(expected, await signer.SignHashAsync(typed.Hash));
        Assert.Equal(expected, await signer.SignDigestAsync(typed.Digest));
        Assert.Equal([typed.Digest, typed.Digest, typed.Digest], signer.Sent);
        Assert.Equal($"Service {key.Address.Fingerprint}", signer.ToString());
    }

    [Fact]
    public async Task A_signature_of_another_key_or_digest_or_of_a_hash_of_the_digest_is_refused()
    {
        using var key = TestKeys.Open("remote");
        using var other = TestKeys.Open("other");
        foreach (var answer in (Func<Hash32, byte[]>[])
        [
            digest => Answer(other, digest),
            _ => Answer(key, Keccak256.Hash("another digest"u8)),
            digest => Answer(key, new Hash32(SHA256.HashData(digest.ToArray()))),
        ])
        {
            var signer = new Service(PublicKey(TestKeys.Bytes("remote")), Der, (digest, _) => answer(digest));
            var error = await Assert.ThrowsAsync<InvalidSignatureException>(async () => await signer.SignDigestAsync(Digest));
            Assert.Contains(key.Address.Fingerprint, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(key.Address.ToLowerHex()[2..], error.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task An_answer_in_another_format_is_refused()
    {
        using var key = TestKeys.Open("remote");
        var (r, s, _) = Parts(key, Digest);
        var der = ToDer(r, s);
        byte[] concatenated = [.. Pad(r), .. Pad(s)];
        foreach (var (format, answer) in ((DSASignatureFormat, byte[])[])
        [
            (Der, concatenated),
            (Concatenated, der),
            (Concatenated, concatenated[..63]),
            (Concatenated, [.. concatenated, 0]),
            (Concatenated, []),
            (Concatenated, new byte[64]),
            (Concatenated, [.. Pad(r), .. Pad(Order)]),
            (Concatenated, [.. Pad(Order + 4), .. Pad(4)]),
            (Der, ToDer(0, s)),
            (Der, ToDer(r, 0)),
            (Der, ToDer(Order, s)),
        ])
        {
            var signer = new Service(PublicKey(TestKeys.Bytes("remote")), format, (_, _) => answer);
            await Assert.ThrowsAsync<InvalidSignatureException>(async () => await signer.SignDigestAsync(Digest));
        }
    }

    [Fact]
    public void Der_that_is_not_strict_is_not_read()
    {
        using var key = TestKeys.Open("remote");
        var (r, s, _) = Parts(key, Digest);
        var der = ToDer(r, s);
        var rs = new byte[64];
        Assert.True(DerSignature.TryRead(der, rs));
        Assert.Equal([.. Pad(r), .. Pad(s)], rs);

        // Every truncation, and every byte changed in the frame around the two numbers.
        for (var length = 0; length < der.Length; length++) Assert.False(DerSignature.TryRead(der.AsSpan(0, length), rs));
        Assert.False(DerSignature.TryRead([.. der, 0], rs));
        foreach (var at in (int[])[0, 1, 2, 3, 4 + der[3], 5 + der[3]])
        {
            for (var change = 1; change < 256; change++)
            {
                var changed = der.ToArray();
                changed[at] ^= (byte)change;
                Assert.False(DerSignature.TryRead(changed, rs), $"byte {at} changed by {change}");
            }
        }

        foreach (var hex in (string[])
        [
            "3006020101020101",         // the good one
            "308106020101020101",       // a long length
            "30800201010201010000",     // an indefinite length
            "300702020001020101",       // a padded r
            "30070201010202007f",       // a padded s
            "3006020181020101",         // a negative r
            "3006020101020180",         // a negative s
            "30050200020101",           // an empty r
            "3006020101040101",         // not an integer
            "3009020101020101020101",   // three integers
            "3106020101020101",         // a set
        ])
        {
            Assert.Equal(hex == "3006020101020101", DerSignature.TryRead(Convert.FromHexString(hex), rs));
        }

        Assert.False(DerSignature.TryRead([0x30, 0x26, 0x02, 0x21, 0x01, .. new byte[32], 0x02, 0x01, 0x01], rs));
    }

    [Property(MaxTest = 300)]
    public void Der_that_is_read_is_written_the_same(Word r, Word s)
    {
        var rs = new byte[64];
        var (rNumber, sNumber) = (Number(r.Bytes), Number(s.Bytes));
        Assert.True(DerSignature.TryRead(ToDer(rNumber, sNumber), rs));
        Assert.Equal((byte[])[.. r.Bytes, .. s.Bytes], rs);
    }

    [Fact]
    public void Every_form_of_the_public_key_is_read_and_no_other()
    {
        using var key = TestKeys.Open("remote");
        var point = PublicKey(TestKeys.Bytes("remote"));
        byte[] compressed = [(byte)(2 + (point[64] & 1)), .. point[1..33]];
        byte[] info = [.. InfoPrefix, .. point];
        foreach (var form in (byte[][])[point, compressed, info]) Assert.Equal(key.Address, new Service(form, Der, (_, _) => []).Address);

        byte[] offCurve = [.. point[..64], (byte)(point[64] ^ 1)];
        byte[] noSuchX = [2, .. Pad(5)];
        byte[] largeX = [2, .. Enumerable.Repeat((byte)0xFF, 32)];
        byte[] otherCurve = [.. InfoPrefix[..18], 0x0B, .. InfoPrefix[19..], .. point];
        foreach (var wrong in (byte[][])
            [[], [0], point[1..], point[..33], [.. point, 0], [6, .. point[1..]], [5, .. compressed[1..]], offCurve, noSuchX, largeX, otherCurve, info[..^1], new byte[65], new byte[33]])
        {
            Assert.Throws<InvalidPublicKeyException>(() => new Service(wrong, Der, (_, _) => []));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new Service(point, (DSASignatureFormat)7, (_, _) => []));
    }

    [Fact]
    public async Task Nothing_to_sign_and_a_cancelled_call_do_not_reach_the_service()
    {
        var signer = new Service(PublicKey(TestKeys.Bytes("remote")), Der, (_, _) => []);
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await signer.SignTypedDataAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignHashAsync(default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignDigestAsync(default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await signer.SignDigestAsync(Digest, new CancellationToken(canceled: true)));
        Assert.Empty(signer.Sent);
    }

    private static (BigInteger R, BigInteger S, RecoverableSignature Signature) Parts(Secp256k1PrivateKey key, Hash32 digest)
    {
        var signature = key.Sign(digest);
        var (r, s) = (new byte[32], new byte[32]);
        signature.CopyR(r);
        signature.CopyS(s);
        return (Number(r), Number(s), signature);
    }

    /// <summary>As services do: DER, with the s that half of their signatures have.</summary>
    private static byte[] Answer(Secp256k1PrivateKey key, Hash32 digest)
    {
        var (r, s, _) = Parts(key, digest);
        return ToDer(r, Order - s);
    }

    private static byte[] ToDer(BigInteger r, BigInteger s)
    {
        var (rBytes, sBytes) = (r.ToByteArray(isBigEndian: true), s.ToByteArray(isBigEndian: true));
        return [0x30, (byte)(4 + rBytes.Length + sBytes.Length), 0x02, (byte)rBytes.Length, .. rBytes, 0x02, (byte)sBytes.Length, .. sBytes];
    }

    private static byte[] PublicKey(byte[] key)
    {
        var point = new byte[65];
        point[0] = 4;
        Secp256k1Backend.Managed.PublicKey(key, point.AsSpan(1));
        return point;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Pad(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private sealed class Service(byte[] publicKey, DSASignatureFormat format, Func<Hash32, CancellationToken, byte[]> answer) : RemoteSigner(publicKey, format)
    {
        public List<Hash32> Sent { get; } = [];

        protected override async ValueTask<ReadOnlyMemory<byte>> SignRemotelyAsync(Hash32 digest, CancellationToken cancellationToken)
        {
            Sent.Add(digest);
            await Task.Yield();
            return answer(digest, cancellationToken);
        }
    }
}

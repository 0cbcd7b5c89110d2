using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class Secp256k1SignVectorTests(ITestOutputHelper output)
{
    private const string Path = "crypto/secp256k1-sign.json";

    [VectorFact(Path)]
    public void Managed_signatures_are_those_of_the_reference() => Run(Secp256k1Backend.Managed);

    [NativeFact(Path)]
    public void Native_signatures_are_those_of_the_reference() => Run(Secp256k1Backend.Native);

    private void Run(Secp256k1Backend backend) => VectorFile.Open(Path).Run(
        output,
        ("vectors", record => CheckSignature(backend, record)),
        ("hedged", record => CheckHedged(backend, record)),
        ("badKeys", CheckBadKey),
        ("badDigests", CheckBadDigest));

    private static void CheckSignature(Secp256k1Backend backend, JsonElement record)
    {
        using var key = record.Key();
        var digest = record.Hash("digest");
        var address = EthereumAddress.Parse(record.Text("address"));

        Span<byte> publicKey = stackalloc byte[64];
        backend.PublicKey(record.Bytes("privateKey"), publicKey);
        Assert.Equal(record.Text("publicKey"), "04" + Convert.ToHexStringLower(publicKey));
        Assert.Equal(address, key.Address);

        var signature = key.SignWith(backend, digest, []);
        Assert.Equal(signature, key.Sign(digest));
        AssertParts(record, signature);
        Assert.Equal(record.Text("sig65"), Convert.ToHexStringLower(signature.ToBytes65()));
        Assert.Equal(record.Text("eip2098"), Convert.ToHexStringLower(signature.ToBytesCompact()));
        Assert.Equal(signature, RecoverableSignature.FromBytes(record.Bytes("sig65")));
        Assert.Equal(signature, RecoverableSignature.FromBytes(record.Bytes("eip2098")));
        Assert.True(signature.TryRecover(backend, digest, out var recovered));
        Assert.Equal(address, recovered);
        Assert.Equal(address, signature.Recover(digest));
        Assert.True(signature.IsFrom(address, digest));

        if (record.TryGetProperty("k", out var k)) Assert.Equal(k.GetString(), Convert.ToHexStringLower(FirstNonce(record.Bytes("privateKey"), digest)));
    }

    private static void CheckHedged(Secp256k1Backend backend, JsonElement record)
    {
        using var key = record.Key();
        var signature = key.SignWith(backend, record.Hash("digest"), record.Bytes("extra"));
        Assert.Equal(signature, key.SignHedged(record.Hash("digest"), record.Bytes("extra")));
        AssertParts(record, signature);
        Assert.True(signature.IsFrom(key.Address, record.Hash("digest")));
    }

    private static void CheckBadKey(JsonElement record)
    {
        Assert.Equal("reject", record.Text("expect"));
        Assert.Throws<InvalidPrivateKeyException>(() => Secp256k1PrivateKey.FromBytes(record.Bytes("privateKey")));
        Assert.Throws<InvalidPrivateKeyException>(() => Secp256k1PrivateKey.FromHex(record.Text("privateKey")));
    }

    private static void CheckBadDigest(JsonElement record)
    {
        Assert.Equal("reject", record.Text("expect"));
        using var key = record.Key();
        Assert.Throws<ArgumentException>(() => key.Sign(new Hash32(record.Bytes("digest"))));
    }

    private static void AssertParts(JsonElement record, RecoverableSignature signature)
    {
        Span<byte> r = stackalloc byte[32];
        Span<byte> s = stackalloc byte[32];
        signature.CopyR(r);
        signature.CopyS(s);
        Assert.Equal(record.Text("r"), Convert.ToHexStringLower(r));
        Assert.Equal(record.Text("s"), Convert.ToHexStringLower(s));
        Assert.Equal(record.GetProperty("recid").GetInt32(), signature.RecoveryId);
        Assert.Equal(27 + record.GetProperty("recid").GetInt32(), signature.V);
    }

    private static byte[] FirstNonce(byte[] key, Hash32 digest)
    {
        var nonce = new byte[32];
        new Rfc6979Nonces(new byte[Rfc6979Nonces.StateSize], key, digest.ToArray(), []).Next(nonce);
        return nonce;
    }
}

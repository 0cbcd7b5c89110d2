using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class RecoveryVectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/secp256k1-recover-invalid.json")]
    public void Recovery_accepts_and_refuses_as_the_strict_rule_says() =>
        VectorFile.Open("crypto/secp256k1-recover-invalid.json").Run(output, ("vectors", CheckParts), ("bytes", CheckBytes));

    private static void CheckParts(JsonElement record)
    {
        var (r, s, recoveryId, digest) = (record.Bytes("r"), record.Bytes("s"), record.GetProperty("recid").GetInt32(), record.Hash("digest"));
        if (IsAccepted(record))
        {
            Assert.Equal(EthereumAddress.Parse(record.Text("textbook")), RecoverableSignature.Create(r, s, recoveryId).Recover(digest));
            return;
        }

        Assert.Throws<InvalidSignatureException>(() => RecoverableSignature.Create(r, s, recoveryId).Recover(digest));
        Assert.False(RecoverableSignature.TryCreate(r, s, recoveryId, out var signature) && signature.TryRecover(digest, out _));

        // The arithmetic refuses by itself what the type would not have let in.
        if (recoveryId is 0 or 1) Assert.False(Secp256k1.TryRecover(digest, r, s, recoveryId == 1, out _));
    }

    private static void CheckBytes(JsonElement record)
    {
        var (bytes, digest) = (record.Bytes("sig"), record.Hash("digest"));
        if (IsAccepted(record))
        {
            Assert.Equal(EthereumAddress.Parse(record.Text("address")), RecoverableSignature.FromBytes(bytes).Recover(digest));
            Assert.True(RecoverableSignature.TryFromBytes(bytes, out var signature) && signature == RecoverableSignature.FromBytes(bytes));
            return;
        }

        Assert.Throws<InvalidSignatureException>(() => RecoverableSignature.FromBytes(bytes).Recover(digest));
        Assert.False(RecoverableSignature.TryFromBytes(bytes, out var refused) && refused.TryRecover(digest, out _));
    }

    private static bool IsAccepted(JsonElement record) =>
        record.Text("expect") switch { "accept" => true, "reject" => false, var other => throw new InvalidOperationException(other) };
}

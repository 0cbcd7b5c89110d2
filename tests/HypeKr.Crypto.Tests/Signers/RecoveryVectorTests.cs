using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class RecoveryVectorTests(ITestOutputHelper output)
{
    private const string Path = "crypto/secp256k1-recover-invalid.json";

    [VectorFact(Path)]
    public void Managed_recovery_accepts_and_refuses_as_the_strict_rule_says() => Run(Secp256k1Backend.Managed);

    [NativeFact(Path)]
    public void Native_recovery_accepts_and_refuses_as_the_strict_rule_says() => Run(Secp256k1Backend.Native);

    private void Run(Secp256k1Backend backend) =>
        VectorFile.Open(Path).Run(output, ("vectors", record => CheckParts(backend, record)), ("bytes", record => CheckBytes(backend, record)));

    private static void CheckParts(Secp256k1Backend backend, JsonElement record)
    {
        var (r, s, recoveryId, digest) = (record.Bytes("r"), record.Bytes("s"), record.GetProperty("recid").GetInt32(), record.Hash("digest"));
        if (IsAccepted(record))
        {
            var address = EthereumAddress.Parse(record.Text("textbook"));
            var accepted = RecoverableSignature.Create(r, s, recoveryId);
            Assert.Equal(address, accepted.Recover(digest));
            Assert.True(accepted.TryRecover(backend, digest, out var recovered) && recovered == address);
            return;
        }

        Assert.Throws<InvalidSignatureException>(() => RecoverableSignature.Create(r, s, recoveryId).Recover(digest));
        Assert.False(RecoverableSignature.TryCreate(r, s, recoveryId, out var signature) && signature.TryRecover(backend, digest, out _));

        // The arithmetic refuses by itself what the type would not have let in.
        if (recoveryId is 0 or 1) Assert.False(backend.TryRecover(digest, r, s, recoveryId == 1, out _));
    }

    private static void CheckBytes(Secp256k1Backend backend, JsonElement record)
    {
        var (bytes, digest) = (record.Bytes("sig"), record.Hash("digest"));
        if (IsAccepted(record))
        {
            Assert.Equal(EthereumAddress.Parse(record.Text("address")), RecoverableSignature.FromBytes(bytes).Recover(digest));
            Assert.True(RecoverableSignature.FromBytes(bytes).TryRecover(backend, digest, out var recovered) && recovered == EthereumAddress.Parse(record.Text("address")));
            Assert.True(RecoverableSignature.TryFromBytes(bytes, out var signature) && signature == RecoverableSignature.FromBytes(bytes));
            return;
        }

        Assert.Throws<InvalidSignatureException>(() => RecoverableSignature.FromBytes(bytes).Recover(digest));
        Assert.False(RecoverableSignature.TryFromBytes(bytes, out var refused) && refused.TryRecover(backend, digest, out _));
    }

    private static bool IsAccepted(JsonElement record) =>
        record.Text("expect") switch { "accept" => true, "reject" => false, var other => throw new InvalidOperationException(other) };
}

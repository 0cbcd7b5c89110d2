using System.Security.Cryptography;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

/// <summary>Verification through recovery: a signature is the key's if one of the two recovery ids gives the key's address.</summary>
[Trait("Category", "Vectors")]
public sealed class WycheproofTests(ITestOutputHelper output)
{
    private const string P1363 = "crypto/wycheproof/ecdsa_secp256k1_sha256_p1363_test.json";
    private const string Bitcoin = "crypto/wycheproof/ecdsa_secp256k1_sha256_bitcoin_test.json";

    [SharedFact(P1363)]
    public void Managed_signatures_of_64_bytes_are_accepted_and_refused_as_expected() => RunP1363(Secp256k1Backend.Managed);

    [NativeFact(P1363, shared: true)]
    public void Native_signatures_of_64_bytes_are_accepted_and_refused_as_expected() => RunP1363(Secp256k1Backend.Native);

    [SharedFact(Bitcoin)]
    public void Managed_signatures_in_der_are_accepted_and_refused_as_expected() => RunBitcoin(Secp256k1Backend.Managed);

    [NativeFact(Bitcoin, shared: true)]
    public void Native_signatures_in_der_are_accepted_and_refused_as_expected() => RunBitcoin(Secp256k1Backend.Native);

    // 167 are valid, 72 of them with a high s, which Ethereum refuses.
    private void RunP1363(Secp256k1Backend backend) =>
        Run(P1363, backend, bytes => bytes.Length == 64 ? bytes : null, highSIsValid: true, accepted: 95, refused: 157);

    // 162 are valid. One has a nonce point whose x is not below n, which recovery ids 0 and 1 cannot say.
    private void RunBitcoin(Secp256k1Backend backend) => Run(Bitcoin, backend, ReadDer, highSIsValid: false, accepted: 161, refused: 302);

    private void Run(string path, Secp256k1Backend backend, Func<byte[], byte[]?> read, bool highSIsValid, int accepted, int refused)
    {
        var (acceptedNow, refusedNow) = (0, 0);
        VectorFile.OpenShared(path).Run(output, ("testGroups", CheckGroup));
        output.WriteLine($"{acceptedNow} accepted, {refusedNow} refused");
        Assert.Equal((accepted, refused), (acceptedNow, refusedNow));

        void CheckGroup(JsonElement group)
        {
            var address = Secp256k1.Address(Json.FromHex(group.GetProperty("publicKey").Text("uncompressed"))[1..]);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var rs = read(test.Bytes("sig"));
                var digest = new Hash32(SHA256.HashData(test.Bytes("msg")));
                var verified = rs is not null && (Recovers(backend, rs, 0, digest, address) || Recovers(backend, rs, 1, digest, address));
                if (verified) acceptedNow++;
                else refusedNow++;

                var expected = test.Text("result") == "valid"
                    && !(highSIsValid && !Secp256k1.IsLow(rs.AsSpan(32)))
                    && test.Text("comment") != "k*G has a large x-coordinate";
                Assert.True(expected == verified, $"tcId {test.GetProperty("tcId")}: {test.Text("comment")}");
            }
        }
    }

    private static bool Recovers(Secp256k1Backend backend, byte[] rs, int recoveryId, Hash32 digest, EthereumAddress address) =>
        RecoverableSignature.TryCreate(rs.AsSpan(0, 32), rs.AsSpan(32), recoveryId, out var signature)
        && signature.TryRecover(backend, digest, out var recovered) && recovered == address;

    private static byte[]? ReadDer(byte[] bytes)
    {
        var rs = new byte[64];
        return DerSignature.TryRead(bytes, rs) ? rs : null;
    }
}

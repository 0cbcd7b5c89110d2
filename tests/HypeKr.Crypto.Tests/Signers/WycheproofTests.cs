using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

/// <summary>Verification through recovery: a signature is the key's if one of the two recovery ids gives the key's address.</summary>
[Trait("Category", "Vectors")]
public sealed class WycheproofTests(ITestOutputHelper output)
{
    // 167 are valid, 72 of them with a high s, which Ethereum refuses.
    [SharedFact("crypto/wycheproof/ecdsa_secp256k1_sha256_p1363_test.json")]
    public void Signatures_of_64_bytes_are_accepted_and_refused_as_expected() =>
        Run("crypto/wycheproof/ecdsa_secp256k1_sha256_p1363_test.json", bytes => bytes.Length == 64 ? bytes : null, highSIsValid: true, accepted: 95, refused: 157);

    // 162 are valid. One has a nonce point whose x is not below n, which recovery ids 0 and 1 cannot say.
    [SharedFact("crypto/wycheproof/ecdsa_secp256k1_sha256_bitcoin_test.json")]
    public void Signatures_in_der_are_accepted_and_refused_as_expected() =>
        Run("crypto/wycheproof/ecdsa_secp256k1_sha256_bitcoin_test.json", ReadDer, highSIsValid: false, accepted: 161, refused: 302);

    private void Run(string path, Func<byte[], byte[]?> read, bool highSIsValid, int accepted, int refused)
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
                var verified = rs is not null && (Recovers(rs, 0, digest, address) || Recovers(rs, 1, digest, address));
                if (verified) acceptedNow++;
                else refusedNow++;

                var expected = test.Text("result") == "valid"
                    && !(highSIsValid && !Secp256k1.IsLow(rs.AsSpan(32)))
                    && test.Text("comment") != "k*G has a large x-coordinate";
                Assert.True(expected == verified, $"tcId {test.GetProperty("tcId")}: {test.Text("comment")}");
            }
        }
    }

    private static bool Recovers(byte[] rs, int recoveryId, Hash32 digest, EthereumAddress address) =>
        RecoverableSignature.TryCreate(rs.AsSpan(0, 32), rs.AsSpan(32), recoveryId, out var signature) && signature.IsFrom(address, digest);

    private static byte[]? ReadDer(byte[] bytes)
    {
        try
        {
            var reader = new AsnReader(bytes, AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            var (r, s) = (sequence.ReadInteger(), sequence.ReadInteger());
            sequence.ThrowIfNotEmpty();
            reader.ThrowIfNotEmpty();
            return r.Sign < 0 || s.Sign < 0 ? null : [.. Pad(r), .. Pad(s)];
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            return null;
        }
    }

    private static byte[] Pad(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return bytes.Length > 32 ? throw new ArgumentException("Longer than 32 bytes.", nameof(value)) : [.. new byte[32 - bytes.Length], .. bytes];
    }
}

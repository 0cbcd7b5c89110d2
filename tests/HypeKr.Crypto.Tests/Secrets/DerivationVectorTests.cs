using System.Security.Cryptography;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class DerivationVectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/hkdf.json")]
    public void Hkdf()
    {
        var tally = new Tally();
        VectorFile.Open("crypto/hkdf.json").Run(output, ("vectors", Derives), ("invalid", Refuses));
        tally.Expect(output, accepted: 61, refused: 3);

        void Derives(JsonElement record)
        {
            var (ikm, salt, info) = Inputs(record);
            var prk = new byte[HkdfSha256.PseudorandomKeySize];
            HkdfSha256.Extract(ikm, salt, prk);
            Assert.Equal(record.Bytes("prk"), prk);

            var length = record.GetProperty("length").GetInt32();
            var okm = new byte[length];
            HkdfSha256.Expand(prk, info, okm);
            Assert.Equal(record.Bytes("okm"), okm);
            Assert.Equal(record.Bytes("okm"), HkdfSha256.DeriveKey(ikm, salt, info, length));
            tally.Count(accepted: true);
        }

        void Refuses(JsonElement record)
        {
            Assert.Equal("reject", record.Text("expect"));
            var (ikm, salt, info) = Inputs(record);
            Assert.Throws<ArgumentOutOfRangeException>(() => HkdfSha256.DeriveKey(ikm, salt, info, record.GetProperty("length").GetInt32()));
            tally.Count(accepted: false);
        }
    }

    [VectorFact("crypto/hmac.json")]
    public void Hmac()
    {
        var tally = new Tally();
        VectorFile.Open("crypto/hmac.json").Run(output, ("vectors", Computes), ("verify", Verifies));
        tally.Expect(output, accepted: 46 + 2, refused: 14);

        void Computes(JsonElement record)
        {
            var tag = new byte[HmacSha256.TagSize];
            HmacSha256.Compute(record.Bytes("key"), record.Bytes("data"), tag);
            Assert.Equal(record.Bytes("mac"), tag);
            tally.Count(HmacSha256.Verify(record.Bytes("key"), record.Bytes("data"), tag));
        }

        void Verifies(JsonElement record)
        {
            var accepted = HmacSha256.Verify(record.Bytes("key"), record.Bytes("data"), record.Bytes("tag"));
            tally.Count(accepted);
            Assert.Equal(record.Text("expect") == "accept", accepted);
        }
    }

    [SharedFact("crypto/wycheproof/hkdf_sha256_test.json")]
    public void Wycheproof_hkdf()
    {
        var tally = new Tally();
        VectorFile.OpenShared("crypto/wycheproof/hkdf_sha256_test.json").Run(output, ("testGroups", group =>
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var okm = tally.Open<ArgumentOutOfRangeException, byte[]>(
                    () => HkdfSha256.DeriveKey(test.Bytes("ikm"), test.Bytes("salt"), test.Bytes("info"), test.GetProperty("size").GetInt32()));
                Assert.Equal(test.Text("result") == "valid" ? test.Bytes("okm") : null, okm);
            }
        }
        ));
        tally.ExpectAlways(output, accepted: 83, refused: 3);
    }

    // 33 of the 66 valid tags are cut to 16 bytes, which only the computation confirms.
    [SharedFact("crypto/wycheproof/hmac_sha256_test.json")]
    public void Wycheproof_hmac()
    {
        var (tally, computed) = (new Tally(), new Tally());
        VectorFile.OpenShared("crypto/wycheproof/hmac_sha256_test.json").Run(output, ("testGroups", group =>
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var (valid, tag) = (test.Text("result") == "valid", test.Bytes("tag"));
                var accepted = HmacSha256.Verify(test.Bytes("key"), test.Bytes("msg"), tag);
                tally.Count(accepted);
                Assert.Equal(valid && tag.Length == HmacSha256.TagSize, accepted);

                var whole = new byte[HmacSha256.TagSize];
                HmacSha256.Compute(test.Bytes("key"), test.Bytes("msg"), whole);
                Assert.Equal(valid, whole.AsSpan(0, tag.Length).SequenceEqual(tag));
                computed.Count(valid);
            }
        }
        ));
        tally.ExpectAlways(output, accepted: 33, refused: 141);
        computed.ExpectAlways(output, accepted: 66, refused: 108);
    }

    // The platform's cipher with the sizes that an envelope uses: nonce of 12, tag of 16. Other nonce sizes it does not take.
    [SharedFact("crypto/wycheproof/aes_gcm_test.json")]
    public void Wycheproof_aes_gcm()
    {
        var tally = new Tally();
        VectorFile.OpenShared("crypto/wycheproof/aes_gcm_test.json").Run(output, ("testGroups", group =>
        {
            if (group.GetProperty("ivSize").GetInt32() != 96 || group.GetProperty("tagSize").GetInt32() != 128) return;
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                using var gcm = new AesGcm(test.Bytes("key"), 16);
                var message = tally.Open<AuthenticationTagMismatchException, byte[]>(() =>
                {
                    var plaintext = new byte[test.Bytes("ct").Length];
                    gcm.Decrypt(test.Bytes("iv"), test.Bytes("ct"), test.Bytes("tag"), plaintext, test.Bytes("aad"));
                    return plaintext;
                });
                Assert.Equal(test.Text("result") == "valid" ? test.Bytes("msg") : null, message);
                if (message is null) continue;

                var (ciphertext, tag) = (new byte[message.Length], new byte[16]);
                gcm.Encrypt(test.Bytes("iv"), message, ciphertext, tag, test.Bytes("aad"));
                Assert.Equal((test.Text("ct"), test.Text("tag")), (Convert.ToHexStringLower(ciphertext), Convert.ToHexStringLower(tag)));
            }
        }
        ));
        tally.ExpectAlways(output, accepted: 116, refused: 81);
    }

    private static (byte[] Ikm, byte[] Salt, byte[] Info) Inputs(JsonElement record) =>
        (record.Bytes("ikm"), record.GetProperty("salt").ValueKind == JsonValueKind.Null ? [] : record.Bytes("salt"), record.Bytes("info"));
}

using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class NonceVectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/nonce-v1.json")]
    public void Hkn1()
    {
        var (issue, verify) = (new Tally(), new Tally());
        VectorFile.Open("crypto/nonce-v1.json").Run(output, ("issue", Issues), ("verify", Verifies));
        issue.Expect(output, accepted: 14, refused: 0);
        verify.Expect(output, accepted: 28, refused: 119);

        void Issues(JsonElement record)
        {
            using var secret = AppSigningSecret.FromText("secret", record.Text("secret"));
            using var nonces = new SignedNonces(secret, new InMemoryNonceStore());
            Assert.Equal(record.Text("token"), nonces.IssueWith(
                record.Text("purpose"), record.Text("subject"), record.GetProperty("issuedMs").GetInt64(), record.GetProperty("expiresMs").GetInt64(), record.Bytes("random")));
            issue.Count(accepted: true);
        }

        void Verifies(JsonElement record)
        {
            using var secret = AppSigningSecret.FromText("secret", record.Text("secret"));
            var clock = TestClock.AtMilliseconds(record.GetProperty("nowMs").GetInt64());
            var store = new InMemoryNonceStore(clock);
            using var nonces = new SignedNonces(secret, store, timeProvider: clock);
            var accepted = verify.Open<NonceException, bool>(Consume);
            Assert.Equal(record.Text("expect") == "accept", accepted);
            Assert.Equal(accepted ? 1 : 0, store.Count);
            if (accepted) Assert.Throws<NonceException>(() => Consume());

            bool Consume()
            {
                nonces.ConsumeAsync(record.Text("token"), record.Text("purpose"), record.Text("subject")).AsTask().GetAwaiter().GetResult();
                return true;
            }
        }
    }
}

using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class FernetVectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/fernet.json")]
    public void Fernet_tokens()
    {
        var (generate, decrypt, multi, rotate, keys) = (new Tally(), new Tally(), new Tally(), new Tally(), new Tally());
        VectorFile.Open("crypto/fernet.json").Run(
            output, ("generate", Generates), ("decrypt", Decrypts), ("multi", Multi), ("rotate", Rotates), ("keys", Keys));
        generate.Expect(output, accepted: 67, refused: 0);
        decrypt.Expect(output, accepted: 27, refused: 166);
        multi.Expect(output, accepted: 10, refused: 10);
        rotate.Expect(output, accepted: 10, refused: 0);
        keys.Expect(output, accepted: 1, refused: 8);

        void Generates(JsonElement record)
        {
            using var fernet = Open(TimeProvider.System, record.Text("secret"));
            var token = fernet.EncryptWith(record.Bytes("plaintextHex"), record.GetProperty("timeUnix").GetUInt64(), record.Bytes("ivHex"));
            Assert.Equal(record.Text("token"), token);
            Assert.Equal(record.Bytes("plaintextHex"), fernet.Decrypt(token));
            generate.Count(accepted: true);
        }

        void Decrypts(JsonElement record)
        {
            var aged = record.GetProperty("ttlSec").ValueKind != JsonValueKind.Null;
            using var fernet = Open(aged ? TestClock.AtSeconds(record.GetProperty("nowUnix").GetInt64()) : TimeProvider.System, record.Text("secret"));
            var data = decrypt.Open<FernetException, byte[]>(
                () => aged ? fernet.Decrypt(record.Text("token"), Seconds(record.GetProperty("ttlSec").GetUInt64())) : fernet.Decrypt(record.Text("token")));
            Assert.Equal(record.Text("expect") == "accept" ? record.Bytes("plaintextHex") : null, data);
        }

        void Multi(JsonElement record)
        {
            var secrets = record.GetProperty("secrets").EnumerateArray().Select(secret => secret.GetString()!).ToArray();
            using var fernet = Open(TimeProvider.System, secrets);
            var data = multi.Open<FernetException, byte[]>(() => fernet.Decrypt(record.Text("token")));
            Assert.Equal(record.Text("expect") == "accept" ? record.Bytes("plaintextHex") : null, data);

            var index = Array.FindIndex(secrets, secret =>
            {
                using var one = Open(TimeProvider.System, secret);
                return Record.Exception(() => one.Decrypt(record.Text("token"))) is null;
            });
            Assert.Equal(record.GetProperty("keyIndex").GetInt32(), index);
        }

        void Rotates(JsonElement record)
        {
            var secrets = record.GetProperty("secrets").EnumerateArray().Select(secret => secret.GetString()!).ToArray();
            using var fernet = Open(TimeProvider.System, secrets);
            Assert.Equal(record.Text("rotated"), fernet.RotateWith(record.Text("token"), record.Bytes("newIvHex")));
            using var newest = Open(TimeProvider.System, secrets[0]);
            Assert.Equal(fernet.Decrypt(record.Text("token")), newest.Decrypt(fernet.Rotate(record.Text("token"))));
            rotate.Count(accepted: true);
        }

        void Keys(JsonElement record)
        {
            using var key = keys.Open<InvalidFernetKeyException, FernetKey>(() => FernetKey.Parse(record.Text("secret")));
            Assert.Equal(record.Text("expect") == "accept", key is not null);
        }
    }

    private static Fernet Open(TimeProvider clock, params string[] secrets) => new([.. secrets.Select(secret => FernetKey.Parse(secret))], clock);

    private static TimeSpan Seconds(ulong seconds) =>
        seconds > (ulong)TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromSeconds((long)seconds);
}

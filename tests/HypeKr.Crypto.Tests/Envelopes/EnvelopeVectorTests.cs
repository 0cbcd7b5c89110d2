using System.Text;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class EnvelopeVectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/envelope-v1.json")]
    public void Hke1()
    {
        var tally = new Tally();
        VectorFile.Open("crypto/envelope-v1.json").Run(output, ("seal", Seals), ("rewrap", Rewraps), ("open_reject", Refuses));
        tally.Expect(output, accepted: 16 + 16, refused: 156);

        void Seals(JsonElement record)
        {
            using var ring = new KeyRing(KeyRingEntry.Active(MasterKey.FromBytes(record.Bytes("master"))));
            Assert.Equal(record.Text("kid"), ring.ActiveOuterKeyId.ToString());
            var (user, address, kind) = (User(record), new EthereumAddress(record.Bytes("context")), (EnvelopeKind)record.GetProperty("kind").GetInt32());

            var envelope = ring.SealWith(kind, user, address, record.Bytes("plaintext"), record.Bytes("innerNonce"), record.Bytes("outerNonce"));
            Assert.Equal(record.Text("envelope"), Convert.ToHexStringLower(envelope));
            Assert.True(EnvelopeHeader.TryRead(envelope, out var header));
            Assert.Equal((kind, record.Text("kid"), record.Text("kid")), (header.Kind, header.InnerKeyId.ToString(), header.OuterKeyId.ToString()));
            Assert.Equal(record.Text("plaintext"), Open(ring, record, user, address, record.Bytes("envelope")));
            tally.Count(accepted: true);
        }

        void Rewraps(JsonElement record)
        {
            var (user, address) = (User(record), new EthereumAddress(record.Bytes("context")));
            using (var outer = KeyRing.OuterOnly(Active(record, "newOuter"), KeyRingEntry.DecryptOnly(MasterKey.FromBytes(record.Bytes("oldOuter")))))
            {
                var rewrapped = outer.RewrapWith(user, address, record.Bytes("envelope"), record.Bytes("newOuterNonce"));
                Assert.Equal(record.Text("rewrapped"), Convert.ToHexStringLower(rewrapped));
                Assert.Equal(InnerLayer(record, "oldOuter", record.Bytes("envelope")), InnerLayer(record, "newOuter", rewrapped));
            }

            using var before = new KeyRing(inner: [Active(record, "innerMaster")], outer: [Active(record, "oldOuter")]);
            using var after = new KeyRing(inner: [Active(record, "innerMaster")], outer: [Active(record, "newOuter")]);
            Assert.Equal(Open(before, record, user, address, record.Bytes("envelope")), Open(after, record, user, address, record.Bytes("rewrapped")));
            tally.Count(accepted: true);
        }

        void Refuses(JsonElement record)
        {
            Assert.Equal("reject", record.Text("expect"));
            var masters = record.GetProperty("masters").EnumerateArray().Select(master => MasterKey.FromBytes(Json.FromHex(master.GetString()!))).ToList();
            using var ring = new KeyRing([.. masters.Select((master, i) => i == 0 ? KeyRingEntry.Active(master) : KeyRingEntry.DecryptOnly(master))]);
            var (user, context, envelope) = (record.Bytes("user"), record.Bytes("context"), record.Bytes("envelope"));

            // As bytes, where user and address may be anything, and through the ring, where they are text and an address.
            Assert.False(OpensAsBytes(masters, user, context, envelope));
            if (context.Length == EthereumAddress.Size)
            {
                var address = new EthereumAddress(context);
                Assert.Throws<EnvelopeException>(() => ring.Open(User(record), address, envelope));
                Assert.Throws<EnvelopeException>(() => ring.OpenOpaque(User(record), address, envelope, new byte[envelope.Length]));
                Assert.Throws<EnvelopeException>(() => ring.Reseal(User(record), address, envelope));
            }

            tally.Count(accepted: false);
        }
    }

    [VectorFact("crypto/legacy-envelope.json")]
    public void Two_layers_of_Fernet()
    {
        var tally = new Tally();
        VectorFile.Open("crypto/legacy-envelope.json").Run(output, ("vectors", Imports));
        tally.Expect(output, accepted: 14, refused: 14 * 5);

        void Imports(JsonElement record)
        {
            var user = record.Text("userId");
            var derivation = Derivation(record, user, LegacyMasterForm.Text);
            using var legacy = new LegacyEnvelopes(record.Text("master"), derivation);
            using var key = record.Key();
            using (var opened = legacy.Open(user, key.Address, record.Text("outer"))) Assert.Equal(key.Sign(default), opened.Sign(default));

            using var ring = TestMasters.Ring("new");
            var envelope = legacy.Import(ring, user, "tg:" + user, key.Address, record.Text("outer"));
            using (var opened = ring.Open("tg:" + user, key.Address, envelope)) Assert.Equal(key.Sign(default), opened.Sign(default));
            tally.Count(accepted: true);

            using var otherForm = new LegacyEnvelopes(record.Text("master"), Derivation(record, user, LegacyMasterForm.Bytes));
            using var otherKdf = new LegacyEnvelopes(record.Text("master"), LegacyKeyDerivation.Hmac("hypekr/agent-wallet/v2"u8));
            foreach (var open in (Action[])
                [
                    () => legacy.Open(user + "0", key.Address, record.Text("outer")),
                    () => legacy.Open(user, TestKeys.Open("other").Address, record.Text("outer")),
                    () => legacy.Open(user, key.Address, record.Text("inner")),
                    () => otherForm.Open(user, key.Address, record.Text("outer")),
                    () => otherKdf.Open(user, key.Address, record.Text("outer")),
                ])
            {
                Assert.Throws<EnvelopeException>(open);
                tally.Count(accepted: false);
            }
        }
    }

    private static LegacyKeyDerivation Derivation(JsonElement record, string user, LegacyMasterForm form)
    {
        if (record.Text("kdf") == "hmac")
        {
            Assert.Equal("the 44 ascii characters of the master", record.Text("hmacKey"));
            return LegacyKeyDerivation.Hmac(Encoding.UTF8.GetBytes(record.Text("prefix")), form);
        }

        Assert.Equal(("hkdf-sha256", "the 44 ascii characters of the master"), (record.Text("kdf"), record.Text("ikm")));
        var info = record.Text("info");
        Assert.EndsWith(user, info, StringComparison.Ordinal);
        return LegacyKeyDerivation.Hkdf(Encoding.UTF8.GetBytes(record.Text("salt")), Encoding.UTF8.GetBytes(info[..^user.Length]), form);
    }

    /// <summary>What the envelope holds; where the generator bound a key to an address that is not its own, through the layers alone.</summary>
    private static string Open(KeyRing ring, JsonElement record, string user, EthereumAddress address, byte[] envelope)
    {
        Assert.True(EnvelopeHeader.TryRead(envelope, out var header));
        var secret = new byte[envelope.Length - Crypto.Hke1.Overhead];
        if (header.Kind == EnvelopeKind.Opaque)
        {
            Assert.Equal(secret.Length, ring.OpenOpaque(user, address, envelope, secret));
            return Convert.ToHexStringLower(secret);
        }

        var masters = new[] { "master", "innerMaster", "oldOuter", "newOuter" }
            .Where(name => record.TryGetProperty(name, out _))
            .Select(name => MasterKey.FromBytes(record.Bytes(name))).ToList();
        Assert.True(TryOpenAsBytes(masters, record.Bytes("user"), record.Bytes("context"), envelope, secret));
        using var key = Secp256k1PrivateKey.FromBytes(secret);
        if (key.Address == address)
        {
            using var opened = ring.Open(user, address, envelope);
            Assert.Equal(key.Sign(default), opened.Sign(default));
        }
        else
        {
            Assert.Throws<EnvelopeException>(() => ring.Open(user, address, envelope));
        }

        return Convert.ToHexStringLower(secret);
    }

    private static bool OpensAsBytes(List<MasterKey> masters, byte[] user, byte[] context, byte[] envelope) =>
        TryOpenAsBytes(masters, user, context, envelope, new byte[Math.Max(0, envelope.Length - Crypto.Hke1.Overhead)]);

    private static bool TryOpenAsBytes(List<MasterKey> masters, byte[] user, byte[] context, byte[] envelope, byte[] secret)
    {
        if (!EnvelopeHeader.TryRead(envelope, out var header)) return false;
        var outer = masters.Find(master => master.Id == header.OuterKeyId);
        var inner = masters.Find(master => master.Id == header.InnerKeyId);
        var layer = new byte[Crypto.Hke1.InnerSize(envelope)];
        return outer is not null && inner is not null
            && Crypto.Hke1.TryOpenOuter(outer, envelope, user, context, layer)
            && Crypto.Hke1.TryOpenInner(inner, header.Kind, layer, user, context, secret);
    }

    private static string InnerLayer(JsonElement record, string master, byte[] envelope)
    {
        var layer = new byte[Crypto.Hke1.InnerSize(envelope)];
        using var outer = MasterKey.FromBytes(record.Bytes(master));
        Assert.True(Crypto.Hke1.TryOpenOuter(outer, envelope, record.Bytes("user"), record.Bytes("context"), layer));
        return Convert.ToHexStringLower(layer);
    }

    private static KeyRingEntry Active(JsonElement record, string master) => KeyRingEntry.Active(MasterKey.FromBytes(record.Bytes(master)));

    private static string User(JsonElement record) => Encoding.UTF8.GetString(record.Bytes("user"));
}

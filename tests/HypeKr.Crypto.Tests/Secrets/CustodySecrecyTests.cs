using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace HypeKr.Crypto.Tests;

/// <summary>Planted secrets are looked for, in every spelling, wherever the types of custody give text.</summary>
public sealed class CustodySecrecyTests
{
    private static readonly byte[] Sentinel = TestKeys.Bytes("custody sentinel");
    private static readonly string SentinelText = Base64Url.EncodeToString(Sentinel);

    public static TheoryData<string> Holders => [.. Make().Keys];

    [Theory]
    [MemberData(nameof(Holders))]
    public void Text_debugger_json_and_members_show_no_secret(string name)
    {
        var holder = Make()[name];
        var type = holder.GetType();
        Assert.Equal("{ToString(),nq}", type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        AssertClean(holder.ToString()!);
        AssertClean(string.Create(CultureInfo.InvariantCulture, $"{holder}"));
        foreach (var property in type.GetProperties().Where(property => property.GetMethod!.IsPublic)) AssertClean(Convert.ToString(property.GetValue(holder), CultureInfo.InvariantCulture) ?? "");
        Assert.Empty(type.GetFields(BindingFlags.Public | BindingFlags.Instance));
        AssertClean(Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(holder, type)).ToString());
        AssertClean(Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new { Held = holder })).ToString());
        AssertClean(Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize($"\"{SentinelText}\"", type)).ToString());
    }

    [Fact]
    public void Exceptions_do_not_repeat_a_refused_secret()
    {
        using var ring = new KeyRing(KeyRingEntry.Active(MasterKey.FromBytes(Sentinel)));
        using var fernet = new Fernet(FernetKey.FromBytes(Sentinel));
        using var nonces = new SignedNonces(AppSigningSecret.FromText("s", SentinelText), new InMemoryNonceStore());
        using var key = Secp256k1PrivateKey.FromBytes(Sentinel);
        var hex = Convert.ToHexStringLower(Sentinel);
        Exception[] errors =
        [
            Record.Exception(() => MasterKey.FromBytes([.. Sentinel, 1])),
            Record.Exception(() => MasterKey.FromBase64Url(hex)),
            Record.Exception(() => MasterKey.FromBase64Url(SentinelText + "\n")),
            Record.Exception(() => MasterKey.FromBase64Url(" " + SentinelText)),
            Record.Exception(() => FernetKey.Parse(SentinelText)),
            Record.Exception(() => FernetKey.Parse(hex)),
            Record.Exception(() => FernetKey.FromBytes([.. Sentinel, 1])),
            Record.Exception(() => new LegacyEnvelopes(SentinelText, LegacyKeyDerivation.Hmac(Sentinel))),
            Record.Exception(() => AppSigningSecret.FromText("s", SentinelText + " ")),
            Record.Exception(() => AppSigningSecret.FromText("s", SentinelText + "\0" + hex)),
            Record.Exception(() => AppSigningSecret.FromText("s", "changeme" + SentinelText)),
            Record.Exception(() => AppSigningSecret.Load("s", _ => SentinelText, "other")),
            Record.Exception(() => ring.Open("user", key.Address, Sentinel)),
            Record.Exception(() => ring.Open("user", key.Address, ring.SealOpaque("user", key.Address, Sentinel))),
            Record.Exception(() => ring.Open("user", key.Address, ring.SealWith(EnvelopeKind.PrivateKey, "user", key.Address, [.. Sentinel, 1], new byte[12], new byte[12]))),
            Record.Exception(() => fernet.Decrypt(SentinelText)),
            Record.Exception(() => nonces.ConsumeAsync("hkn1." + SentinelText + "." + SentinelText, "p", "s").AsTask().GetAwaiter().GetResult()),
        ];
        Assert.All(errors, error =>
        {
            Assert.IsAssignableFrom<HypeKrCryptoException>(error);
            AssertClean(error.ToString());
        });
    }

    [Fact]
    public void Every_copy_of_a_disposed_secret_is_overwritten()
    {
        foreach (var (name, holder) in Make())
        {
            var arrays = SecretArrays(holder).ToList();
            if (name == nameof(KeyRingEntry)) continue; // A pair of a key and a state; the ring owns the key.
            Assert.NotEmpty(arrays);
            Assert.All(arrays, array => Assert.Contains(array, value => value != 0));
            ((IDisposable)holder).Dispose();
            Assert.All(arrays, array => Assert.All(array, value => Assert.Equal(0, value)));
        }
    }

    private static Dictionary<string, object> Make()
    {
        var entry = KeyRingEntry.Active(MasterKey.FromBytes(Sentinel));
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [nameof(MasterKey)] = MasterKey.FromBytes(Sentinel),
            [nameof(KeyRingEntry)] = entry,
            [nameof(KeyRing)] = new KeyRing(KeyRingEntry.Active(MasterKey.FromBytes(Sentinel)), KeyRingEntry.DecryptOnly(TestMasters.Master("older"))),
            [nameof(FernetKey)] = FernetKey.FromBytes(Sentinel),
            [nameof(Fernet)] = new Fernet([FernetKey.FromBytes(Sentinel), FernetTests.Key("older")]),
            [nameof(LegacyEnvelopes)] = new LegacyEnvelopes(SentinelText + "=", LegacyKeyDerivation.Hmac("context"u8)),
            [nameof(AppSigningSecret)] = AppSigningSecret.FromText("setting", SentinelText),
            [nameof(SignedNonces)] = new SignedNonces(AppSigningSecret.FromText("setting", SentinelText), new InMemoryNonceStore()),
        };
    }

    /// <summary>The arrays behind every SecretBytes that can be reached through private fields of our own types.</summary>
    private static IEnumerable<byte[]> SecretArrays(object? holder, int depth = 0)
    {
        if (holder is null || depth > 6) return [];
        if (holder is SecretBytes) return [(byte[])holder.GetType().GetField("_bytes", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(holder)!];
        if (holder is System.Collections.IDictionary dictionary) return dictionary.Values.Cast<object>().SelectMany(item => SecretArrays(item, depth + 1));
        if (holder is System.Collections.IEnumerable items and not string) return items.Cast<object>().SelectMany(item => SecretArrays(item, depth + 1));
        if (holder.GetType().Namespace != "HypeKr.Crypto") return [];
        return holder.GetType().GetFields(BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(field => !field.FieldType.IsValueType)
            .SelectMany(field => SecretArrays(field.GetValue(holder), depth + 1));
    }

    private static void AssertClean(string text)
    {
        foreach (var spelling in (string[])
            [
                Convert.ToHexStringLower(Sentinel)[1..^1], SentinelText[1..^2], Convert.ToBase64String(Sentinel)[..^2],
                new BigInteger(Sentinel, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture),
                Convert.ToHexStringLower(Encoding.UTF8.GetBytes(SentinelText))[2..^4],
            ])
        {
            Assert.DoesNotContain(spelling, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain(string.Join(',', Sentinel), text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}

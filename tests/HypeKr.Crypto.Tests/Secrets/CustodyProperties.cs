using System.Buffers.Text;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

/// <summary>Text near enough to base64url to get past a careless decoder.</summary>
public readonly record struct NearBase64(string Text);

/// <summary>Hostile input ends in the one documented exception; what was written is read back.</summary>
[Properties(Arbitrary = [typeof(Arbitraries), typeof(CustodyProperties)], MaxTest = 300)]
public sealed class CustodyProperties : IDisposable
{
    private readonly KeyRing _ring = TestMasters.Ring("a", "b");
    private readonly Fernet _fernet = new(FernetTests.Key("a"));
    private readonly SignedNonces _nonces = new(AppSigningSecret.FromText("s", AppSigningSecret.Generate()), new InMemoryNonceStore());

    public static Arbitrary<NearBase64> NearTexts()
    {
        var character = Gen.Frequency(
            (40, Gen.Elements("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".ToCharArray())),
            (1, Gen.Elements('=', '+', '/', ' ', '\n', '\t', '.', '\0', 'é', '\uD800')));
        var ending = Gen.Elements("", "", "=", "==", "A", "A=", "AA==", "\n");
        var start = Gen.Elements("", "hkn1.", "gAAAAA");
        return (from length in Gen.Choose(0, 120)
                from text in character.ArrayOf(length)
                from first in start
                from last in ending
                select new NearBase64(first + new string(text) + last)).ToArbitrary();
    }

    public void Dispose()
    {
        _ring.Dispose();
        _fernet.Dispose();
        _nonces.Dispose();
    }

    [Property]
    public void Any_secret_opens_for_its_user_and_address_and_for_no_other(NonEmptyString user, NonEmptyString other, EthereumAddress address, Message secret)
    {
        if (address.IsZero || secret.Bytes.Length == 0 || !IsWellFormed(user.Get) || !IsWellFormed(other.Get)) return;
        var envelope = _ring.SealOpaque(user.Get, address, secret.Bytes);
        var opened = new byte[secret.Bytes.Length];
        _ring.OpenOpaque(user.Get, address, _ring.Rewrap(user.Get, address, _ring.Reseal(user.Get, address, envelope)), opened);
        Assert.Equal(secret.Bytes, opened);
        if (other.Get != user.Get) Assert.Throws<EnvelopeException>(() => _ring.OpenOpaque(other.Get, address, envelope, opened));
    }

    [Property]
    public void Any_bytes_are_an_envelope_or_an_EnvelopeException(Message bytes, bool dressed)
    {
        byte[] envelope = dressed ? [.. "HKE1\u0001\u0001"u8, .. _ring.ActiveInnerKeyId!.Value.ToString().Take(16).Select(digit => (byte)digit), .. bytes.Bytes] : bytes.Bytes;
        Assert.Throws<EnvelopeException>(() => _ring.Open("user", default, envelope));
        Assert.Throws<EnvelopeException>(() => _ring.OpenOpaque("user", default, envelope, new byte[envelope.Length]));
        Assert.Throws<EnvelopeException>(() => _ring.Rewrap("user", default, envelope));
        Assert.Throws<EnvelopeException>(() => _ring.Reseal("user", default, envelope));
        _ring.Report([envelope]);
    }

    [Property]
    public void Any_text_is_a_token_or_its_exception(NearBase64 text)
    {
        Assert.Throws<FernetException>(() => _fernet.Decrypt(text.Text));
        Assert.Throws<FernetException>(() => _fernet.Rotate(text.Text));
        Assert.Throws<NonceException>(() => _nonces.ConsumeAsync(text.Text, "purpose", "subject").AsTask().GetAwaiter().GetResult());
    }

    [Property]
    public void Any_text_is_a_secret_or_its_exception(NearBase64 text)
    {
        if (Record.Exception(() => AppSigningSecret.FromText("s", text.Text).Dispose()) is { } secret) Assert.IsType<InsecureConfigException>(secret);
        if (Record.Exception(() => MasterKey.FromBase64Url(text.Text).Dispose()) is { } master) Assert.IsType<InvalidMasterKeyException>(master);
        if (Record.Exception(() => FernetKey.Parse(text.Text).Dispose()) is { } key) Assert.IsType<InvalidFernetKeyException>(key);
    }

    [Property]
    public void Bytes_have_one_text(Message bytes)
    {
        var text = Base64Url.EncodeToString(bytes.Bytes);
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        Assert.Equal(bytes.Bytes, Decode(text, padded: false));
        Assert.Equal(bytes.Bytes, Decode(padded, padded: true));
        if (text != padded)
        {
            Assert.Null(Decode(padded, padded: false));
            Assert.Null(Decode(text, padded: true));
        }
    }

    [Property]
    public void Text_that_is_read_is_the_text_of_what_was_read(NearBase64 text, bool padded)
    {
        if (Decode(text.Text, padded) is not { } bytes) return;
        var again = Base64Url.EncodeToString(bytes);
        Assert.Equal(text.Text, padded ? again.PadRight((again.Length + 3) / 4 * 4, '=') : again);
    }

    private static byte[]? Decode(string text, bool padded)
    {
        var bytes = new byte[CanonicalBase64Url.MaxDecodedLength(text.Length)];
        return CanonicalBase64Url.TryDecode(text, padded, bytes, out var written) ? bytes[..written] : null;
    }

    private static bool IsWellFormed(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar) && Encoding.UTF8.GetByteCount(text) <= 512;
}

using System.Globalization;

namespace HypeKr.Crypto.Tests;

/// <summary>Envelopes, tokens, nonces and the guard over secrets do the same in every culture.</summary>
public sealed class CustodyCultureTests : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;

    public void Dispose() => CultureInfo.CurrentCulture = _culture;

    /// <summary>Those that are there: under InvariantGlobalization only the last one is.</summary>
    public static TheoryData<string> Cultures =>
        [.. ((string[])["tr-TR", "ko-KR", "ar-SA", ""]).Where(name => CultureInfo.GetCultures(CultureTypes.AllCultures).Any(culture => culture.Name == name))];

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task Text_made_in_one_culture_is_read_in_another(string name)
    {
        var clock = TestClock.AtSeconds(1_760_000_000);
        using var wallet = TestKeys.Open("wallet");
        using var ring = TestMasters.Ring("a");
        using var fernet = new Fernet([FernetTests.Key("a")], clock);
        using var secret = AppSigningSecret.FromText("secret", AppSigningSecret.Generate());
        using var nonces = new SignedNonces(secret, new InMemoryNonceStore(clock), timeProvider: clock);
        var (envelope, token, nonce) = (ring.Seal("tg:İIıi", wallet), fernet.Encrypt("data"u8), nonces.Issue("İIıi", "인증", TimeSpan.FromMinutes(1)));
        var (id, report) = (ring.ActiveOuterKeyId.ToString(), ring.Report([envelope]).ToString());

        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        ring.Open("tg:İIıi", wallet.Address, envelope).Dispose();
        Assert.Throws<EnvelopeException>(() => ring.Open("tg:iiii", wallet.Address, envelope));
        Assert.Equal("data"u8.ToArray(), fernet.Decrypt(token, TimeSpan.FromSeconds(1)));
        await nonces.ConsumeAsync(nonce, "İIıi", "인증");
        Assert.Equal((id, report), (ring.ActiveOuterKeyId.ToString(), ring.Report([envelope]).ToString()));

        // "INSECURE".ToLower() is "ınsecure" in Turkish.
        foreach (var placeholder in (string[])["DEV-ONLY-INSECURE-8c1f0a9b8e7d6c5f4a3b2c1d", "CHANGEIT-8c1f0a9b8e7d6c5f4a3b2c1d0e9f8a", "FIXME-8c1f0a9b8e7d6c5f4a3b2c1d0e9f8a7b6c"])
        {
            Assert.Equal(InsecureConfigReason.Placeholder, Assert.Throws<InsecureConfigException>(() => AppSigningSecret.FromText("s", placeholder)).Reason);
        }
    }
}

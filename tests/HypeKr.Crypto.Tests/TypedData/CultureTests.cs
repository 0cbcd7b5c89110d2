using System.Globalization;

namespace HypeKr.Crypto.Tests;

/// <summary>What is hashed, signed and said is the same under every culture, and where there are none (InvariantGlobalization).</summary>
public sealed class CultureTests
{
    // Turkish has its own I, Korean its own order of letters; the empty name is the invariant culture.
    public static TheoryData<string> Cultures => ["", "tr-TR", "ko-KR", "ar-SA", "sv-SE"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Hashes_signatures_and_messages_do_not_change(string name)
    {
        var expected = Observe();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Find(name);
            Assert.Equal(expected, Observe());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Types_are_ordered_by_their_bytes(string name)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Find(name);
            Assert.Equal(
                "Main(Zed a,_Under b,aLower c,Alpha d,alpha2 e,iI f,II g)Alpha(bool v)II(bool v)Zed(bool v)_Under(bool v)aLower(bool v)alpha2(bool v)iI(bool v)",
                Mixed().EncodeType);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string[] Observe()
    {
        using var key = TestKeys.Open("culture");
        var typed = Mixed();
        var refusal = Assert.Throws<SigningRefusedException>(() => Refuse());
        return
        [
            typed.Digest.ToString(),
            key.Sign(typed.Digest).ToString(),
            key.Address.ToString(),
            PersonalMessage.HashText("İstanbul, 1234,5").ToString(),
            Assert.Throws<InvalidTypedDataException>(() => new TypedDataBuilder("A", new TypedDataDomain()).Field("v", "int8", -1234567).Build()).Message,
            Assert.Throws<InvalidSignatureException>(() => RecoverableSignature.Create(new byte[32], new byte[32], -7)).Message,
            refusal.Message,
        ];

        void Refuse()
        {
            var signer = RateLimitedSigner.Wrap(new ScriptedSigner(), 1, TimeSpan.FromMilliseconds(1500), new ManualTime(default));
            signer.SignDigestAsync(typed.Digest).AsTask().Wait();
            signer.SignDigestAsync(typed.Digest).AsTask().Wait();
        }
    }

    private static TypedData Mixed()
    {
        var value = TypedDataValue.StructOf(("v", true));
        var builder = new TypedDataBuilder("Main", new TypedDataDomain { Name = "culture" });
        var field = 'a';
        foreach (var type in (string[])["Zed", "_Under", "aLower", "Alpha", "alpha2", "iI", "II"])
        {
            builder.Struct(type, new TypedDataField("v", "bool")).Field((field++).ToString(), type, value);
        }

        return builder.Build();
    }

    /// <summary>Under InvariantGlobalization there is no culture but the invariant one, and that is the test then.</summary>
    private static CultureInfo Find(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}

using HypeKr.Crypto;

namespace HypeKr.SampleBot.Tests;

/// <summary>The bot runs with InvariantGlobalization, where .NET leaves text as it is when it is asked to normalise it.</summary>
public sealed class KeystorePasswordTests
{
    [Fact]
    public void A_password_outside_ascii_is_refused_where_it_cannot_be_normalised()
    {
        Assert.NotEqual("\u00E9", "e\u0301".Normalize());
        using var key = Secp256k1PrivateKey.Generate();
        Assert.Throws<KeystorePasswordException>(() => KeystoreV3.Export(key, "caf\u00E9", KeystoreKdf.Pbkdf2(100_000)));
    }

    [Fact]
    public void An_ascii_password_works_as_everywhere()
    {
        using var key = Secp256k1PrivateKey.Generate();
        using var back = KeystoreV3.Import(KeystoreV3.Export(key, "correct horse", KeystoreKdf.Pbkdf2(100_000)), "correct horse");
        Assert.Equal(key.Address, back.Address);
    }
}

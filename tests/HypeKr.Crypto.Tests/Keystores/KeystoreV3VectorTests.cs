using System.Text;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

[Trait("Category", "Vectors")]
public sealed class KeystoreV3VectorTests(ITestOutputHelper output)
{
    [VectorFact("crypto/keystore-v3.json")]
    public void Keystores_open_and_are_refused_as_the_reference_says() =>
        VectorFile.Open("crypto/keystore-v3.json").Run(output, ("vectors", Opens), ("reject", Refuses));

    private static void Opens(JsonElement record)
    {
        var password = record.Text("password");
        if (IsBeyondThisProcess(password))
        {
            Assert.Throws<KeystorePasswordException>(() => KeystoreV3.Import(record.GetProperty("keystore").GetRawText(), password));
            return;
        }

        Assert.Equal(record.Text("passwordNfkcUtf8Hex"), Convert.ToHexStringLower(KeystorePassword.Encode(password, KeystorePassword.CanNormalize)));

        using var key = KeystoreV3.Import(record.GetProperty("keystore").GetRawText(), password);
        var bytes = new byte[Secp256k1PrivateKey.Size];
        key.CopyTo(bytes);
        Assert.Equal(record.Text("privateKey"), Convert.ToHexStringLower(bytes));
        Assert.Equal(record.Text("address"), key.Address.ToString());

        // Written again with the same salt, counter and id, it is the same file but for the spelling of its section.
        var file = record.GetProperty("keystore");
        var section = file.TryGetProperty("crypto", out var lower) ? lower : file.GetProperty("Crypto");
        var parameters = section.GetProperty("kdfparams");
        var kdf = section.Text("kdf") == "scrypt"
            ? KeystoreKdf.ReadScrypt(parameters.GetProperty("n").GetInt64(), parameters.GetProperty("r").GetInt64(), parameters.GetProperty("p").GetInt64())
            : KeystoreKdf.ReadPbkdf2(parameters.GetProperty("c").GetInt64());
        var written = KeystoreV3.Export(
            key, password, kdf, parameters.Bytes("salt"), section.GetProperty("cipherparams").Bytes("iv"), Guid.Parse(file.Text("id")));
        using var document = JsonDocument.Parse(written);
        var again = document.RootElement;
        Assert.True(JsonElement.DeepEquals(section, again.GetProperty("crypto")), written);
        foreach (var name in (string[])["address", "id"]) Assert.Equal(file.Text(name), again.Text(name));
        Assert.Equal(3, again.GetProperty("version").GetInt32());
    }

    private static void Refuses(JsonElement record)
    {
        Assert.Equal("reject", record.Text("expect"));
        var error = Assert.ThrowsAny<HypeKrCryptoException>(() => KeystoreV3.Import(record.GetProperty("keystore").GetRawText(), record.Text("password")));
        Assert.True(error is InvalidKeystoreException || (error is KeystorePasswordException && IsBeyondThisProcess(record.Text("password"))), error.GetType().Name);
    }

    /// <summary>Without globalization a process cannot normalise, and refuses what would need it.</summary>
    private static bool IsBeyondThisProcess(string password) => !KeystorePassword.CanNormalize && !Ascii.IsValid(password);
}

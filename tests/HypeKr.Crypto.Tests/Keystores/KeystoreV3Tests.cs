using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

public sealed class KeystoreV3Tests
{
    private const string Password = "correct horse";

    private static readonly KeystoreKdf Cheap = KeystoreKdf.ReadPbkdf2(2);
    private static readonly byte[] Salt = TestKeys.Bytes("salt");
    private static readonly byte[] Iv = TestKeys.Bytes("iv")[..16];

    [Fact]
    public void A_key_comes_back_from_either_derivation()
    {
        using var key = TestKeys.Open("exported");
        foreach (var kdf in (KeystoreKdf[])[KeystoreKdf.Scrypt(1 << 12), KeystoreKdf.Pbkdf2(100_000)])
        {
            using var back = KeystoreV3.Import(KeystoreV3.Export(key, Password, kdf), Password);
            Assert.Equal(key.Address, back.Address);
            Assert.Equal(key.Sign(default), back.Sign(default));
        }
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Arbitraries)])]
    public void Any_key_and_counter_come_back(KeyBytes bytes, Word iv)
    {
        using var key = bytes.Open();
        using var back = KeystoreV3.Import(KeystoreV3.Export(key, Password, Cheap, Salt, iv.Bytes.AsSpan(0, 16), Guid.Empty), Password);
        Assert.Equal(key.Sign(iv.Hash), back.Sign(iv.Hash));
    }

    [Fact]
    public void Two_exports_share_neither_salt_nor_counter_nor_id()
    {
        using var key = TestKeys.Open("exported");
        var (one, two) = (Parse(KeystoreV3.Export(key, Password, KeystoreKdf.Pbkdf2(100_000))), Parse(KeystoreV3.Export(key, Password, KeystoreKdf.Pbkdf2(100_000))));
        Assert.NotEqual(Text(one, "id"), Text(two, "id"));
        Assert.NotEqual(Text(one["crypto"]!["kdfparams"]!, "salt"), Text(two["crypto"]!["kdfparams"]!, "salt"));
        Assert.NotEqual(Text(one["crypto"]!["cipherparams"]!, "iv"), Text(two["crypto"]!["cipherparams"]!, "iv"));
        Assert.Equal(key.Address.ToLowerHex()[2..], Text(one, "address"));
    }

    [Fact]
    public void A_file_beyond_scrypts_own_bound_is_read_but_never_written()
    {
        // r = 1 with n = 2^18, as one library once wrote it. Made by a plain Python scrypt, since OpenSSL and BouncyCastle refuse it.
        const string Old = """
            {"version": 3, "crypto": {"cipher": "aes-128-ctr", "cipherparams": {"iv": "31a1af5a0b897e3194d3ab5ff7a2fdba"}, "ciphertext": "3f04e828578df60ea4c6c5dc517b50c08061f7606c0e3664e3cb961493d97195", "kdf": "scrypt", "kdfparams": {"salt": "1fc5ec8c04b98905e70c2a3f74f85f79aa6b5c126fe9a5ef30675a1a9d5778ff", "n": 262144, "r": 1, "p": 1, "dklen": 32}, "mac": "e1623fdcf7faaf0c7969d08820a5a7828a49bd4b80ad7953055ccf4dbdfacf8a"}}
            """;
        using var key = KeystoreV3.Import(Old, "an old keystore");
        Assert.Equal(TestKeys.Open("an old keystore").Address, key.Address);
        Assert.Throws<ArgumentOutOfRangeException>(() => KeystoreKdf.Scrypt(1 << 18, r: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => KeystoreKdf.Scrypt(1 << 16, r: 1));
        Assert.NotNull(KeystoreKdf.Scrypt(1 << 15, r: 1));
    }

    [Theory]
    [InlineData(0, 8, 1)]
    [InlineData(2048, 8, 1)]
    [InlineData(5000, 8, 1)]
    [InlineData(1 << 21, 8, 1)]
    [InlineData(1 << 20, 16, 1)]
    [InlineData(1 << 20, 8, 3)]
    [InlineData(1 << 14, 0, 1)]
    [InlineData(1 << 14, 33, 1)]
    [InlineData(1 << 14, 8, 0)]
    [InlineData(1 << 14, 8, 17)]
    [InlineData(int.MinValue, 8, 1)]
    public void Costs_out_of_bounds_are_not_written(int n, int r, int p) => Assert.Throws<ArgumentOutOfRangeException>(() => KeystoreKdf.Scrypt(n, r, p));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(99_999)]
    [InlineData(10_000_001)]
    public void Iterations_out_of_bounds_are_not_written(int iterations) => Assert.Throws<ArgumentOutOfRangeException>(() => KeystoreKdf.Pbkdf2(iterations));

    [Theory]
    [InlineData("n", "2147483648")]
    [InlineData("n", "9223372036854775807")]
    [InlineData("n", "9223372036854775808")]
    [InlineData("n", "-4096")]
    [InlineData("n", "4096.5")]
    [InlineData("n", "1e400")]
    [InlineData("n", "\"4096\"")]
    [InlineData("n", "1")]
    [InlineData("n", "0")]
    [InlineData("n", "null")]
    [InlineData("r", "0")]
    [InlineData("r", "4294967297")]
    [InlineData("r", "33")]
    [InlineData("p", "0")]
    [InlineData("p", "17")]
    [InlineData("p", "1099511627776")]
    [InlineData("dklen", "31")]
    [InlineData("dklen", "64")]
    [InlineData("dklen", "2147483647")]
    [InlineData("salt", "\"\"")]
    [InlineData("salt", "\"0g\"")]
    [InlineData("salt", "\"0x00\"")]
    public void Hostile_parameters_are_refused_before_they_cost_anything(string name, string value)
    {
        var text = Scrypted();
        var keystore = Parse(text);
        keystore["crypto"]!["kdfparams"]![name] = JsonNode.Parse(value);
        AssertRefusedCheaply(keystore.ToJsonString());
    }

    [Fact]
    public void Memory_and_work_are_bounded_together()
    {
        foreach (var (n, r, p) in ((int, int, int)[])[(1 << 20, 16, 1), (1 << 19, 32, 1), (1 << 20, 8, 3), (1 << 18, 8, 9)])
        {
            var keystore = Parse(Scrypted());
            var parameters = keystore["crypto"]!["kdfparams"]!;
            (parameters["n"], parameters["r"], parameters["p"]) = (n, r, p);
            AssertRefusedCheaply(keystore.ToJsonString());
        }
    }

    [Theory]
    [InlineData("c", "0")]
    [InlineData("c", "2147483647")]
    [InlineData("c", "10000001")]
    [InlineData("prf", "\"hmac-sha512\"")]
    [InlineData("prf", "null")]
    public void Hostile_iterations_are_refused(string name, string value)
    {
        var keystore = Parse(Exported());
        keystore["crypto"]!["kdfparams"]![name] = JsonNode.Parse(value);
        AssertRefusedCheaply(keystore.ToJsonString());
    }

    [Fact]
    public void Every_bit_of_mac_ciphertext_iv_and_salt_counts()
    {
        foreach (var path in (string[][])[["mac"], ["ciphertext"], ["cipherparams", "iv"], ["kdfparams", "salt"]])
        {
            var digits = Leaf(Parse(Exported()), path).GetValue<string>();
            for (var bit = 0; bit < digits.Length * 4; bit++)
            {
                var bytes = Convert.FromHexString(digits);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                var keystore = Parse(Exported());
                Leaf(keystore, path[..^1])[path[^1]] = Convert.ToHexStringLower(bytes);

                // The MAC does not cover the counter; the address does.
                Assert.Throws<InvalidKeystoreException>(() => KeystoreV3.Import(keystore.ToJsonString(), Password));
            }
        }

        static JsonNode Leaf(JsonNode keystore, string[] path) => path.Aggregate(keystore["crypto"]!, (node, name) => node[name]!);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var text = Exported();
        for (var length = 0; length < text.Length; length++) Assert.Throws<InvalidKeystoreException>(() => KeystoreV3.Import(text[..length], Password));
    }

    [Property(MaxTest = 300)]
    public void Any_mutation_gives_the_key_or_the_documented_exception(int place, char with)
    {
        var text = Exported().ToCharArray();
        text[(int)(Math.Abs((long)place) * 37 % text.Length)] = with;
        AssertKeyOrRefusal(new string(text));
    }

    [Property(MaxTest = 300)]
    public void Any_text_gives_the_documented_exception(string? text) => AssertKeyOrRefusal(text ?? "");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":3,\"crypto\":[]}")]
    [InlineData("{\"version\":3,\"version\":3}")]
    [InlineData("{\"version\":\"3\",\"crypto\":{}}")]
    [InlineData("{\"version\":3,\"crypto\":{},\"Crypto\":{}}")]
    [InlineData("{\"version\":3,\"crypto\":{\"cipher\":\"\\ud800\"}}")]
    [InlineData("{\"\\ud800\":3,\"\\ud800\":4}")]
    [InlineData("{\"version\":3,\"crypto\":{}}\ud800")]
    public void Other_json_is_refused(string text) => Assert.Throws<InvalidKeystoreException>(() => KeystoreV3.Import(text, Password));

    [Fact]
    public void Deep_and_long_files_are_refused()
    {
        Assert.Throws<InvalidKeystoreException>(() => KeystoreV3.Import(new string('[', 60_000), Password));
        Assert.Throws<InvalidKeystoreException>(() => KeystoreV3.Import(Exported() + new string(' ', 65_536), Password));
    }

    [Fact]
    public void The_address_may_be_missing_or_in_any_case_but_not_wrong()
    {
        var keystore = Parse(Exported());
        var address = TestKeys.Open("exported").Address;
        foreach (var text in (string[])[address.ToString(), address.ToLowerHex(), address.ToLowerHex()[2..], address.ToLowerHex()[2..].ToUpperInvariant()])
        {
            keystore["address"] = text;
            KeystoreV3.Import(keystore.ToJsonString(), Password).Dispose();
        }

        keystore.Remove("address");
        KeystoreV3.Import(keystore.ToJsonString(), Password).Dispose();

        keystore["address"] = TestKeys.Open("another").Address.ToLowerHex()[2..];
        var error = Assert.Throws<InvalidKeystoreException>(() => KeystoreV3.Import(keystore.ToJsonString(), Password));
        Assert.Contains(TestKeys.Open("another").Address.Fingerprint, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(address.ToLowerHex()[2..], error.Message, StringComparison.OrdinalIgnoreCase);

        keystore["address"] = "0x12";
        Assert.Throws<InvalidKeystoreException>(() => KeystoreV3.Import(keystore.ToJsonString(), Password));
    }

    [Fact]
    public void A_password_is_normalised_or_refused()
    {
        using var key = TestKeys.Open("exported");
        Assert.Equal("A\u030A".Normalize(NormalizationForm.FormC) == "\u00C5", KeystorePassword.CanNormalize);
        if (KeystorePassword.CanNormalize)
        {
            var composed = KeystoreV3.Export(key, "caf\u00E9 \uFB01", Cheap, Salt, Iv, Guid.Empty);
            KeystoreV3.Import(composed, "cafe\u0301 fi").Dispose();
        }
        else
        {
            // InvariantGlobalization, or DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 for the run.
            Assert.Throws<KeystorePasswordException>(() => KeystoreV3.Export(key, "caf\u00E9"));
            Assert.Throws<KeystorePasswordException>(() => KeystoreV3.Import(Exported(), "cafe\u0301"));
        }

        var error = Assert.Throws<KeystorePasswordException>(() => KeystorePassword.Encode("caf\u00E9", canNormalize: false));
        Assert.DoesNotContain("caf", error.Message, StringComparison.Ordinal);
        Assert.Equal("cafe"u8.ToArray(), KeystorePassword.Encode("cafe", canNormalize: false));
    }

    [Fact]
    public void Passwords_that_are_no_text_empty_or_endless_are_refused()
    {
        using var key = TestKeys.Open("exported");
        Assert.Throws<KeystorePasswordException>(() => KeystoreV3.Export(key, ""));
        Assert.Throws<KeystorePasswordException>(() => KeystoreV3.Export(key, "\ud800"));
        Assert.Throws<KeystorePasswordException>(() => KeystoreV3.Import(Exported(), "a\udc00b"));
        Assert.Throws<KeystorePasswordException>(() => KeystoreV3.Import(Exported(), new string('a', 4097)));
    }

    [Fact]
    public void A_disposed_key_is_not_exported()
    {
        var key = TestKeys.Open("exported");
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => KeystoreV3.Export(key, Password));
    }

    private static string Exported()
    {
        using var key = TestKeys.Open("exported");
        return KeystoreV3.Export(key, Password, Cheap, Salt, Iv, Guid.Empty);
    }

    private static string Scrypted()
    {
        using var key = TestKeys.Open("exported");
        return KeystoreV3.Export(key, Password, KeystoreKdf.ReadScrypt(2, 1, 1), Salt, Iv, Guid.Empty);
    }

    private static void AssertRefusedCheaply(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidKeystoreException>(() => KeystoreV3.Import(text, Password));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static void AssertKeyOrRefusal(string text)
    {
        try
        {
            using var key = KeystoreV3.Import(text, Password);
            Assert.Equal(TestKeys.Open("exported").Address, key.Address);
        }
        catch (InvalidKeystoreException)
        {
        }
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>().ToString(CultureInfo.InvariantCulture);
}

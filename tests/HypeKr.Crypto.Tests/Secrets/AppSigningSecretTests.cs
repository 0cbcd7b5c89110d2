using System.Security.Cryptography;
using System.Text;

namespace HypeKr.Crypto.Tests;

public sealed class AppSigningSecretTests : IDisposable
{
    private const string Setting = "HYPEKR_APP_SECRET";

    private readonly string _file = Path.Combine(Path.GetTempPath(), "hypekr-secret-" + Guid.NewGuid().ToString("N"));

    /// <summary>Things that people really put there, and why each is refused.</summary>
    public static TheoryData<string?, InsecureConfigReason> Bad => new()
    {
        { null, InsecureConfigReason.Missing },
        { "", InsecureConfigReason.Missing },
        { " ", InsecureConfigReason.Missing },
        { "                                        ", InsecureConfigReason.Missing },
        { "\n", InsecureConfigReason.Missing },
        { "short", InsecureConfigReason.TooShort },
        { "Zm9yZ2V0dGFibGU", InsecureConfigReason.TooShort },
        { "u80qvyR_O0HP4hP7ypxe2HBbTZU0EKC", InsecureConfigReason.TooShort },
        { "u80qvyR_O0HP4hP7ypxe2HBbTZU0EKCo\n", InsecureConfigReason.StrayCharacters },
        { "u80qvyR_O0HP4hP7ypxe2HBbTZU0EKCo\r\n", InsecureConfigReason.StrayCharacters },
        { " u80qvyR_O0HP4hP7ypxe2HBbTZU0EKCo", InsecureConfigReason.StrayCharacters },
        { "u80qvyR_O0HP4hP7ypxe2HBbTZU0EKCo\t", InsecureConfigReason.StrayCharacters },
        { "u80qvyR_O0HP4hP7\0ypxe2HBbTZU0EKCo", InsecureConfigReason.StrayCharacters },
        { "u80qvyR_O0HP4hP7\u200Bypxe2HBbTZU0EKCo", InsecureConfigReason.StrayCharacters },
        { "\uFEFFu80qvyR_O0HP4hP7ypxe2HBbTZU0EKCo", InsecureConfigReason.StrayCharacters },
        { "u80qvyR_O0HP4hP7\u001bypxe2HBbTZU0EKCo", InsecureConfigReason.StrayCharacters },
        { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", InsecureConfigReason.TooFewDistinctCharacters },
        { "0000000000000000000000000000000000000000000000000000000000000000", InsecureConfigReason.TooFewDistinctCharacters },
        { "0123012301230123012301230123012301230123", InsecureConfigReason.TooFewDistinctCharacters },
        { "abcaabbccabcbcabcacbbacabcabacbcabcbacba", InsecureConfigReason.TooFewDistinctCharacters },
        { "k7Pq2mXw9ZRtk7Pq2mXw9ZRtk7Pq2mXw9ZRt", InsecureConfigReason.Repetition },
        { "k7Pq2mXw9ZRtLvBnk7Pq2mXw9ZRtLvBn", InsecureConfigReason.Repetition },
        { "k7Pq2mXw9ZRtLk7Pq2mXw9ZRtLk7Pq2mXw", InsecureConfigReason.Repetition },
        { "changeme", InsecureConfigReason.Placeholder },
        { "CHANGE_ME", InsecureConfigReason.Placeholder },
        { "Change-Me-Please-Change-Me-Please-Change", InsecureConfigReason.Placeholder },
        { "change me change me change me change me!", InsecureConfigReason.Placeholder },
        { "changemechangemechangemechangemechangeme", InsecureConfigReason.Placeholder },
        { "please_change_this_value_before_deploying_9", InsecureConfigReason.Placeholder },
        { "secret", InsecureConfigReason.Placeholder },
        { "supersecretsupersecretsupersecret1234", InsecureConfigReason.Placeholder },
        { "S-E-C-R-E-T-0123-4567-89ab-cdef-ghij", InsecureConfigReason.Placeholder },
        { "my-default-signing-value-for-the-bot-2024", InsecureConfigReason.Placeholder },
        { "dev-only-insecure-secret", InsecureConfigReason.Placeholder },
        { "dev_only_insecure_SECRET_do_not_use_in_production", InsecureConfigReason.Placeholder },
        { "this-is-insecure-but-long-enough-to-pass-9", InsecureConfigReason.Placeholder },
        { "test-test-test-and-more-of-the-same-kind", InsecureConfigReason.Placeholder },
        { "TEST_1234567890_qazwsxedcrfvtgbyhnujmik", InsecureConfigReason.Placeholder },
        { "testing-0f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c", InsecureConfigReason.Placeholder },
        { "example-value-0f8a7b6c5d4e3f2a1b0c9d8e7f", InsecureConfigReason.Placeholder },
        { "EXAMPLE0f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c", InsecureConfigReason.Placeholder },
        { "REPLACE_ME_WITH_32_RANDOM_CHARACTERS_PLS", InsecureConfigReason.Placeholder },
        { "replace this with the output of openssl rand", InsecureConfigReason.Placeholder },
        { "your-256-bit-signing-thing-goes-right-here", InsecureConfigReason.Placeholder },
        { "YOUR_APP_VALUE_HERE_0123", InsecureConfigReason.Placeholder },
        { "put-your-long-random-string-over-here-ok", InsecureConfigReason.Placeholder },
        { "your-token", InsecureConfigReason.Placeholder },
        { "TODO", InsecureConfigReason.Placeholder },
        { "todo-set-this-before-going-to-production-9", InsecureConfigReason.Placeholder },
        { "FIXME_8c1f0a9b8e7d6c5f4a3b2c1d0e9f8a7b", InsecureConfigReason.Placeholder },
        { "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", InsecureConfigReason.Placeholder },
        { "XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX", InsecureConfigReason.Placeholder },
        { "sk-xxxxxxxx0123456789abcdefghijklmnopqrst", InsecureConfigReason.Placeholder },
        { "<your app signing value, at least 32 long>", InsecureConfigReason.Placeholder },
        { "<paste 32 random bytes as base64url in it>", InsecureConfigReason.Placeholder },
        { "${HYPEKR_APP_SIGNING_VALUE_FROM_THE_VAULT}", InsecureConfigReason.Placeholder },
        { "prefix-${VALUE}-8c1f0a9b8e7d6c5f4a3b2c1d0e", InsecureConfigReason.Placeholder },
        { "{{ .Values.bot.signing | b64enc | quote }}", InsecureConfigReason.Placeholder },
        { "%HYPEKR_SIGNING_VALUE_FROM_ENVIRONMENT_9%", InsecureConfigReason.Placeholder },
        { "$(cat /run/keys/hypekr-signing-value.txt)", InsecureConfigReason.Placeholder },
        { "[generate with openssl rand -base64 32 now]", InsecureConfigReason.Placeholder },
        { "8c1f0a9b8e7d6c5f4a3b2c1d0e9f8a7b...", InsecureConfigReason.Placeholder },
        { "placeholder-8c1f0a9b8e7d6c5f4a3b2c1d0e9f", InsecureConfigReason.Placeholder },
        { "P4ssw0rd-passw0rd-8c1f0a9b8e7d6c5f4a3b2c", InsecureConfigReason.Placeholder },
        { "MyPassword_MyPassword_MyPassword_12", InsecureConfigReason.Placeholder },
        { "12345678901234567890123456789012", InsecureConfigReason.Placeholder },
        { "abcdefghijklmnopqrstuvwxyz0123456789ABCD", InsecureConfigReason.Placeholder },
        { "0123456789abcdef0123456789abcdef", InsecureConfigReason.Placeholder },
        { "qwertyuiopasdfghjklzxcvbnm1234567890-=[]", InsecureConfigReason.Placeholder },
        { "deadbeefdeadbeefdeadbeefdeadbeef01234567", InsecureConfigReason.Placeholder },
        { "my-dev-bot-user-8c1f0a9b8e7d6c5f4a3b2c1d0", InsecureConfigReason.Placeholder },
        { "ｃｈａｎｇｅｍｅ-8c1f0a9b8e7d6c5f4a3b2c1d0e9f", InsecureConfigReason.Placeholder },
    };

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_secrets_stop_the_program_and_are_not_repeated(string? value, InsecureConfigReason reason)
    {
        List<Exception> errors = [Record.Exception(() => AppSigningSecret.Load(Setting, _ => value))];
        if (value is not null) errors.Add(Record.Exception(() => AppSigningSecret.FromText(Setting, value)));
        foreach (var exception in errors)
        {
            var error = Assert.IsType<InsecureConfigException>(exception);
            Assert.Equal((Setting, reason), (error.SettingName, error.Reason));
            Assert.Null(error.InnerException);
            Assert.Empty(error.Data);
            Assert.Contains(Setting, error.Message, StringComparison.Ordinal);
            AssertNotIn(value, error.Message);
        }
    }

    // Not in the table: the test runner writes the rows as UTF-8.
    [Theory]
    [InlineData('\uD800')]
    [InlineData('\uDC00')]
    public void Half_a_character_is_not_text(char half)
    {
        foreach (var at in (int[])[0, 16, 32])
        {
            var value = "u80qvyR_O0HP4hP7ypxe2HBbTZU0EKCo".Insert(at, half.ToString());
            Assert.Equal(InsecureConfigReason.NotText, Assert.Throws<InsecureConfigException>(() => AppSigningSecret.FromText(Setting, value)).Reason);
        }
    }

    [Fact]
    public void The_table_is_as_long_as_it_says() => Assert.True(Bad.Count >= 60, $"{Bad.Count} bad secrets");

    [Fact]
    public void A_bad_value_is_refused_whatever_its_case_and_separators()
    {
        foreach (var word in (string[])["changeme", "secret", "default", "devonlyinsecuresecret", "example", "replaceme", "placeholder", "password"])
        {
            foreach (var separator in (string[])["", "_", "-", " ", ".", "/", "__"])
            {
                var spelled = string.Join(separator, word.ToCharArray());
                foreach (var text in (string[])[spelled, spelled.ToUpperInvariant(), "8c1f0a9b8e7d6c5f4a3b" + spelled + "8e7d6c5f4a3b2c1d", spelled + "-kQ9zLr4TnB2vWx7YpDf3"])
                {
                    Assert.Equal(
                        InsecureConfigReason.Placeholder,
                        Assert.Throws<InsecureConfigException>(() => AppSigningSecret.FromText(Setting, text)).Reason);
                }
            }
        }
    }

    [Fact]
    public void Generated_and_other_random_secrets_are_accepted()
    {
        for (var i = 0; i < 2000; i++) AppSigningSecret.FromText(Setting, AppSigningSecret.Generate()).Dispose();
        Assert.Equal(43, AppSigningSecret.Generate().Length);

        // Whoever makes them: hex, base64, base64url with padding, long words.
        for (var i = 0; i < 500; i++)
        {
            var bytes = SHA256.HashData(BitConverter.GetBytes(i));
            AppSigningSecret.FromText(Setting, Convert.ToHexStringLower(bytes)).Dispose();
            AppSigningSecret.FromText(Setting, Convert.ToBase64String(bytes)).Dispose();
        }

        AppSigningSecret.FromText(Setting, "correct horse battery staple velvet orbit").Dispose();
        AppSigningSecret.FromText(Setting, "지구는둥글고하늘은파랗고물은차갑고불은뜨겁고나무는자라고새는날고꽃은핀다").Dispose();
        AppSigningSecret.FromText(Setting, Long(4096)).Dispose();
    }

    [Fact]
    public void A_file_that_is_no_secret_is_too_long()
    {
        var value = Long(4097);
        Assert.Equal(InsecureConfigReason.TooLong, Assert.Throws<InsecureConfigException>(() => AppSigningSecret.FromText(Setting, value)).Reason);
        File.WriteAllText(_file, value);
        Assert.Equal(InsecureConfigReason.TooLong, Refused().Reason);
        File.WriteAllBytes(_file, new byte[1 << 20]);
        Assert.Equal(InsecureConfigReason.TooLong, Refused().Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_file_may_end_in_one_line_end(string end)
    {
        var value = AppSigningSecret.Generate();
        File.WriteAllText(_file, value + end);
        using var secret = AppSigningSecret.LoadFile(Setting, _file);
        using var expected = AppSigningSecret.FromText("other", value);
        Assert.Equal(InsecureConfigReason.SameAsAnotherSecret, Assert.Throws<InsecureConfigException>(() => secret.RequireDifferent(expected)).Reason);
    }

    [Fact]
    public void A_file_with_anything_else_is_refused()
    {
        var value = AppSigningSecret.Generate();
        foreach (var text in (string[])[value + "\n\n", value + " \n", "\n" + value, value + "\n" + value, "\uFEFF" + value, value + "\r"])
        {
            File.WriteAllText(_file, text);
            Assert.Equal(InsecureConfigReason.StrayCharacters, Refused().Reason);
        }

        File.WriteAllText(_file, "");
        Assert.Equal(InsecureConfigReason.Missing, Refused().Reason);
        File.WriteAllText(_file, "\n");
        Assert.Equal(InsecureConfigReason.Missing, Refused().Reason);
        File.WriteAllText(_file, "CHANGE_ME");
        Assert.Equal(InsecureConfigReason.Placeholder, Refused().Reason);
        File.WriteAllBytes(_file, [.. Encoding.UTF8.GetBytes(value), 0xC3]);
        Assert.Equal(InsecureConfigReason.NotText, Refused().Reason);
        File.Delete(_file);
        Assert.Equal(InsecureConfigReason.Missing, Refused().Reason);
        Assert.Equal(InsecureConfigReason.Missing, Assert.Throws<InsecureConfigException>(() => AppSigningSecret.LoadFile(Setting, Path.Combine(_file, "none", "none"))).Reason);
        Assert.Equal(InsecureConfigReason.Unreadable, Assert.Throws<InsecureConfigException>(() => AppSigningSecret.LoadFile(Setting, Path.GetTempPath())).Reason);
    }

    [Fact]
    public void The_same_value_for_two_settings_is_refused()
    {
        var (one, two) = (AppSigningSecret.Generate(), AppSigningSecret.Generate());
        var settings = new Dictionary<string, string?> { [Setting] = one, ["BOT_TOKEN"] = two, ["MASTER"] = one, ["EMPTY"] = null };
        AppSigningSecret.Load(Setting, settings.GetValueOrDefault).Dispose();
        AppSigningSecret.Load(Setting, settings.GetValueOrDefault, "BOT_TOKEN", "EMPTY", "ABSENT", Setting).Dispose();
        var error = Assert.Throws<InsecureConfigException>(() => AppSigningSecret.Load(Setting, settings.GetValueOrDefault, "BOT_TOKEN", "MASTER"));
        Assert.Equal((Setting, InsecureConfigReason.SameAsAnotherSecret), (error.SettingName, error.Reason));
        AssertNotIn(one, error.ToString());

        using var secret = AppSigningSecret.FromText(Setting, one);
        using var other = AppSigningSecret.FromText("OTHER", two);
        secret.RequireDifferent();
        secret.RequireDifferent(other);
        Assert.Throws<InsecureConfigException>(() => secret.RequireDifferent(other, secret));
    }

    [Fact]
    public void A_reader_that_fails_is_a_refusal_that_does_not_quote_it()
    {
        var value = AppSigningSecret.Generate();
        var error = Assert.Throws<InsecureConfigException>(() => AppSigningSecret.Load(Setting, _ => throw new InvalidOperationException(value)));
        Assert.Equal(InsecureConfigReason.Unreadable, error.Reason);
        AssertNotIn(value, error.ToString());
        Assert.Throws<InsecureConfigException>(() => AppSigningSecret.Load(Setting, name => name == Setting ? value : throw new InvalidOperationException(value), "OTHER"));
    }

    [Fact]
    public void The_environment_is_a_reader()
    {
        var name = "HYPEKR_TEST_" + Guid.NewGuid().ToString("N");
        Assert.Equal(InsecureConfigReason.Missing, Assert.Throws<InsecureConfigException>(() => AppSigningSecret.Load(name, Environment.GetEnvironmentVariable)).Reason);
        Environment.SetEnvironmentVariable(name, AppSigningSecret.Generate());
        try
        {
            using var secret = AppSigningSecret.Load(name, Environment.GetEnvironmentVariable);
            Assert.Equal(name, secret.SettingName);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public void Wrong_calls_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AppSigningSecret.Load(" ", _ => null));
        Assert.Throws<ArgumentNullException>(() => AppSigningSecret.Load(Setting, null!));
        Assert.Throws<ArgumentException>(() => AppSigningSecret.LoadFile(Setting, ""));
        var secret = AppSigningSecret.FromText(Setting, AppSigningSecret.Generate());
        secret.Dispose();
        secret.Dispose();
        Assert.Throws<ObjectDisposedException>(() => secret.RequireDifferent(secret));
        Assert.Throws<ObjectDisposedException>(() => new SignedNonces(secret, new InMemoryNonceStore()));
    }

    private static string Long(int length) => string.Concat(Enumerable.Range(0, 200).Select(i => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i)))))[..length];

    private InsecureConfigException Refused() => Assert.Throws<InsecureConfigException>(() => AppSigningSecret.LoadFile(Setting, _file));

    /// <summary>The message is fixed text around the setting's name: no part of the value is in it that is not there for every value.</summary>
    private static void AssertNotIn(string? value, string text)
    {
        var common = InsecureConfigExceptionTexts.All;
        if (string.IsNullOrWhiteSpace(value) || common.Any(known => known.Contains(value, StringComparison.OrdinalIgnoreCase))) return;
        Assert.DoesNotContain(value, text, StringComparison.OrdinalIgnoreCase);
        if (value.Length >= 12) Assert.DoesNotContain(value[..12], text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..12], text, StringComparison.OrdinalIgnoreCase);
    }

    private static class InsecureConfigExceptionTexts
    {
        public static IReadOnlyList<string> All { get; } =
            [.. Enum.GetValues<InsecureConfigReason>().Select(reason => new InsecureConfigException(Setting, reason).Message)];
    }
}

using System.Buffers.Text;

namespace HypeKr.Crypto.Tests;

public sealed class FernetTests
{
    private const long Made = 1_760_000_000;

    private static readonly byte[] Data = [.. "a wallet"u8];

    [Fact]
    public void Data_of_every_size_opens_again()
    {
        using var fernet = Of("a");
        for (var size = 0; size <= 100; size++) Assert.Equal(new byte[size], fernet.Decrypt(fernet.Encrypt(new byte[size])));
        var large = TestKeys.Bytes("large").Concat(new byte[1 << 20]).ToArray();
        Assert.Equal(large, fernet.Decrypt(fernet.Encrypt(large)));
        Assert.NotEqual(fernet.Encrypt(Data), fernet.Encrypt(Data));
    }

    [Fact]
    public void Every_truncation_and_every_bit_flip_is_refused()
    {
        using var fernet = Of("a");
        var token = fernet.Encrypt(Data);
        var body = Base64Url.DecodeFromChars(token);
        for (var length = 0; length < token.Length; length++) AssertRefused(fernet, token[..length]);
        for (var length = 0; length < body.Length; length++) AssertRefused(fernet, Text(body[..length]));
        AssertRefused(fernet, Text([.. body, 0]));
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            var flipped = body.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(fernet, Text(flipped));
        }

        Assert.Equal(Data, fernet.Decrypt(Text(body)));
    }

    [Fact]
    public void Only_the_canonical_text_is_read()
    {
        using var fernet = Of("a");
        var token = Enumerable.Repeat(0, 1000).Select(_ => fernet.Encrypt(Data)).First(text => text.Contains('-', StringComparison.Ordinal) && text.Contains('_', StringComparison.Ordinal));
        Assert.EndsWith("==", token, StringComparison.Ordinal);
        var spare = token[..^3] + (char)(token[^3] + 1) + "==";
        foreach (var text in (string[])
            [
                "", " " + token, token + "\n", token + " ", "\uFEFF" + token, token[..40] + "\n" + token[40..], token[..40] + " " + token[40..], token.TrimEnd('='),
                token[..^1], token + "=", token + "====", token.Replace('-', '+'), token.Replace('_', '/'), token[..40] + "!" + token[40..], token[..39] + "é" + token[40..],
                token[..40] + "\0" + token[40..], spare, token.ToLowerInvariant(), token + token,
            ])
        {
            AssertRefused(fernet, text);
        }
    }

    [Theory]
    [InlineData(-61, false)]
    [InlineData(-60, true)]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Age_counts_to_the_second(int now, bool accepted)
    {
        var clock = TestClock.AtSeconds(Made);
        using var fernet = new Fernet([Key("a")], clock);
        var token = fernet.Encrypt(Data);
        clock.Now = DateTimeOffset.FromUnixTimeSeconds(Made + now).AddMilliseconds(999);
        if (accepted) Assert.Equal(Data, fernet.Decrypt(token, TimeSpan.FromSeconds(10)));
        else Assert.Throws<FernetException>(() => fernet.Decrypt(token, TimeSpan.FromSeconds(10)));

        // Without a time to live nothing about time is checked.
        Assert.Equal(Data, fernet.Decrypt(token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(3600)]
    public void Clock_skew_is_a_parameter(int skew)
    {
        var clock = TestClock.AtSeconds(Made - skew);
        using var fernet = new Fernet([Key("a")], clock, TimeSpan.FromSeconds(skew));
        var token = fernet.EncryptWith(Data, Made, new byte[16]);
        Assert.Equal(Data, fernet.Decrypt(token, TimeSpan.FromDays(1)));
        clock.Now = clock.Now.AddSeconds(-1);
        Assert.Throws<FernetException>(() => fernet.Decrypt(token, TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData((ulong)long.MaxValue)]
    [InlineData((ulong)long.MaxValue + 1)]
    [InlineData(ulong.MaxValue)]
    public void No_time_overflows(ulong timestamp)
    {
        using var fernet = new Fernet([Key("a")], TestClock.AtSeconds(Made));
        var token = fernet.EncryptWith(Data, timestamp, new byte[16]);
        Assert.Equal(Data, fernet.Decrypt(token));
        if (timestamp == 0) Assert.Equal(Data, fernet.Decrypt(token, TimeSpan.MaxValue));
        else Assert.Throws<FernetException>(() => fernet.Decrypt(token, TimeSpan.MaxValue));
    }

    [Fact]
    public void The_newest_key_encrypts_and_every_key_opens()
    {
        using var before = Of("old");
        using var both = Of("new", "old");
        using var after = Of("new");
        var token = before.Encrypt(Data);
        Assert.Equal(Data, both.Decrypt(token));
        Assert.Throws<FernetException>(() => after.Decrypt(token));
        Assert.Equal(Data, after.Decrypt(both.Encrypt(Data)));

        var rotated = both.Rotate(token);
        Assert.Equal(Data, after.Decrypt(rotated));
        Assert.Throws<FernetException>(() => before.Decrypt(rotated));
        Assert.Throws<FernetException>(() => after.Rotate(token));
    }

    [Fact]
    public void Rotation_keeps_the_time()
    {
        var clock = TestClock.AtSeconds(Made);
        using var fernet = new Fernet([Key("new"), Key("old")], clock);
        using var old = new Fernet([Key("old")], clock);
        var token = old.Encrypt(Data);
        clock.Now = clock.Now.AddYears(1);
        var rotated = fernet.Rotate(token);
        Assert.Equal(Base64Url.DecodeFromChars(token)[..9], Base64Url.DecodeFromChars(rotated)[..9]);
        Assert.Throws<FernetException>(() => fernet.Decrypt(rotated, TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Keys_read_what_they_write()
    {
        var text = new char[FernetKey.TextLength];
        using var fernet = new Fernet(FernetKey.Generate(text));
        using var again = new Fernet(FernetKey.Parse(text));
        Assert.Equal(Data, again.Decrypt(fernet.Encrypt(Data)));
        Assert.Throws<ArgumentException>(() => FernetKey.Generate(new char[43]));
        foreach (var length in (int[])[0, 16, 31, 33]) Assert.Throws<InvalidFernetKeyException>(() => FernetKey.FromBytes(new byte[length]));
    }

    [Fact]
    public void All_failures_say_the_same()
    {
        using var fernet = new Fernet([Key("a")], TestClock.AtSeconds(Made));
        using var other = Of("b");
        var token = fernet.Encrypt(Data);
        var errors = new[]
        {
            Record.Exception(() => fernet.Decrypt("")),
            Record.Exception(() => fernet.Decrypt("gAAA")),
            Record.Exception(() => fernet.Decrypt(token + "\n")),
            Record.Exception(() => other.Decrypt(token)),
            Record.Exception(() => other.Rotate(token)),
            Record.Exception(() => fernet.Decrypt(fernet.EncryptWith(Data, Made + 61, new byte[16]), TimeSpan.FromSeconds(5))),
            Record.Exception(() => fernet.Decrypt(fernet.EncryptWith(Data, Made - 6, new byte[16]), TimeSpan.FromSeconds(5))),
        };
        Assert.All(errors, error => Assert.Null(Assert.IsType<FernetException>(error).InnerException));
        Assert.Single(errors.Select(error => error!.Message).Distinct());
    }

    [Fact]
    public void Wrong_calls_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Fernet([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Fernet([Key("a")], null, TimeSpan.FromSeconds(-1)));
        var fernet = Of("a");
        var token = fernet.Encrypt(Data);
        Assert.Throws<ArgumentOutOfRangeException>(() => fernet.Decrypt(token, TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentException>(() => fernet.Encrypt(new byte[Fernet.MaxDataSize + 1]));
        fernet.Dispose();
        Assert.Throws<ObjectDisposedException>(() => fernet.Decrypt(token));
        Assert.Throws<ObjectDisposedException>(() => fernet.Encrypt(Data));
    }

    internal static FernetKey Key(string label) => FernetKey.FromBytes(TestKeys.Bytes("fernet " + label));

    private static Fernet Of(params string[] labels) => new([.. labels.Select(Key)]);

    private static void AssertRefused(Fernet fernet, string token)
    {
        Assert.Throws<FernetException>(() => fernet.Decrypt(token));
        Assert.Throws<FernetException>(() => fernet.Rotate(token));
    }

    private static string Text(byte[] body)
    {
        var text = Base64Url.EncodeToString(body);
        return text.PadRight((text.Length + 3) / 4 * 4, '=');
    }
}

using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;

namespace HypeKr.Crypto.Testing.Tests;

public sealed class LeakScannerTests
{
    private static readonly byte[] Key = Planted.Key;

    public static TheoryData<string, LeakForm> Spellings => new()
    {
        { Convert.ToHexStringLower(Key), LeakForm.Hex },
        { Convert.ToHexString(Key), LeakForm.Hex },
        { BitConverter.ToString(Key), LeakForm.Hex },
        { string.Join(", ", Key.Select(b => "0x" + b.ToString("X2", CultureInfo.InvariantCulture))), LeakForm.Hex },
        { string.Join(':', Key.Select(b => b.ToString("x2", CultureInfo.InvariantCulture))), LeakForm.Hex },
        { Convert.ToHexStringLower(Key)[..32], LeakForm.Hex },
        { Convert.ToHexStringLower(Key)[32..], LeakForm.Hex },
        { Convert.ToHexStringLower([.. Key.Reverse()]), LeakForm.Hex },
        { Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Key))), LeakForm.Hex },
        { Convert.ToHexStringLower(Encoding.Unicode.GetBytes(Convert.ToHexStringLower(Key))), LeakForm.Utf16Hex },
        { Convert.ToBase64String(Key), LeakForm.Base64 },
        { Convert.ToBase64String([1, .. Key, 2]), LeakForm.Base64 },
        { Convert.ToBase64String([1, 2, .. Key]), LeakForm.Base64 },
        { Convert.ToBase64String([1, 2, 3, .. Key, 4]), LeakForm.Base64 },
        { Uri.EscapeDataString(Convert.ToBase64String(Key)), LeakForm.Base64 },
        { JsonSerializer.Serialize(Convert.ToBase64String(Key)), LeakForm.Base64 },
        { JsonSerializer.Serialize(Key), LeakForm.Base64 },
        { System.Buffers.Text.Base64Url.EncodeToString(Key), LeakForm.Base64Url },
        { System.Buffers.Text.Base64Url.EncodeToString([9, .. Key]), LeakForm.Base64Url },
        { new BigInteger(Key, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture), LeakForm.DecimalNumber },
        { new BigInteger(Key).ToString(CultureInfo.InvariantCulture), LeakForm.DecimalNumber },
        { new BigInteger(Key, isBigEndian: true).ToString(CultureInfo.InvariantCulture), LeakForm.DecimalNumber },
        { new BigInteger(Key, isUnsigned: true).ToString("N0", CultureInfo.CurrentCulture), LeakForm.DecimalNumber },
        { JsonSerializer.Serialize(Key.Select(b => (int)b)), LeakForm.ByteList },
        { string.Join("; ", Key.Take(16)), LeakForm.ByteList },
        { Encoding.Latin1.GetString(Key), LeakForm.Raw },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Every_spelling_is_found_in_text(string text, LeakForm form)
    {
        foreach (var surrounded in (string[])[text, $"before:{text}:after", $"one\ntwo {text}\nthree"])
        {
            var leaks = Planted.Scanner().ScanText("log", surrounded);
            Assert.Contains(new Leak("log", "the key", form), leaks);
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Every_spelling_is_found_in_bytes_as_ascii_and_utf16(string text, LeakForm form)
    {
        foreach (var encoding in (Encoding[])[Encoding.Latin1, Encoding.Unicode])
        {
            foreach (var offset in (int[])[0, 1, 2, 7])
            {
                byte[] dump = [.. Enumerable.Repeat((byte)'\n', offset), .. encoding.GetBytes(text), 0, 0];
                var leaks = Planted.Scanner().ScanBytes("dump", dump);
                var accepted = form is LeakForm.Hex or LeakForm.Utf16Hex ? [LeakForm.Hex, LeakForm.Utf16Hex] : (LeakForm[])[form];
                if (text.Length == 128 || text.Length == 256) continue; // hex of hex: in text only
                Assert.Contains(leaks, leak => leak.Secret == "the key" && accepted.Contains(leak.Form));
            }
        }
    }

    [Fact]
    public void Memory_is_searched_for_raw_bytes_and_limbs()
    {
        byte[] words = [.. Key.Chunk(4).SelectMany(Enumerable.Reverse)];
        byte[] longs = [.. Key.Chunk(8).SelectMany(Enumerable.Reverse)];
        Assert.Equal([new("dump", "the key", LeakForm.Raw)], Planted.Scanner().ScanBytes("dump", [7, .. Key, 7]));
        Assert.Equal([new("dump", "the key", LeakForm.Raw)], Planted.Scanner().ScanBytes("dump", [7, .. Key[16..]]));
        foreach (var limbs in (byte[][])[words, longs, [.. Key.Reverse()]])
        {
            Assert.Equal([new("dump", "the key", LeakForm.Reordered)], Planted.Scanner().ScanBytes("dump", [0, .. limbs, 0]));
        }

        Assert.Contains(
            new Leak("dump", "the key", LeakForm.Utf16Hex),
            Planted.Scanner().ScanBytes("dump", [1, 2, 3, .. Encoding.Unicode.GetBytes(Convert.ToHexStringLower(Key))]));
    }

    [Property(MaxTest = 200)]
    public bool What_holds_no_secret_is_clean(byte[]? noise)
    {
        var bytes = Planted.Bytes(Convert.ToHexString(noise ?? []));
        var scanner = Planted.Scanner();
        return scanner.ScanBytes("noise", bytes).Count == 0
            && scanner.ScanText("noise", Convert.ToHexString(bytes) + Convert.ToBase64String(bytes) + new BigInteger(bytes)).Count == 0
            && scanner.ScanObject(new HiddenKey(bytes)).Count == 0;
    }

    [Fact]
    public void Less_than_half_a_key_is_not_called_a_leak()
    {
        Assert.Empty(Planted.Scanner().ScanText("log", Convert.ToHexStringLower(Key)[..30]));
        Assert.Empty(Planted.Scanner().ScanBytes("dump", Key.AsSpan(1, 14)));
        Assert.Empty(Planted.Scanner().ScanText("log", null));
        Assert.Empty(Planted.Scanner().ScanText("log", ""));
    }

    [Fact]
    public void Secrets_that_are_text_are_found_as_text_and_encoded()
    {
        var scanner = new LeakScanner().PlantText("the password", "hunter2-hunter2");
        Assert.Equal([new("log", "the password", LeakForm.Raw)], scanner.ScanText("log", "login with hunter2-hunter2 failed"));
        Assert.Equal([new("log", "the password", LeakForm.Base64)], scanner.ScanText("log", Convert.ToBase64String("user:hunter2-hunter2"u8)));
        Assert.Empty(scanner.ScanText("log", "login with hunter2 failed"));
    }

    [Fact]
    public void What_would_be_found_everywhere_is_not_planted()
    {
        Assert.Throws<ArgumentException>(() => new LeakScanner().Plant("short", new byte[7]));
        Assert.Throws<ArgumentException>(() => new LeakScanner().PlantText("short", "pass"));
        Assert.Throws<ArgumentException>(() => new LeakScanner().Plant(" ", Key));
        Assert.Throws<ArgumentNullException>(() => new LeakScanner().PlantText("none", null!));
    }

    [Fact]
    public void Addresses_are_found_planted_and_raw()
    {
        using var key = Secp256k1PrivateKey.FromBytes(Key);
        var scanner = new LeakScanner().Plant(key.Address);
        Assert.Equal(
            [new("log line 2", key.Address.Fingerprint, LeakForm.PlantedAddress), new("log line 2", "a raw address", LeakForm.RawAddress)],
            scanner.ScanLog(["clean", $"opened {key.Address}", $"fine {key.Address:F}"]));
        Assert.Equal([new("log", key.Address.Fingerprint, LeakForm.PlantedAddress)], scanner.ScanText("log", key.Address.ToLowerHex()[2..].ToUpperInvariant()));

        var other = "0x" + new string('a', 40);
        Assert.Equal([new("log", "a raw address", LeakForm.RawAddress)], scanner.ScanText("log", other));
        Assert.Equal([new("log", "a raw address", LeakForm.RawAddress)], scanner.ScanText("log", "0x" + new string('B', 64)));
        Assert.Empty(scanner.ScanText("log", "0x" + new string('a', 39)));
        Assert.Empty(new LeakScanner { FindsRawAddresses = false }.ScanText("log", other));
    }

    [Fact]
    public void Exceptions_are_searched_to_the_bottom()
    {
        var hex = Convert.ToHexStringLower(Key);
        Exception[] leaking =
        [
            new InvalidOperationException(hex),
            new InvalidOperationException("outer", new ArgumentException(hex)),
            new AggregateException(new InvalidOperationException("one"), new InvalidOperationException("two", new FormatException(hex))),
            new InvalidOperationException("data") { Data = { ["wallet"] = hex } },
            new InvalidOperationException("data") { Data = { ["wallet"] = Key } },
            new InvalidOperationException("data") { Data = { [hex] = 1 } },
            new AggregateException(new InvalidOperationException("deep", new InvalidOperationException("deeper") { Data = { ["k"] = new RecordedKey(hex) } })),
            new CarryingException(Key),
            new InvalidOperationException("link") { HelpLink = $"https://example.invalid/{hex}" },
        ];
        Assert.All(leaking, error => Assert.Contains(Planted.Scanner().ScanException(error), leak => leak.Secret == "the key"));
        Assert.Empty(Planted.Scanner().ScanException(new AggregateException(new InvalidOperationException("one", new FormatException("two") { Data = { ["n"] = 3 } }))));
    }

    [Fact]
    public void An_address_in_an_exception_is_a_leak_in_its_text_and_not_in_its_properties()
    {
        var address = EthereumAddress.Parse("0x" + new string('1', 40));
        Assert.Empty(new LeakScanner().ScanException(new AddressedException("refused", address)));
        Assert.NotEmpty(new LeakScanner().ScanException(new AddressedException($"refused {address}", address)));
        Assert.NotEmpty(new LeakScanner().ScanException(new InvalidOperationException("data") { Data = { ["a"] = address } }));
    }

    [Theory]
    [InlineData(typeof(TalkativeKey), "ToString()")]
    [InlineData(typeof(DisplayedKey), "in the debugger")]
    [InlineData(typeof(PathDisplayedKey), "in the debugger")]
    [InlineData(typeof(ProxiedKey), "in the debugger.Hex")]
    [InlineData(typeof(BrowsableKey), "._key")]
    [InlineData(typeof(SerializedKey), "as JSON")]
    [InlineData(typeof(ThrowingKey), ".Value")]
    [InlineData(typeof(NestedKey), ".Items[]")]
    [InlineData(typeof(BadlyRefusingKey), "as JSON")]
    [InlineData(typeof(TupledKey), "._wallet.Item2")]
    [InlineData(typeof(TupleClassKey), "._wallet.Item2")]
    [InlineData(typeof(PairedKey), "._wallet.Key")]
    [InlineData(typeof(DictionaryKey), "._wallets[].Value")]
    [InlineData(typeof(NestedTupleKey), "._wallets[].Value[].Item3")]
    [InlineData(typeof(LazyKey), "._key.Value")]
    [InlineData(typeof(ThrowingLazyKey), "._value.Value")]
    public void Every_view_of_an_object_is_searched(Type type, string where)
    {
        var leaking = Activator.CreateInstance(type, Key)!;
        var leaks = Planted.Scanner().ScanObject(leaking);
        Assert.Contains(leaks, leak => leak.Source.StartsWith(type.Name, StringComparison.Ordinal) && leak.Source.Contains(where, StringComparison.Ordinal));
        Assert.Throws<LeakFoundException>(() => LeakFoundException.ThrowIfAny(leaks));
    }

    [Fact]
    public void A_record_prints_its_members() =>
        Assert.Contains(Planted.Scanner().ScanObject(new RecordedKey(Convert.ToHexString(Key))), leak => leak.Source == "RecordedKey.ToString()");

    [Fact]
    public void A_hidden_key_is_clean()
    {
        Assert.Empty(Planted.Scanner().ScanObject(new HiddenKey(Key)));
        using var key = Secp256k1PrivateKey.FromBytes(Key);
        using var signer = new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(Key));
        var scanner = Planted.Scanner().Plant(key.Address);
        Assert.Empty(scanner.ScanObject(key));
        Assert.Empty(scanner.ScanObject(signer));
    }

    [Fact]
    public void Circles_and_endless_lists_end()
    {
        var circle = new List<object>();
        circle.Add(circle);
        Assert.Empty(Planted.Scanner().ScanObject(circle));
        Assert.Empty(Planted.Scanner().ScanObject(Endless()));

        static IEnumerable<object> Endless()
        {
            while (true) yield return new object();
        }
    }

    [Fact]
    public void A_report_does_not_repeat_what_it_found()
    {
        var scanner = Planted.Scanner();
        var leaks = scanner.ScanText("log", Convert.ToHexStringLower(Key));
        var error = Assert.Throws<LeakFoundException>(() => LeakFoundException.ThrowIfAny(leaks));
        Assert.Equal("1 leaks:\nlog shows the key as Hex", error.Message);
        Assert.Equal(leaks, error.Leaks);
        Assert.Empty(scanner.ScanException(error));
        Assert.Empty(scanner.ScanObject(scanner));
        LeakFoundException.ThrowIfAny([]);
    }

    private sealed class CarryingException(byte[] key) : Exception("carrying")
    {
        public byte[] Wallet { get; } = key;
    }

    private sealed class AddressedException(string message, EthereumAddress address) : Exception(message)
    {
        public EthereumAddress Address { get; } = address;
    }
}

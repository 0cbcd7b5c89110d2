using System.Globalization;
using System.Numerics;
using System.Text.Json;
using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 200)]
public sealed class EthereumAddressTests
{
    [Property]
    public void Every_form_round_trips(EthereumAddress address)
    {
        Assert.Equal(address, EthereumAddress.Parse(address.ToString()));
        Assert.Equal(address, EthereumAddress.Parse(address.ToLowerHex()));
        Assert.Equal(address, EthereumAddress.Parse("0x" + address.ToLowerHex()[2..].ToUpperInvariant()));
        Assert.Equal(address, new EthereumAddress(address.ToArray()));
        Assert.Equal(address, ParseAs<EthereumAddress>(address.ToString()));

        Assert.Equal(address.ToString(), string.Create(CultureInfo.InvariantCulture, $"{address}"));
        Assert.Equal(address.ToString(), address.ToString("G"));
        Assert.Equal(address.ToLowerHex(), string.Create(CultureInfo.InvariantCulture, $"{address:x}"));
        Assert.Equal(address.Fingerprint, address.ToString("F"));
        Assert.Equal(12, address.Fingerprint.Length);
    }

    [Property]
    public void One_letter_of_the_wrong_case_is_refused(EthereumAddress address, int which)
    {
        var text = address.ToString().ToCharArray();
        var letters = Enumerable.Range(2, 40).Where(i => char.IsAsciiLetter(text[i])).ToArray();
        if (letters.Length == 0) return;
        var at = letters[(which & int.MaxValue) % letters.Length];
        text[at] = char.IsAsciiLetterUpper(text[at]) ? char.ToLowerInvariant(text[at]) : char.ToUpperInvariant(text[at]);

        // With few letters the change can make the text all lower or all upper case, which claims no checksum.
        var oneCase = text.Skip(2).All(c => !char.IsAsciiLetterUpper(c)) || text.Skip(2).All(c => !char.IsAsciiLetterLower(c));
        Assert.Equal(oneCase, EthereumAddress.TryParse(text, out _));
    }

    [Property]
    public void Json_reads_every_form_and_writes_lower_case(EthereumAddress address)
    {
        Assert.Equal($"\"{address.ToLowerHex()}\"", JsonSerializer.Serialize(address));
        Assert.Equal(address, JsonSerializer.Deserialize<EthereumAddress>($"\"{address}\""));
        Assert.Equal(address, JsonSerializer.Deserialize<EthereumAddress>($"\"{address:x}\""));

        var keyed = new Dictionary<EthereumAddress, int> { [address] = 1 };
        var json = JsonSerializer.Serialize(keyed);
        Assert.Equal($"{{\"{address.ToLowerHex()}\":1}}", json);
        Assert.Equal(keyed, JsonSerializer.Deserialize<Dictionary<EthereumAddress, int>>(json));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("\"\"")]
    [InlineData("\"0x12\"")]
    [InlineData("{}")]
    public void Json_of_another_kind_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<EthereumAddress>(json));

    [Property]
    public void Order_is_that_of_the_number(EthereumAddress left, EthereumAddress right)
    {
        var (a, b) = (Number(left), Number(right));
        Assert.Equal(a.CompareTo(b), Math.Sign(left.CompareTo(right)));
        Assert.Equal(a == b, left == right);
        Assert.Equal(a != b, left != right);
        Assert.Equal(a < b, left < right);
        Assert.Equal(a <= b, left <= right);
        Assert.Equal(a > b, left > right);
        Assert.Equal(a >= b, left >= right);
        Assert.Equal(a == b, left.Equals((object)right));
        if (a == b) Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Property]
    public void Formatting_needs_room(EthereumAddress address)
    {
        var text = new char[64];
        Assert.True(address.TryFormat(text, out var written));
        Assert.Equal(42, written);
        Assert.False(address.TryFormat(text.AsSpan(0, 41), out written));
        Assert.Equal(0, written);
        Assert.True(address.TryFormat(text.AsSpan(0, 12), out written, "F"));
        Assert.Equal(address.Fingerprint, new string(text, 0, written));
        Assert.Throws<FormatException>(() => address.ToString("X"));
    }

    [Fact]
    public void The_default_value_is_zero()
    {
        Assert.True(default(EthereumAddress).IsZero);
        Assert.Equal("0x0000000000000000000000000000000000000000", default(EthereumAddress).ToString());
        Assert.False(EthereumAddress.Parse("0x0000000000000000000000000000000000000001").IsZero);
        Assert.False(EthereumAddress.Parse("0x0000000000000000000100000000000000000000").IsZero);
        Assert.False(EthereumAddress.Parse("0x1000000000000000000000000000000000000000").IsZero);
    }

    [Fact]
    public void Other_lengths_and_null_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new EthereumAddress(new byte[19]));
        Assert.Throws<ArgumentException>(() => new EthereumAddress(new byte[21]));
        Assert.Throws<ArgumentException>(() => default(EthereumAddress).CopyTo(new byte[19]));
        Assert.Throws<ArgumentNullException>(() => EthereumAddress.Parse(null!));
        Assert.False(EthereumAddress.TryParse((string?)null, out _));
    }

    private static BigInteger Number(EthereumAddress address) => new(address.ToArray(), isUnsigned: true, isBigEndian: true);

    private static T ParseAs<T>(string text)
        where T : ISpanParsable<T>
    {
        Assert.True(T.TryParse(text, CultureInfo.InvariantCulture, out var tried));
        Assert.True(T.TryParse(text.AsSpan(), CultureInfo.InvariantCulture, out var triedSpan));
        Assert.Equal(tried, triedSpan);
        Assert.Equal(tried, T.Parse(text.AsSpan(), CultureInfo.InvariantCulture));
        return T.Parse(text, CultureInfo.InvariantCulture);
    }
}

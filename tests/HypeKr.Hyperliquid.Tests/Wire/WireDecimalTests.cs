using System.Text;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 1000)]
public sealed class WireDecimalTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.000", "0")]
    [InlineData("100.0", "100")]
    [InlineData("100", "100")]
    [InlineData("25.20", "25.2")]
    [InlineData("00100.10", "100.1")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("-5.50", "-5.5")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("0.000000010000", "0.00000001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void Text_is_normalised(string text, string expected)
    {
        var value = WireDecimal.Parse(text, "A number");
        Assert.Equal(expected, WireDecimal.ToText(value));
        var bytes = new byte[WireDecimal.MaxLength];
        Assert.Equal(expected, Encoding.ASCII.GetString(bytes, 0, WireDecimal.Format(value, bytes)));
    }

    [Property]
    public void Text_is_that_of_the_framework_without_its_zeros(long mantissa, int high, byte scale, bool negative)
    {
        foreach (var value in new[] { new decimal(unchecked((int)mantissa), (int)(mantissa >> 32), 0, negative, (byte)(scale % 29)), new decimal(unchecked((int)mantissa), (int)(mantissa >> 32), high, negative, (byte)(scale % 29)) })
        {
            var expected = value.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(expected == "-0" ? "0" : expected, WireDecimal.ToText(value));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1e5")]
    [InlineData("1E-2")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\n")]
    [InlineData("1\0")]
    [InlineData("1,5")]
    [InlineData("1.000,5")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("(1)")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("−1")]
    [InlineData("１２")]
    [InlineData("١٢")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.123456789012345678901234567890")]
    [InlineData("1.00000000000000000000000000001")]
    [InlineData("12345678901234567890.1234567891")]
    public void Anything_but_plain_notation_that_fits_is_refused(string text)
    {
        var refusal = Assert.Throws<InvalidOrderException>(() => WireDecimal.Parse(text, "A price"));
        Assert.StartsWith("A price is written like", refusal.Message, StringComparison.Ordinal);
        Assert.False(WireDecimal.TryParse(text, out var value));
        Assert.Equal(0, value);
        Assert.False(Price.TryParse(text, null, out _));
        Assert.False(OrderSize.TryParse(text, null, out _));
    }

    [Fact]
    public void Hostile_text_is_shortened_and_escaped_in_the_message()
    {
        var refusal = Assert.Throws<InvalidOrderException>(() => Price.Parse("1\r\n2026 forged line" + new string('9', 100_000)));
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Contains("1\\u000d\\u000a2026", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.Message.Length < 300);
    }

    [Fact]
    public void More_than_eight_fractional_digits_are_refused_with_the_neighbours()
    {
        var refusal = Assert.Throws<InvalidOrderException>(() => new Price(0.123456789m));
        Assert.Equal(0.123456789m, refusal.Value);
        Assert.Equal(0.12345678m, refusal.NearestBelow);
        Assert.Equal(0.12345679m, refusal.NearestAbove);
        Assert.Throws<InvalidOrderException>(() => WireDecimal.Format(0.000000001m, new byte[WireDecimal.MaxLength]));
    }

    [Property]
    public void Text_round_trips(WireNumber number)
    {
        var text = WireDecimal.ToText(number.Value);
        Assert.Equal(number.Value, WireDecimal.Parse(text, "A number"));
        Assert.Equal(text, number.Value < 0 ? "-" + TextGrid.Normalise(text[1..]) : TextGrid.Normalise(text));
        Assert.True(WireDecimal.Fits(number.Value));

        // The text of the number is its integer with the point put back.
        var digits = text.Replace(".", "", StringComparison.Ordinal).TrimStart('-', '0').TrimEnd('0');
        Assert.Equal(Math.Abs(number.Mantissa).ToString(System.Globalization.CultureInfo.InvariantCulture).TrimStart('0').TrimEnd('0'), digits);
    }

    [Property]
    public void Zeros_at_the_end_do_not_change_the_text(WireNumber number) =>
        Assert.Equal(WireDecimal.ToText(number.Value), WireDecimal.ToText(number.Value * 1.00000m));

    [Property]
    public void Prices_and_sizes_round_trip_and_compare(WireNumber left, WireNumber right)
    {
        Price a = new(Math.Abs(left.Value)), b = new(Math.Abs(right.Value));
        Assert.Equal(a, Price.Parse(a.ToString()));
        Assert.Equal(a.Value.CompareTo(b.Value), a.CompareTo(b));
        Assert.Equal(a.Value < b.Value, a < b);
        Assert.Equal(a.Value > b.Value, a > b);
        Assert.Equal(a.Value <= b.Value, a <= b);
        Assert.Equal(a.Value >= b.Value, a >= b);
        Assert.Equal(a.Value == b.Value, a == b);
        var size = new OrderSize(Math.Abs(left.Value));
        Assert.Equal(size, OrderSize.Parse(size.ToString()));
    }

    /// <summary>Whatever is typed is read exactly, or refused.</summary>
    [Property(MaxTest = 3000)]
    public void Foreign_text_is_read_exactly_or_refused(string? text)
    {
        if (!WireDecimal.TryParse(text, out var value)) return;
        var body = text!.StartsWith('-') ? text[1..] : text;
        Assert.Equal(TextGrid.Normalise(body), TextGrid.Normalise(WireDecimal.ToText(Math.Abs(value))));
    }
}

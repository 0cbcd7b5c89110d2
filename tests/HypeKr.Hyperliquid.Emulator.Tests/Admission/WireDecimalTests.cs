using System.Globalization;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class WireDecimalTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("00", "0")]
    [InlineData("100", "100")]
    [InlineData("100.0", "100")]
    [InlineData("25.20", "25.2")]
    [InlineData("007.1", "7.1")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("-.50", "-0.5")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    public void Text_is_normalised(string text, string normal)
    {
        Assert.True(WireDecimal.TryParse(text, out var value));
        Assert.Equal(normal, value.Text);
        Assert.Equal(decimal.Parse(normal, NumberStyles.Number, CultureInfo.InvariantCulture), value.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("+1")]
    [InlineData("--1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1_000")]
    [InlineData("1,0")]
    [InlineData("1.2.3")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("\u0661")]
    [InlineData("99999999999999999999999999999")]
    public void Anything_else_is_refused(string text) => Assert.False(WireDecimal.TryParse(text, out _));

    [Property(MaxTest = 500)]
    public bool Writing_then_reading_gives_the_value(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        if (!WireDecimal.TryParse(text, out var read)) return text.Count(char.IsAsciiDigit) > 28;
        return read.Value == value && read.Text == WireText.Plain(value) && WireDecimal.TryParse(read.Text, out var again) && again == read;
    }
}

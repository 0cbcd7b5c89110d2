using System.Globalization;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class WireTextTests
{
    [Theory]
    [InlineData("0", "0.0", "0")]
    [InlineData("-0.00", "0.0", "0")]
    [InlineData("100", "100.0", "100")]
    [InlineData("100.00", "100.0", "100")]
    [InlineData("-1.50", "-1.5", "-1.5")]
    [InlineData("0.000100", "0.0001", "0.0001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335.0", "79228162514264337593543950335")]
    [InlineData("-0.0000000000000000000000000001", "-0.0000000000000000000000000001", "-0.0000000000000000000000000001")]
    public void A_number_has_no_zeros_at_its_end_but_one_after_a_whole(string value, string text, string plain)
    {
        var number = decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);

        Assert.Equal(text, WireText.Of(number));
        Assert.Equal(plain, WireText.Plain(number));
    }

    [Property(MaxTest = 2000)]
    public bool It_is_what_a_format_with_all_places_gives(decimal value) =>
        WireText.Of(value) == value.ToString("0.0###########################", CultureInfo.InvariantCulture)
        && WireText.Plain(value) == value.ToString("0.############################", CultureInfo.InvariantCulture);
}

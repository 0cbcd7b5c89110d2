namespace HypeKr.Hyperliquid.Tests;

/// <summary>The judge is judged by cases worked out by hand.</summary>
public sealed class TextGridTests
{
    [Theory]
    [InlineData("1234.5", 5, "1234.5", "1234.5", "1234.5")]
    [InlineData("1234.56", 5, "1234.5", "1234.6", "1234.6")]
    [InlineData("99999.9", 6, "99999", "100000", "100000")]
    [InlineData("9.99999", 4, "9.9999", "10", "10")]
    [InlineData("123456.7", 6, "123456", "123457", "123457")]
    [InlineData("123456", 0, "123456", "123456", "123456")]
    [InlineData("0.0012345", 6, "0.001234", "0.001235", "0.001235")]
    [InlineData("0.0012344", 6, "0.001234", "0.001235", "0.001234")]
    [InlineData("0.0000001", 6, "0", "0.000001", "0")]
    [InlineData("0.000123456", 8, "0.00012345", "0.00012346", "0.00012346")]
    [InlineData("1.5", 0, "1", "2", "2")]
    public void Prices_are_cut_and_carried(string price, int maxDecimals, string down, string up, string nearest)
    {
        Assert.Equal(down, TextGrid.PriceDown(price, maxDecimals));
        Assert.Equal(up, TextGrid.PriceUp(price, maxDecimals));
        Assert.Equal(nearest, TextGrid.PriceNearest(price, maxDecimals));
    }
}

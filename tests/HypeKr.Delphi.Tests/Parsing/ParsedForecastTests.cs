namespace HypeKr.Delphi.Tests;

public sealed class ParsedForecastTests
{
    [Fact]
    public void AValueIsReadAsWritten()
    {
        var parsed = ForecastParser.Parse("FINAL_PROBABILITY: 0.655");
        Assert.True(parsed.HasValue);
        Assert.Equal(0.655, parsed.Probability);
        Assert.Equal(ForecastParseError.None, parsed.Error);
        Assert.Equal("0.655", parsed.ToString());
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("1", 1.0)]
    [InlineData("0.001%", 0.00001)]
    [InlineData("99.999%", 0.99999)]
    public void NothingIsClamped(string text, double expected) => Assert.Equal(expected, ForecastParser.Parse(text).Probability, 12);

    [Fact]
    public void NegativeZeroIsZero() => Assert.False(double.IsNegative(ForecastParser.Parse("-0.0").Probability));

    [Fact]
    public void AnAbsentValueCannotBeRead()
    {
        var parsed = ForecastParser.Parse("Probability: 150%");
        Assert.False(parsed.HasValue);
        var thrown = Assert.Throws<InvalidOperationException>(() => parsed.Probability);
        Assert.Contains("OutOfRange", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("OutOfRange", parsed.ToString());
    }

    [Fact]
    public void TheDefaultIsNoForecast()
    {
        ParsedForecast none = default;
        Assert.False(none.HasValue);
        Assert.Equal(ForecastParseError.NoForecast, none.Error);
        Assert.Equal(none, ForecastParser.Parse(""));
        Assert.Throws<InvalidOperationException>(() => none.Probability);
    }

    [Fact]
    public void NullIsNoAnswer() => Assert.Throws<ArgumentNullException>("text", () => ForecastParser.Parse(null!));
}

namespace HypeKr.Hyperliquid.Tests;

public sealed class AssetTests
{
    /// <summary>The table of the wire specification, 2.5.</summary>
    [Theory]
    [InlineData(1, false, "1234.5", true)]
    [InlineData(1, false, "1234.56", false)]
    [InlineData(0, false, "0.001234", true)]
    [InlineData(0, false, "0.0012345", false)]
    [InlineData(1, false, "0.01234", true)]
    [InlineData(1, false, "0.012345", false)]
    [InlineData(3, false, "123456", true)]
    [InlineData(3, true, "123456", true)]
    [InlineData(0, false, "123456.7", false)]
    [InlineData(0, true, "123456.7", false)]
    [InlineData(0, true, "0.0001234", true)]
    [InlineData(1, true, "0.0001234", true)]
    [InlineData(2, true, "0.0001234", false)]
    [InlineData(5, false, "43250.5", false)]
    [InlineData(5, false, "43250", true)]
    public void Prices_are_judged_as_the_specification_judges(int sizeDecimals, bool spot, string price, bool valid)
    {
        var asset = new Asset("X", spot ? AssetId.ForSpot(0) : AssetId.ForPerp(0), sizeDecimals);
        var refusal = Record.Exception(() => asset.CheckPrice(Price.Parse(price).Value));
        if (valid) Assert.Null(refusal);
        else Assert.IsType<InvalidOrderException>(refusal);
    }

    [Fact]
    public void A_refusal_names_the_value_and_its_neighbours()
    {
        var eth = new Asset("ETH", AssetId.ForPerp(1), 4);
        var price = Assert.Throws<InvalidOrderException>(() => eth.CheckPrice(1234.56m));
        Assert.Equal("The price 1234.56 of ETH is off its grid (at most 5 significant figures and 2 fractional digits, or an integer): nearest are 1234.5 and 1234.6.", price.Message);
        Assert.Equal((1234.56m, 1234.5m, 1234.6m), (price.Value, price.NearestBelow, price.NearestAbove));

        var size = Assert.Throws<InvalidOrderException>(() => eth.CheckSize(0.00005m));
        Assert.Equal("The size 0.00005 of ETH is off its grid (at most 4 fractional digits): the smallest is 0.0001.", size.Message);
        Assert.Equal((0.00005m, (decimal?)null, 0.0001m), (size.Value, size.NearestBelow, size.NearestAbove));

        Assert.Equal("A size of ETH is above zero, not -1: the smallest is 0.0001.", Assert.Throws<InvalidOrderException>(() => eth.CheckSize(-1)).Message);
        Assert.Equal("The price 0.001 of ETH would be rounded to zero: the smallest is 0.01.", Assert.Throws<InvalidOrderException>(() => eth.RoundPrice(0.001m, RoundingDirection.Down)).Message);
    }

    /// <summary>The one price where truncating to five figures, as nktkas does, is not rounding down.</summary>
    [Fact]
    public void Six_digit_prices_round_to_integers()
    {
        var btc = new Asset("BTC", AssetId.ForPerp(0), 5);
        Assert.Equal(123456, btc.RoundPrice(123456.7m, RoundingDirection.Down).Value);
        Assert.Equal(123457, btc.RoundPrice(123456.7m, RoundingDirection.Up).Value);
        Assert.Equal(123457, btc.RoundPrice(123456.5m, RoundingDirection.Nearest).Value);
        btc.CheckPrice(123456);
    }

    [Theory]
    [InlineData("0.615", true)]
    [InlineData("0.001", true)]
    [InlineData("1", true)]
    [InlineData("0.6155", false)]
    [InlineData("0.0005", false)]
    public void Outcome_prices_stay_on_the_grid_that_both_sources_allow(string price, bool valid)
    {
        var yes = new Asset("#0", AssetId.ForOutcome(0, 0), PriceGrid.OutcomeSizeDecimals);
        Assert.Equal(valid, Record.Exception(() => yes.CheckPrice(Price.Parse(price).Value)) is null);
        yes.CheckSize(17);
        Assert.Equal(17, Assert.Throws<InvalidOrderException>(() => yes.CheckSize(17.5m)).NearestBelow);
    }

    [Fact]
    public void Extreme_decimals_are_rounded_or_refused()
    {
        var asset = new Asset("X", AssetId.ForPerp(0), 0);
        Assert.Equal(decimal.MaxValue, asset.RoundPrice(decimal.MaxValue, RoundingDirection.Up).Value);
        Assert.Equal(0.000001m, asset.RoundPrice(0.0000000000000000000000000001m, RoundingDirection.Up).Value);
        Assert.Throws<InvalidOrderException>(() => asset.RoundPrice(0.0000000000000000000000000001m, RoundingDirection.Nearest));
        Assert.Throws<InvalidOrderException>(() => asset.RoundPrice(decimal.MinValue, RoundingDirection.Up));
        Assert.Throws<ArgumentOutOfRangeException>(() => asset.RoundPrice(1, (RoundingDirection)3));
    }
}

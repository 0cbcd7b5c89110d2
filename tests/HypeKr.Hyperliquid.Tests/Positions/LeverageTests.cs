namespace HypeKr.Hyperliquid.Tests;

public sealed class LeverageTests
{
    [Fact]
    public async Task It_is_set_by_asset_id()
    {
        using var venue = new TestVenue();

        await venue.Account.Positions.UpdateLeverageAsync("xyz:GOLD", 20, isCross: false);

        Assert.Equal("""{"type":"updateLeverage","asset":110000,"isCross":false,"leverage":20}""", venue.Exchange.Action.GetRawText());
    }

    [Theory]
    [InlineData("""{"name":"BTC","szDecimals":5,"maxLeverage":50,"onlyIsolated":true}""")]
    [InlineData("""{"name":"BTC","szDecimals":5,"maxLeverage":50,"marginMode":"strictIsolated"}""")]
    public async Task An_asset_of_isolated_margin_takes_no_cross(string listing)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("meta", $$"""{"universe":[{{listing}}],"collateralToken":0}""");

        var exception = await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Positions.UpdateLeverageAsync("BTC", 5));
        Assert.Contains("isCross", exception.Message);
        Assert.Empty(venue.Exchange.Requests);

        await venue.Account.Positions.UpdateLeverageAsync("BTC", 5, isCross: false);
        Assert.False(venue.Exchange.Action.GetProperty("isCross").GetBoolean());
    }

    [Theory]
    [InlineData("BTC", 51)]
    [InlineData("BTC", 0)]
    [InlineData("BTC", -1)]
    [InlineData("@107", 2)]
    [InlineData("#10", 2)]
    public async Task What_the_venue_would_refuse_is_refused_before_signing(string coin, int leverage)
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Positions.UpdateLeverageAsync(coin, leverage));

        Assert.Empty(venue.Exchange.Requests);
    }
}

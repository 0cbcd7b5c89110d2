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
    [InlineData("BTC", """{"name":"BTC","szDecimals":5,"maxLeverage":60}""", 60, false)]
    [InlineData("BTC", """{"name":"BTC","szDecimals":5,"maxLeverage":50}""", 50, true)]
    [InlineData("xyz:GOLD", """{"name":"xyz:GOLD","szDecimals":2,"maxLeverage":60}""", 60, false)]
    public async Task What_the_list_forbade_an_hour_ago_is_looked_up_before_it_is_refused(string coin, string listing, int leverage, bool isCross)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("meta", $$"""{"universe":[{"name":"{{coin}}","szDecimals":5,"maxLeverage":50,"onlyIsolated":true}],"collateralToken":0}""");
        await venue.Client.Markets.GetAssetAsync(coin);
        venue.Info.Answer("meta", $$"""{"universe":[{{listing}}],"collateralToken":0}""");

        await venue.Account.Positions.UpdateLeverageAsync(coin, leverage, isCross);

        Assert.Equal((leverage, isCross), (venue.Exchange.Action.GetProperty("leverage").GetInt32(), venue.Exchange.Action.GetProperty("isCross").GetBoolean()));
        Assert.Equal(2, venue.Info.Count("meta"));
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

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

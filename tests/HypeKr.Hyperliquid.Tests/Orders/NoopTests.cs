namespace HypeKr.Hyperliquid.Tests;

public sealed class NoopTests
{
    [Fact]
    public async Task It_names_no_vault()
    {
        using var venue = new TestVenue();

        var response = await venue.Account.ForVault(TestVenue.AddressOf("vault")).SubmitAsync(new NoopAction());

        Assert.Equal("default", response.Type);
        Assert.Null(response.Data);
        Assert.False(Assert.Single(venue.Exchange.Requests).TryGetProperty("vaultAddress", out _));
    }
}

namespace HypeKr.Hyperliquid.Tests;

public sealed class HyperliquidClientTests
{
    [Fact]
    public void Mainnet_can_be_read_and_not_traded_on_unless_told()
    {
        using var signer = TestVenue.CreateSigner("agent");
        using var reading = new HyperliquidClient(new HyperliquidOptions());
        using var trading = new HyperliquidClient(new HyperliquidOptions { AllowMainnetTrading = true });
        using var testnet = new HyperliquidClient(new HyperliquidOptions { Network = HyperliquidNetwork.Testnet });

        Assert.True(reading.Network.IsMainnet);
        Assert.Equal(TestVenue.UserAddress, reading.ForUser(TestVenue.UserAddress).Address);
        var exception = Assert.Throws<InvalidOperationException>(() => reading.ForAccount(TestVenue.UserAddress, signer));
        Assert.Contains("AllowMainnetTrading", exception.Message);
        Assert.Equal(TestVenue.UserAddress, trading.ForAccount(TestVenue.UserAddress, signer).Address);
        Assert.Equal(TestVenue.UserAddress, testnet.ForAccount(TestVenue.UserAddress, signer).Address);
    }

    [Fact]
    public void An_account_keeps_address_and_signer_apart()
    {
        using var venue = new TestVenue();

        Assert.Equal(TestVenue.UserAddress, venue.Account.Address);
        Assert.Equal(TestVenue.UserAddress, venue.Account.User.Address);
        Assert.NotEqual(venue.Signer.Address, venue.Account.Address);
        Assert.Equal(TestVenue.UserAddress.Fingerprint, venue.Account.ToString());
        Assert.Throws<ArgumentException>(() => venue.Client.ForAccount(default, venue.Signer));
        Assert.Throws<ArgumentNullException>(() => venue.Client.ForAccount(TestVenue.UserAddress, null!));
    }

    [Theory]
    [InlineData("InfoTimeout", 0)]
    [InlineData("InfoTimeout", -1)]
    [InlineData("InfoTimeout", 3601)]
    [InlineData("ExchangeTimeout", 0)]
    [InlineData("MidMaxAge", -1)]
    [InlineData("UniverseMaxAge", -1)]
    public void An_option_out_of_range_is_named_with_its_value(string name, int seconds)
    {
        var options = new HyperliquidOptions();
        var value = TimeSpan.FromSeconds(seconds);
        typeof(HyperliquidOptions).GetProperty(name)!.SetValue(options, value);

        var exception = Assert.Throws<ArgumentException>(() => new HyperliquidClient(options));

        Assert.StartsWith($"{name} is {value:c}:", exception.Message);
    }

    [Fact]
    public void Options_that_are_missing_are_named()
    {
        Assert.Contains("Network", Assert.Throws<ArgumentException>(() => new HyperliquidClient(new HyperliquidOptions { Network = null! })).Message);
        Assert.Contains("TimeProvider", Assert.Throws<ArgumentException>(() => new HyperliquidClient(new HyperliquidOptions { TimeProvider = null! })).Message);
        Assert.Throws<ArgumentNullException>(() => new HyperliquidClient(null!));
    }

    [Fact]
    public void Options_are_copied()
    {
        using var signer = TestVenue.CreateSigner("agent");
        var options = new HyperliquidOptions { Network = HyperliquidNetwork.Testnet };
        using var client = new HyperliquidClient(options);

        options.Network = HyperliquidNetwork.Mainnet;

        Assert.Same(HyperliquidNetwork.Testnet, client.Network);
    }

    [Fact]
    public void Handlers_of_the_caller_are_not_disposed()
    {
        using var handler = new DisposalHandler();
        new HyperliquidClient(new HyperliquidOptions { InfoHandler = handler, ExchangeHandler = handler }).Dispose();

        Assert.False(handler.IsDisposed);
    }

    private sealed class DisposalHandler : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();

        protected override void Dispose(bool disposing) => IsDisposed = true;
    }
}

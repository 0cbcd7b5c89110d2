namespace HypeKr.Hyperliquid.Tests;

public sealed class HyperliquidNetworkTests
{
    [Fact]
    public void Networks_couple_addresses_and_chain()
    {
        Assert.Equal(("Mainnet", HyperliquidChain.Mainnet, true), (HyperliquidNetwork.Mainnet.Name, HyperliquidNetwork.Mainnet.Chain, HyperliquidNetwork.Mainnet.IsMainnet));
        Assert.Equal("https://api.hyperliquid.xyz/info", HyperliquidNetwork.Mainnet.InfoAddress.AbsoluteUri);
        Assert.Equal("https://api.hyperliquid.xyz/exchange", HyperliquidNetwork.Mainnet.ExchangeAddress.AbsoluteUri);
        Assert.Equal("wss://api.hyperliquid.xyz/ws", HyperliquidNetwork.Mainnet.WebSocketAddress.AbsoluteUri);

        Assert.Equal(("Testnet", HyperliquidChain.Testnet, false), (HyperliquidNetwork.Testnet.Name, HyperliquidNetwork.Testnet.Chain, HyperliquidNetwork.Testnet.IsMainnet));
        Assert.Equal("https://api.hyperliquid-testnet.xyz/exchange", HyperliquidNetwork.Testnet.ExchangeAddress.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://127.0.0.1:3001", "http://127.0.0.1:3001/info", "ws://127.0.0.1:3001/ws")]
    [InlineData("http://localhost/paper", "http://localhost/paper/info", "ws://localhost/paper/ws")]
    [InlineData("https://emulator.example:8443/a/", "https://emulator.example:8443/a/info", "wss://emulator.example:8443/a/ws")]
    public void An_emulator_is_testnet_elsewhere(string address, string info, string socket)
    {
        var network = HyperliquidNetwork.Emulator(new Uri(address));
        Assert.Equal(("Emulator", HyperliquidChain.Testnet, false), (network.ToString(), network.Chain, network.IsMainnet));
        Assert.Equal((info, socket), (network.InfoAddress.AbsoluteUri, network.WebSocketAddress.AbsoluteUri));
    }

    [Theory]
    [InlineData("relative/path")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://127.0.0.1/?a=b")]
    [InlineData("http://127.0.0.1/#a")]
    [InlineData("https://api.hyperliquid.xyz")]
    [InlineData("https://API.Hyperliquid-Testnet.xyz")]
    [InlineData("https://hyperliquid.xyz")]
    [InlineData("https://api.hyperliquid.xyz.")]
    public void An_emulator_is_never_the_venue_nor_nonsense(string address) =>
        Assert.Throws<ArgumentException>(() => HyperliquidNetwork.Emulator(new Uri(address, UriKind.RelativeOrAbsolute)));
}

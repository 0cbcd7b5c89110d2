using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Several clients in one service collection.</summary>
public sealed class NamedClientTests
{
    [Fact]
    public async Task Each_has_its_options_its_handlers_and_its_key()
    {
        var (first, second) = (new InfoStub(), new InfoStub());
        first.Answer("exchangeStatus", """{"time":1}""");
        second.Answer("exchangeStatus", """{"time":2}""");
        var services = new ServiceCollection();
        services.AddHyperliquid("one", o => Configure(o, first, 3001));
        services.AddHyperliquid("two", o => Configure(o, second, 3002));
        services.AddHyperliquid(o => o.Network = HyperliquidNetwork.Testnet);
        await using var provider = services.BuildServiceProvider();

        var one = provider.GetRequiredKeyedService<HyperliquidClient>("one");
        var two = provider.GetRequiredKeyedService<HyperliquidClient>("two");
        var plain = provider.GetRequiredService<HyperliquidClient>();

        Assert.Equal((3001, 3002), (one.Network.BaseAddress.Port, two.Network.BaseAddress.Port));
        Assert.Same(HyperliquidNetwork.Testnet, plain.Network);
        Assert.Same(one, provider.GetRequiredKeyedService<HyperliquidClient>("one"));
        Assert.NotSame(one, two);
        await one.Markets.GetExchangeStatusAsync();
        Assert.Equal((1, 0), (first.Count("exchangeStatus"), second.Count("exchangeStatus")));
        await two.Markets.GetExchangeStatusAsync();
        Assert.Equal((1, 1), (first.Count("exchangeStatus"), second.Count("exchangeStatus")));
    }

    [Fact]
    public async Task A_builder_reaches_its_own_client_alone()
    {
        var (first, second, counter) = (new InfoStub(), new InfoStub(), new CountingHandler());
        first.Answer("exchangeStatus", """{"time":1}""");
        second.Answer("exchangeStatus", """{"time":2}""");
        var services = new ServiceCollection();
        var builder = services.AddHyperliquid("one", o => Configure(o, first, 3001));
        builder.InfoHttpClient.AddHttpMessageHandler(() => counter);
        services.AddHyperliquid("two", o => Configure(o, second, 3002));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<HyperliquidClient>("two").Markets.GetExchangeStatusAsync();
        Assert.Equal(0, counter.Count);
        await provider.GetRequiredKeyedService<HyperliquidClient>("one").Markets.GetExchangeStatusAsync();

        Assert.Equal(1, counter.Count);
        Assert.Equal("one", builder.Name);
        Assert.Same(services, builder.Services);
    }

    [Fact]
    public async Task Clients_of_one_network_share_its_limits()
    {
        var own = new VenueLimits();
        var services = new ServiceCollection();
        services.AddHyperliquid(o => o.Network = HyperliquidNetwork.Mainnet);
        services.AddHyperliquid("again", o => o.Network = HyperliquidNetwork.Mainnet);
        services.AddHyperliquid("testnet", o => o.Network = HyperliquidNetwork.Testnet);
        services.AddHyperliquid("paper", o => o.Network = HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:3001")));
        services.AddHyperliquid("own", o => o.Limits = own);
        await using var provider = services.BuildServiceProvider();
        var limits = provider.GetRequiredService<HyperliquidClient>().Limits;

        Assert.Same(limits, provider.GetRequiredKeyedService<HyperliquidClient>("again").Limits);
        Assert.NotSame(limits, provider.GetRequiredKeyedService<HyperliquidClient>("testnet").Limits);
        Assert.Same(VenueLimits.None, provider.GetRequiredKeyedService<HyperliquidClient>("paper").Limits);
        Assert.Same(own, provider.GetRequiredKeyedService<HyperliquidClient>("own").Limits);
    }

    [Fact]
    public async Task What_is_wrong_with_one_is_said_of_that_one()
    {
        var services = new ServiceCollection();
        services.AddHyperliquid("good", _ => { });
        services.AddHyperliquid("bad", o => o.Feeds = new() { PingInterval = TimeSpan.Zero });
        services.AddHyperliquid("none", o => o.Network = null!);
        await using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredKeyedService<HyperliquidClient>("good"));
        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<HyperliquidClient>("bad"));
        Assert.Equal("bad", exception.OptionsName);
        Assert.Contains("PingInterval is 00:00:00", exception.Message);
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<HyperliquidClient>("none"));
        Assert.Throws<ArgumentException>(() => services.AddHyperliquid("", _ => { }));
    }

    private static void Configure(HyperliquidOptions options, InfoStub info, int port)
    {
        options.Network = HyperliquidNetwork.Emulator(new Uri($"http://127.0.0.1:{port}"));
        options.InfoHandler = info;
    }

    private sealed class CountingHandler : DelegatingHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}

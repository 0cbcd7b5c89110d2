using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Handlers that an application configures see reads alone.</summary>
public sealed class HandlerSeparationTests
{
    private static readonly OrderRequest Buy = new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) };

    [Fact]
    public async Task A_handler_of_the_options_sees_reads_alone()
    {
        var doubling = new DoublingHandler();
        using var venue = new TestVenue(o =>
        {
            doubling.InnerHandler = o.InfoHandler!;
            o.InfoHandler = doubling;
        });
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");

        await venue.Account.Orders.PlaceAsync(Buy);

        Assert.Equal(["/info"], doubling.Paths.Distinct());
        Assert.Equal(2, venue.Info.Count("meta"));
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task Handlers_of_a_host_see_reads_alone()
    {
        var (info, exchange, doubling, everywhere) = (new InfoStub(), new ExchangeStub(), new DoublingHandler(), new DoublingHandler());
        info.Answer("meta", """{"universe":[{"name":"BTC","szDecimals":5,"maxLeverage":50}]}""");
        exchange.AnswerStatuses("""{"resting":{"oid":1}}""");
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => everywhere));
        services.AddHyperliquid(options =>
        {
            options.Network = HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:3001"));
            options.InfoHandler = info;
            options.ExchangeHandler = exchange;
        }).InfoHttpClient.AddHttpMessageHandler(() => doubling);
        await using var provider = services.BuildServiceProvider();
        using var signer = TestVenue.CreateSigner("agent of the real clock");
        var client = provider.GetRequiredService<HyperliquidClient>();

        var result = await client.ForAccount(TestVenue.UserAddress, signer).Orders.PlaceAsync(Buy);

        Assert.Equal(OrderResultStatus.Resting, result.Status);
        Assert.Same(client, provider.GetRequiredService<HyperliquidClient>());
        Assert.Equal(["/info"], doubling.Paths.Distinct());
        Assert.Equal(["/info"], everywhere.Paths.Distinct());
        Assert.Equal(4, info.Count("meta"));
        Assert.Single(exchange.Requests);
    }

    [Fact]
    public async Task A_host_names_the_wrong_option_when_it_starts_to_use_it()
    {
        var services = new ServiceCollection();
        services.AddHyperliquid(options => options.InfoTimeout = TimeSpan.Zero);
        await using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<HyperliquidClient>());

        Assert.Contains("InfoTimeout is 00:00:00", exception.Message);
    }

    [Fact]
    public async Task A_host_gives_its_clock()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TestVenue.Start);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddHyperliquid(_ => { });
        await using var provider = services.BuildServiceProvider();

        Assert.Same(time, provider.GetRequiredService<HyperliquidClient>().TimeProvider);
    }

    private sealed class DoublingHandler : DelegatingHandler
    {
        private readonly List<string> _paths = [];

        public IReadOnlyList<string> Paths => _paths;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _paths.Add(request.RequestUri!.AbsolutePath);
            using var first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Resilience that an application puts on all its HTTP clients repeats reads and never an action.</summary>
public sealed class ResilienceTests
{
    private readonly InfoStub _info = new();
    private readonly ExchangeStub _exchange = new();

    [Fact]
    public async Task The_standard_handler_repeats_reads_and_never_an_action()
    {
        await using var provider = Build(http => http.AddStandardResilienceHandler(o =>
        {
            o.Retry.Delay = TimeSpan.Zero;
            o.Retry.BackoffType = DelayBackoffType.Constant;
            o.Retry.MaxRetryAttempts = 3;
        }));

        await CheckAsync(provider, minCopies: 4);
    }

    [Fact]
    public async Task The_hedging_handler_repeats_reads_and_never_an_action()
    {
        await using var provider = Build(http => http.AddStandardHedgingHandler().Configure(o =>
        {
            o.Hedging.Delay = TimeSpan.Zero;
            o.Hedging.MaxHedgedAttempts = 2;
        }));

        await CheckAsync(provider, minCopies: 2);
    }

    [Fact]
    public async Task On_the_builder_itself_they_repeat_reads_and_never_an_action()
    {
        await using var provider = Build(_ => { }, builder => builder.InfoHttpClient.AddStandardResilienceHandler(o =>
        {
            o.Retry.Delay = TimeSpan.Zero;
            o.Retry.BackoffType = DelayBackoffType.Constant;
        }));

        await CheckAsync(provider, minCopies: 4);
    }

    [Fact]
    public async Task Copies_of_a_read_are_paid_for()
    {
        var limits = new VenueLimits();
        await using var provider = Build(
            http => http.AddStandardResilienceHandler(o =>
            {
                o.Retry.Delay = TimeSpan.Zero;
                o.Retry.BackoffType = DelayBackoffType.Constant;
                o.Retry.MaxRetryAttempts = 3;
            }),
            configure: o => o.Limits = limits);
        _info.Reply("meta", (_, _) => Task.FromResult(InfoStub.Json("null", HttpStatusCode.BadGateway)));

        await Assert.ThrowsAsync<TransportException>(() => provider.GetRequiredService<HyperliquidClient>().Markets.GetPerpMetaAsync());

        Assert.Equal(4, _info.Count("meta"));
        Assert.Equal(1200 - 80, limits.GetUsage().WeightLeft);
    }

    private ServiceProvider Build(Action<IHttpClientBuilder> defaults, Action<HyperliquidBuilder>? builder = null, Action<HyperliquidOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(defaults);
        var added = services.AddHyperliquid(options =>
        {
            options.Network = HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:3001"));
            options.InfoHandler = _info;
            options.ExchangeHandler = _exchange;
            configure?.Invoke(options);
        });
        builder?.Invoke(added);
        return services.BuildServiceProvider();
    }

    private async Task CheckAsync(ServiceProvider provider, int minCopies)
    {
        var client = provider.GetRequiredService<HyperliquidClient>();
        using var signer = TestVenue.CreateSigner("agent of the real clock");
        var account = client.ForAccount(TestVenue.UserAddress, signer);
        _info.Reply("meta", (_, _) => Task.FromResult(InfoStub.Json("null", HttpStatusCode.ServiceUnavailable)));
        await Assert.ThrowsAsync<TransportException>(() => client.Markets.GetPerpMetaAsync());
        Assert.InRange(_info.Count("meta"), minCopies, 10);

        // Every way in which those handlers find a reason to repeat.
        Func<CancellationToken, Task<HttpResponseMessage>>[] failures =
        [
            _ => Task.FromResult(InfoStub.Json("null", HttpStatusCode.ServiceUnavailable)),
            _ => Task.FromResult(InfoStub.Json("null", HttpStatusCode.InternalServerError)),
            _ => Task.FromResult(InfoStub.Json("null", HttpStatusCode.RequestTimeout)),
            _ => Task.FromResult(InfoStub.Json("null", HttpStatusCode.TooManyRequests)),
            _ => throw new HttpRequestException("Connection reset"),
            _ => throw new TimeoutException(),
        ];
        foreach (var failure in failures)
        {
            var before = _exchange.Requests.Count;
            _exchange.Reply = (_, token) => failure(token);
            var lost = await Assert.ThrowsAsync<TransportException>(() => account.SubmitAsync(new NoopAction()));
            Assert.True(lost.MayHaveExecuted);
            Assert.Equal(before + 1, _exchange.Requests.Count);
        }

        var nonces = _exchange.Requests.Select(r => r.GetProperty("nonce").GetInt64()).ToArray();
        Assert.Equal(nonces.Length, nonces.Distinct().Count());
    }
}

using System.Net;
using HypeKr.Crypto;
using HypeKr.Hyperliquid;
using Microsoft.Extensions.DependencyInjection;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/feeds.md and docs/guides/connections.md.</summary>
public static class FeedsGuide
{
    public static async Task FeedsAsync(HyperliquidClient client, EthereumAddress address, CancellationToken cancellationToken)
    {
        #region feeds-trades
        await using var trades = await client.Markets.SubscribeTradesAsync("BTC", cancellationToken: cancellationToken);   // the venue has acknowledged it
        await foreach (var item in trades.WithCancellation(cancellationToken))
        {
            if (item.TryGetValue(out var trade)) Console.WriteLine($"{trade.Time:O} {trade.Side} {trade.Size} @ {trade.Price}");
            else Console.WriteLine(item.Gap);                                                // what was missed, and why
        }
        #endregion

        #region feeds-fills
        await using var fills = await client.ForUser(address).SubscribeFillsAsync(cancellationToken: cancellationToken);
        await foreach (var item in fills.WithCancellation(cancellationToken))
        {
            if (item.Gap is { IsOver: true, Since: { } since })
            {
                await foreach (var missed in client.ForUser(address).PageFillsAsync(new HistoryRange(since.AddMinutes(-1)), cancellationToken: cancellationToken)) Book(missed);
            }
            else if (item.TryGetValue(out var fill))
            {
                Book(fill);
            }
        }
        #endregion

        #region feeds-options
        var options = new FeedOptions { SlowReader = SlowReaderPolicy.DropOldest, Capacity = 10_000, StaleAfter = TimeSpan.FromSeconds(20) };
        await using var book = await client.Markets.SubscribeBookAsync("BTC", options: options, cancellationToken: cancellationToken);
        #endregion

        #region feeds-raw
        await using var raw = await client.Raw.SubscribeAsync("""{"type":"bbo","coin":"BTC"}"""u8.ToArray(), cancellationToken: cancellationToken);
        #endregion

        static void Book(Fill fill) => Console.WriteLine((fill.Coin, fill.Time, fill.TradeId));
    }

    public static void Connections(IServiceCollection services, IWebProxy proxy)
    {
        #region connections-services
        services.AddHyperliquid(o => o.Network = HyperliquidNetwork.Mainnet)
            .InfoHttpClient.SetHandlerLifetime(TimeSpan.FromMinutes(10));                   // resilience, tracing: for reads alone
        services.AddHyperliquid("testnet", o => o.Network = HyperliquidNetwork.Testnet);    // [FromKeyedServices("testnet")] HyperliquidClient
        #endregion

        #region connections-limits
        var limits = new VenueLimits(new VenueBudgets { WeightPerMinute = 600, ReservedWeight = 100 });
        using var first = new HyperliquidClient(new HyperliquidOptions { Limits = limits, Proxy = proxy });
        using var second = new HyperliquidClient(new HyperliquidOptions { Limits = limits, Proxy = proxy });
        VenueUsage usage = limits.GetUsage();
        Console.WriteLine($"{usage.WeightLeft} of weight left, {usage.Waiting} wait, {usage.Subscriptions} subscriptions");
        #endregion
    }
}

using System.Diagnostics;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>As much as the venue gives one address: 1,000 subscriptions over 10 sockets, 20,000 messages a second.</summary>
[Collection(AloneCollection.Name)]
[Trait("Category", "Soak")]
public sealed class ThousandSubscriptionsTests(ITestOutputHelper output)
{
    private const int Subscriptions = 1000;
    private const int MessagesPerSecond = 20_000;

    private static readonly int Seconds = Environment.GetEnvironmentVariable("HYPEKR_LONG") == "1" ? 60 : 5;

    [Fact]
    public async Task One_process_reads_all_of_it_without_a_drop()
    {
        var time = new CountingTime();
        using var venue = new ReplayVenue(overLoopback: false);
        using var client = new HyperliquidClient(new HyperliquidOptions
        {
            Network = HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:3001")),
            InfoHandler = venue.Info,
            TimeProvider = time,
            Limits = new VenueLimits(timeProvider: time),
            Feeds = new() { SocketFactory = venue.OpenAsync },
        });
        var readers = new ReplayReaders(client);
        await readers.SubscribeAsync(Subscriptions, "trades", "bbo");
        await venue.HoldsAsync(Subscriptions);
        await venue.SayAsync(5);
        await readers.ReadAsync(5 * Subscriptions);

        var watch = Stopwatch.StartNew();
        await venue.SayAsync(Seconds * MessagesPerSecond / Subscriptions);
        var expected = (5 * Subscriptions) + (Seconds * MessagesPerSecond);
        await readers.ReadAsync(expected);
        var rate = Seconds * MessagesPerSecond / watch.Elapsed.TotalSeconds;

        output.WriteLine(FormattableString.Invariant($"{Subscriptions} subscriptions over {client.Limits.GetUsage().Connections} sockets: {Seconds * MessagesPerSecond} messages at {rate:0} a second"));
        Assert.Equal((Subscriptions, Subscriptions, 10), (client.Limits.GetUsage().Subscriptions, venue.Subscriptions, client.Limits.GetUsage().Connections));
        Assert.Equal((expected, 0), (readers.Received, readers.Gaps));
        Assert.True(rate > MessagesPerSecond, FormattableString.Invariant($"Only {rate:0} messages a second were read."));
        await readers.EndAsync();
    }
}

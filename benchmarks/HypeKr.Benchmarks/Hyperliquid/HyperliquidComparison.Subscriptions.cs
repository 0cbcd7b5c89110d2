using System.Diagnostics;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Tests;

namespace HypeKr.Benchmarks;

internal static partial class HyperliquidComparison
{
    private const int Subscriptions = 1000;
    private const int RequiredRate = 20_000;
    private const int Messages = 400_000;

    /// <summary>As much as the venue gives one address, replayed through pipes: what one process reads of it without a drop, on the clock.</summary>
    private static IEnumerable<ComparisonRow> SubscriptionRows()
    {
        yield return MeasureAsync().GetAwaiter().GetResult();

        static async Task<ComparisonRow> MeasureAsync()
        {
            using var venue = new ReplayVenue(overLoopback: false);
            using var client = new HyperliquidClient(new HyperliquidOptions
            {
                Network = HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:3001")),
                InfoHandler = venue.Info,
                Limits = new VenueLimits(),
                Feeds = new() { SocketFactory = venue.OpenAsync },
            });
            var readers = new ReplayReaders(client);
            await readers.SubscribeAsync(Subscriptions, "trades", "bbo");
            await venue.HoldsAsync(Subscriptions);
            var (read, best, allocated) = (0L, 0.0, 0L);
            for (var round = 0; round < 4; round++)
            {
                GC.Collect();
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var watch = Stopwatch.StartNew();
                var saying = venue.SayAsync(Messages / Subscriptions);
                await readers.ReadAsync(read += Messages);
                await saying;
                best = Math.Max(best, Messages / watch.Elapsed.TotalSeconds);
                allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / Messages;
            }

            if (readers.Received != read || readers.Gaps != 0) throw new InvalidOperationException("Something was dropped.");
            await readers.EndAsync();
            return new("messages a second over 1,000 subscriptions", best, RequiredRate, "20,000 a second, none dropped", "1/s", best / RequiredRate, 1, allocated);
        }
    }
}

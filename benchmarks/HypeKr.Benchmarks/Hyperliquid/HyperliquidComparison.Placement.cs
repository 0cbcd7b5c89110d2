using System.Diagnostics;
using HypeKr.Crypto;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.Benchmarks;

internal static partial class HyperliquidComparison
{
    private const int Placements = 400;

    /// <summary>What a journal costs: wall time, since a sync waits for the disk and uses no processor. Orders one after another, against the emulator in this process; the median of each.</summary>
    private static IEnumerable<ComparisonRow> PlacementRows()
    {
        var folder = Directory.CreateTempSubdirectory("hypekr-bench-");
        try
        {
            var emulator = new HyperliquidEmulator();
            using var client = new HyperliquidClient(new HyperliquidOptions { Network = emulator.Network, InfoHandler = emulator.CreateHandler(), ExchangeHandler = emulator.CreateHandler() });
            using var signer = new PrivateKeySigner(BenchmarkKey.Create());
            emulator.Admin.Fund(signer.Address, 1_000_000_000);
            var account = client.ForAccount(signer.Address, signer);
            var journal = account.OpenJournalAsync(Path.Combine(folder.FullName, "journal")).GetAwaiter().GetResult();
            var order = OrderRequest.Buy("BTC", new(0.001m)).Limit(new(1_000_000), TimeInForce.Ioc);
            using var bare = new FileStream(Path.Combine(folder.FullName, "bare"), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
            var line = new byte[300];

            // In turn, so that whatever else the disk does meets all three.
            double[][] times = [new double[Placements], new double[Placements], new double[Placements]];
            for (var i = -50; i < Placements; i++)
            {
                Time(0, () => journal.Account.Orders.PlaceAsync(order).GetAwaiter().GetResult());
                Time(1, () => account.Orders.PlaceAsync(order).GetAwaiter().GetResult());
                Time(2, () =>
                {
                    bare.Write(line);
                    bare.Flush(flushToDisk: true);
                });

                void Time(int side, Action action)
                {
                    var start = Stopwatch.GetTimestamp();
                    action();
                    if (i >= 0) times[side][i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                }
            }

            journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
            foreach (var side in times) Array.Sort(side);
            var (with, without, sync) = (times[0][Placements / 2], times[1][Placements / 2], times[2][Placements / 2]);
            yield return new("placement with a journal, wall time", with, without, "without one", "us", without / with, null, 0);
            yield return new("placement with a journal, wall time", with, sync, "one bare fsync of 300 bytes", "us", sync / with, null, 0);
            yield return new("of it: the journal", with - without, sync, "one bare fsync of 300 bytes", "us", sync / (with - without), null, 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

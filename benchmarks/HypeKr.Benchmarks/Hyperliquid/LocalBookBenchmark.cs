using BenchmarkDotNet.Attributes;
using HypeKr.Hyperliquid;

namespace HypeKr.Benchmarks;

/// <summary>What does a local book cost beyond the parse of what it is updated with: 20 levels a side?</summary>
public class LocalBookBenchmark
{
    private readonly LocalOrderBook _book = new("ETH");
    private readonly OrderBook[] _updates = [.. Enumerable.Range(0, 16).Select(_ => new ParseBenchmark().Book())];
    private int _next;

    // As a feed has it: when a message came is known already.
    private readonly DateTimeOffset _receivedAt = TimeProvider.System.GetUtcNow();

    [Benchmark]
    public void Apply() => _book.Apply(_updates[_next++ & 15], _receivedAt);

    /// <summary>Whether it is synced, for whoever measures to look at.</summary>
    public bool IsSynced => _book.View.Status == LocalBookStatus.Synced;
}

using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

internal static class EmulatorComparison
{
    public static IEnumerable<ComparisonRow> Rows()
    {
        // The emulator recovers with what the process has by default, and so does its floor.
        var floor = $"bare signature and recovery, {Secp256k1Backend.Default}";
        var order = new OrderInMemoryBenchmark();
        yield return Measure.InTurn("order signed, admitted, matched, answered", () => order.Ours(), floor, () => order.SignAndRecover(), target: null);
        yield return Measure.InTurn("the same through HyperliquidClient", () => order.ThroughClient().GetAwaiter().GetResult(), floor, () => order.SignAndRecover(), target: null);
        foreach (var row in EmulatorLoad.RowsAsync().GetAwaiter().GetResult()) yield return row;
    }
}

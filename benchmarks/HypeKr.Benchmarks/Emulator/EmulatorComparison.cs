namespace HypeKr.Benchmarks;

internal static class EmulatorComparison
{
    private const string Floor = "bare signature and recovery, managed";

    public static IEnumerable<ComparisonRow> Rows()
    {
        var order = new OrderInMemoryBenchmark();
        yield return Measure.InTurn("order signed, admitted, matched, answered", () => order.Ours(), Floor, () => order.SignAndRecover(), target: null);
        yield return Measure.InTurn("the same through HyperliquidClient", () => order.ThroughClient().GetAwaiter().GetResult(), Floor, () => order.SignAndRecover(), target: null);
    }
}

namespace HypeKr.Benchmarks;

internal static class HyperliquidComparison
{
    public static IEnumerable<ComparisonRow> Rows()
    {
        var order = new OrderToBytesBenchmark();
        yield return Measure.AgainstPeer(
            "order to signed bytes", () => order.Ours(), new Peer("node", "hyperliquid.mjs"), "nktkas/hyperliquid with viem on node", "order-nktkas", 3.5,
            ("r", CryptoComparison.FirstBits(order.FirstSignature())));
        yield return Measure.InTurn("order to bytes without the curve", () => order.WithoutCurve(), "its bare Keccak permutations", order.Permutations, 0.25);
    }
}

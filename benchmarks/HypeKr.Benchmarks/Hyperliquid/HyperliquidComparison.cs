using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

internal static class HyperliquidComparison
{
    public static IEnumerable<ComparisonRow> Rows()
    {
        var order = new OrderToBytesBenchmark();
        yield return AgainstNktkas("order to signed bytes, managed", () => order.Managed(), order, 3.5);
        if (Secp256k1Backend.NativeRefusal is null) yield return AgainstNktkas("order to signed bytes, native", () => order.Auto(), order, 12);
        yield return Measure.InTurn("order to bytes without the curve", () => order.WithoutCurve(), "its bare Keccak permutations", order.Permutations, 0.25);
        foreach (var row in ParseComparison.Rows()) yield return row;
    }

    private static ComparisonRow AgainstNktkas(string name, Action ours, OrderToBytesBenchmark order, double target) => Measure.AgainstPeer(
        name, ours, new Peer("node", "hyperliquid.mjs"), "nktkas/hyperliquid with viem on node", "order-nktkas", target, ("r", CryptoComparison.FirstBits(order.FirstSignature())));
}

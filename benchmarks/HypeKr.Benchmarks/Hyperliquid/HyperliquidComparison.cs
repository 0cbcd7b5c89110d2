using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

internal static partial class HyperliquidComparison
{
    private const string Nktkas = "nktkas/hyperliquid with viem on node";
    private const string Ccxt = "ccxt on node";

    public static IEnumerable<ComparisonRow> Rows() => SigningRows().Concat(ParseRows()).Concat(LiveRows()).Concat(PlacementRows()).Concat(SubscriptionRows());

    private static IEnumerable<ComparisonRow> SigningRows()
    {
        var order = Create(1);
        var batch = Create(40);
        foreach (var (what, key, side) in new[] { ("order", "order", order), ("batch of 40", "batch", batch) })
        {
            yield return AgainstPeer($"{what} to signed bytes, managed", () => side.Managed(), side, Nktkas, key + "-nktkas", 3.5);
            yield return AgainstPeer($"{what} to signed bytes, managed", () => side.Managed(), side, Ccxt, key + "-ccxt", 3.5);
            if (Secp256k1Backend.NativeRefusal is not null) continue;
            yield return AgainstPeer($"{what} to signed bytes, native", () => side.Auto(), side, Nktkas, key + "-nktkas", 12);
            yield return AgainstPeer($"{what} to signed bytes, native", () => side.Auto(), side, Ccxt, key + "-ccxt", 12);
        }

        yield return WithoutCurve("order to bytes without the curve", () => order.WithoutCurve(), order, 0.25);
        yield return WithoutCurve("of it: grid checks and building", () => order.Build(), order, null);
        yield return WithoutCurve("of it: MessagePack and digest", () => order.Digest(), order, null);
        yield return WithoutCurve("of it: JSON body", () => order.Body(), order, null);
        yield return WithoutCurve("batch of 40 to bytes without the curve", () => batch.WithoutCurve(), batch, null);
    }

    private static OrderToBytesBenchmark Create(int orders)
    {
        var benchmark = new OrderToBytesBenchmark { Orders = orders };
        benchmark.Setup();
        return benchmark;
    }

    private static ComparisonRow WithoutCurve(string name, Action ours, OrderToBytesBenchmark side, double? target) =>
        Measure.InTurn(name, ours, "its bare Keccak permutations", side.Permutations, target);

    private static ComparisonRow AgainstPeer(string name, Action ours, OrderToBytesBenchmark side, string peer, string key, double target) => Measure.AgainstPeer(
        name, ours, new Peer("node", "hyperliquid.mjs"), peer, key, target, ("r", CryptoComparison.FirstBits(side.FirstSignature())));
}

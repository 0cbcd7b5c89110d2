using System.Buffers.Binary;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

internal static class CryptoComparison
{
    private const string Native = "libsecp256k1 through P/Invoke";

    public static IEnumerable<ComparisonRow> Rows()
    {
        var sign = new SignBenchmark();
        yield return AgainstNative("sign a digest, recoverable", () => sign.Ours(), () => sign.Floor(), 0.22);
        yield return Measure.AgainstPeer(
            "sign a digest, recoverable", () => sign.Ours(), new Peer("node", "hyperliquid.mjs"), "viem on node", "sign-viem", target: null, ("r", FirstBits(sign.First())));

        var recover = new RecoverBenchmark();
        yield return AgainstNative("recover an address", () => recover.Ours(), recover.Floor, 0.25);

        foreach (var (length, target) in new[] { (136, 1.25), (1088, 1.15) })
        {
            var keccak = new KeccakBenchmark { Length = length };
            yield return Measure.InTurn($"Keccak-256 of {length} bytes", keccak.Ours, "BouncyCastle KeccakDigest", keccak.BouncyCastle, target);
        }
    }

    /// <summary>The first 48 bits of r, which a JSON number holds: what the peers print to show that they signed the same.</summary>
    public static double FirstBits(RecoverableSignature signature) => BinaryPrimitives.ReadUInt64BigEndian(signature.ToBytes65()) >> 16;

    private static ComparisonRow AgainstNative(string name, Action ours, Action floor, double target) =>
        Libsecp256k1.IsPresent
            ? Measure.InTurn(name, ours, Native, floor, target)
            : Measure.Alone(name, ours, Native, Libsecp256k1.WhyAbsent, target);
}

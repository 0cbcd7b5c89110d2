using System.Buffers.Binary;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

internal static class CryptoComparison
{
    public static IEnumerable<ComparisonRow> Rows()
    {
        var sign = new SignBenchmark();
        yield return AgainstLibrary("sign, managed", () => sign.Managed(), () => sign.Floor(), 0.22);
        if (Secp256k1Backend.NativeRefusal is null) yield return AgainstLibrary("sign, native", () => sign.Auto(), () => sign.Floor(), 1 / 1.05);
        yield return Measure.AgainstPeer("sign, managed", () => sign.Managed(), new Peer("node", "hyperliquid.mjs"), "viem on node", "sign-viem", target: null, ("r", FirstBits(sign.First())));

        var recover = new RecoverBenchmark();
        yield return AgainstLibrary("recover an address, managed", () => recover.Managed(), recover.Floor, 0.25);
        if (Secp256k1Backend.NativeRefusal is null) yield return AgainstLibrary("recover an address, native", () => recover.Auto(), recover.Floor, 1 / 1.1);

        foreach (var (length, target) in new[] { (136, 1.25), (1088, 1.15) })
        {
            var keccak = new KeccakBenchmark { Length = length };
            yield return Measure.InTurn($"Keccak-256 of {length} bytes", keccak.Ours, "BouncyCastle KeccakDigest", keccak.BouncyCastle, target);
        }

        var envelope = new EnvelopeBenchmark();
        yield return Measure.InTurn("HKE1 seal", () => envelope.Seal(), "its bare HKDF and AES-GCM calls", envelope.SealFloor, 1 / 1.15);
        yield return Measure.InTurn("HKE1 rewrap", () => envelope.Rewrap(), "its bare HKDF and AES-GCM calls", envelope.RewrapFloor, 1 / 1.15);
        yield return Measure.InTurn("HKE1 open", envelope.Open, "the same and one public key", envelope.OpenFloor, 1 / 1.15);
        var nonce = new NonceBenchmark();
        yield return Measure.InTurn("nonce issue", () => nonce.Issue(), "its bare HKDF and HMAC", nonce.IssueFloor, 1 / 1.5);
        yield return Measure.InTurn("nonce consume", nonce.Consume, "its bare HKDF and HMAC", nonce.ConsumeFloor, 1 / 1.5);
        var fernet = new FernetBenchmark();
        yield return Measure.InTurn("Fernet encrypt 32 bytes", () => fernet.Encrypt(), "its bare AES and HMAC calls", fernet.EncryptFloor, 1 / 1.2);
        yield return Measure.InTurn("Fernet decrypt 32 bytes", () => fernet.Decrypt(), "its bare AES and HMAC calls", fernet.DecryptFloor, 1 / 1.2);
        var typed = new TypedDataBenchmark();
        yield return Measure.InTurn("EIP-712 digest of an agent", () => typed.Digest(), "its two bare Keccak permutations", typed.Permutations, 1 / 1.3);
    }

    /// <summary>The first 48 bits of r, which a JSON number holds: what the peers print to show that they signed the same.</summary>
    public static double FirstBits(RecoverableSignature signature) => BinaryPrimitives.ReadUInt64BigEndian(signature.ToBytes65()) >> 16;

    private static ComparisonRow AgainstLibrary(string name, Action ours, Action floor, double target)
    {
        const string Library = "bare libsecp256k1 through P/Invoke";
        return Libsecp256k1.IsPresent ? Measure.InTurn(name, ours, Library, floor, target) : Measure.Alone(name, ours, Library, Libsecp256k1.WhyAbsent, target);
    }
}

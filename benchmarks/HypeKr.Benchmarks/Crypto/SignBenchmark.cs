using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary>How far is the managed recoverable signature from the C library's?</summary>
public class SignBenchmark
{
    private readonly Secp256k1PrivateKey _key = BenchmarkKey.Create();
    private readonly byte[] _keyBytes = BenchmarkKey.Bytes();
    private readonly byte[] _digest = new byte[Hash32.Size];
    private readonly byte[] _rs = new byte[64];
    private readonly Libsecp256k1? _library = Libsecp256k1.IsPresent ? new() : null;

    public SignBenchmark()
    {
        if (_library is null) return;
        var recoveryId = Floor(BenchmarkKey.FirstDigest);
        if (First() != RecoverableSignature.Create(_rs.AsSpan(0, 32), _rs.AsSpan(32), recoveryId)) throw new InvalidOperationException("The two sides sign differently.");
    }

    /// <summary>The signature of the first digest.</summary>
    public RecoverableSignature First() => _key.Sign(BenchmarkKey.FirstDigest);

    [Benchmark]
    public RecoverableSignature Ours() => _key.Sign(BenchmarkKey.NextDigest());

    [Benchmark(Baseline = true)]
    public int Floor() => Floor(BenchmarkKey.NextDigest());

    private int Floor(Hash32 digest)
    {
        digest.CopyTo(_digest);
        return _library!.Sign(_digest, _keyBytes, _rs);
    }
}

using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary>How far are the recoverable signatures of both backends from the bare C library's?</summary>
public class SignBenchmark
{
    private readonly PrivateKeySigner _managed = Signer(Secp256k1Backend.Managed);
    private readonly PrivateKeySigner _auto = Signer(Secp256k1Backend.Auto);
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
    public RecoverableSignature First() => _managed.SignDigestAsync(BenchmarkKey.FirstDigest).Result;

    [Benchmark]
    public RecoverableSignature Managed() => _managed.SignDigestAsync(BenchmarkKey.NextDigest()).Result;

    /// <summary>The system's library where there is one, called by the package.</summary>
    [Benchmark]
    public RecoverableSignature Auto() => _auto.SignDigestAsync(BenchmarkKey.NextDigest()).Result;

    [Benchmark(Baseline = true)]
    public int Floor() => Floor(BenchmarkKey.NextDigest());

    private static PrivateKeySigner Signer(Secp256k1Backend backend) => new(BenchmarkKey.Create(), new PrivateKeySignerOptions { Backend = backend });

    private int Floor(Hash32 digest)
    {
        digest.CopyTo(_digest);
        return _library!.Sign(_digest, _keyBytes, _rs);
    }
}

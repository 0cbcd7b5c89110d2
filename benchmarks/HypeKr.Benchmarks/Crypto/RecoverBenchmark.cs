using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary>How far is the recovery of a signer by both backends from the bare C library's?</summary>
public class RecoverBenchmark
{
    private readonly byte[] _digest = new byte[Hash32.Size];
    private readonly byte[] _rs = new byte[64];
    private readonly byte[] _publicKey = new byte[65];
    private readonly Libsecp256k1? _library = Libsecp256k1.IsPresent ? new() : null;
    private RecoverableSignature _signature;

    public RecoverBenchmark()
    {
        using var key = BenchmarkKey.Create();
        _signature = key.Sign(BenchmarkKey.FirstDigest);
        _signature.ToBytes65().AsSpan(0, 64).CopyTo(_rs);
        if (_library is null) return;
        Floor(BenchmarkKey.FirstDigest);
        if (key.Address != new EthereumAddress(Keccak256.Hash(_publicKey.AsSpan(1)).ToArray().AsSpan(12))) throw new InvalidOperationException("The library recovers another key.");
    }

    // Any digest recovers some key, and all take as long.
    [Benchmark]
    public bool Managed() => BackendRecovery.TryRecover(ref _signature, Secp256k1Backend.Managed, BenchmarkKey.NextDigest(), out _);

    /// <summary>The system's library where there is one, called by the package.</summary>
    [Benchmark]
    public bool Auto() => BackendRecovery.TryRecover(ref _signature, Secp256k1Backend.Auto, BenchmarkKey.NextDigest(), out _);

    [Benchmark(Baseline = true)]
    public void Floor() => Floor(BenchmarkKey.NextDigest());

    private void Floor(Hash32 digest)
    {
        digest.CopyTo(_digest);
        _library!.Recover(_digest, _rs, _signature.RecoveryId, _publicKey);
    }
}

using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace HypeKr.Benchmarks;

/// <summary>Is our Keccak-256 worth having beside BouncyCastle's, whose digest is made once and used again?</summary>
public class KeccakBenchmark
{
    private readonly KeccakDigest _digest = new(256);
    private readonly byte[] _hash = new byte[Keccak256.HashSize];
    private byte[] _data = [];

    /// <summary>Bytes to hash: one block of the sponge, and eight.</summary>
    [Params(136, 1088)]
    public int Length
    {
        get => _data.Length;
        set
        {
            _data = new byte[value];
            for (var i = 0; i < value; i++) _data[i] = (byte)(i % 251);
            BouncyCastle();
            if (!Keccak256.Hash(_data).ToArray().AsSpan().SequenceEqual(_hash)) throw new InvalidOperationException("The two sides hash differently.");
        }
    }

    [Benchmark]
    public void Ours() => Keccak256.Hash(_data, _hash);

    [Benchmark(Baseline = true)]
    public void BouncyCastle()
    {
        _digest.BlockUpdate(_data, 0, _data.Length);
        _digest.DoFinal(_hash, 0);
    }
}

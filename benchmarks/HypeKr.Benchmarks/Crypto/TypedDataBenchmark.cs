using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary>What does the EIP-712 digest of an order's agent cost beside its two bare Keccak permutations?</summary>
public class TypedDataBenchmark
{
    private static readonly TypedDataTemplate Agent = new(
        "Agent",
        new TypedDataDomain { Name = "Exchange", Version = "1", ChainId = 1337, VerifyingContract = default(EthereumAddress) },
        new TypedDataField("source", "string"),
        new TypedDataField("connectionId", "bytes32"));

    private static readonly Hash32 Source = Keccak256.Hash("b"u8);

    private readonly byte[] _structure = new byte[96];
    private readonly byte[] _digest = new byte[66];

    [Benchmark]
    public Hash32 Digest() => Agent.Hash(Source, BenchmarkKey.FirstDigest).Digest;

    [Benchmark(Baseline = true)]
    public void Permutations()
    {
        Keccak256.Hash(_structure, _digest.AsSpan(34));
        Keccak256.Hash(_digest, _structure.AsSpan(0, 32));
    }
}

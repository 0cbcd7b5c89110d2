using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary>What does a single-use nonce cost beside the HKDF and HMAC that it is made of?</summary>
public class NonceBenchmark
{
    private const string Purpose = "approve-agent";
    private const string Subject = "user-1";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly SignedNonces _nonces = new(AppSigningSecret.FromText("Bot:Secret", AppSigningSecret.Generate()), new Forgetful());
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _payload = new byte[32 + 8 + 8 + 4 + Purpose.Length + 4 + Subject.Length + 4];
    private readonly string _token;

    public NonceBenchmark() => _token = _nonces.Issue(Purpose, Subject, Lifetime);

    [Benchmark]
    public string Issue() => _nonces.Issue(Purpose, Subject, Lifetime);

    [Benchmark]
    public void IssueFloor()
    {
        RandomNumberGenerator.Fill(_payload.AsSpan(0, 32));
        Mac();
    }

    /// <summary>The store forgets, so that one token can be consumed again and again; stores are measured by who writes them.</summary>
    [Benchmark]
    public void Consume() => _nonces.ConsumeAsync(_token, Purpose, Subject).AsTask().GetAwaiter().GetResult();

    [Benchmark]
    public void ConsumeFloor()
    {
        Span<byte> id = stackalloc byte[32];
        Mac();
        SHA256.HashData(_payload, id);
    }

    private void Mac()
    {
        Span<byte> key = stackalloc byte[32];
        Span<byte> mac = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, key, "hypekr/nonce/v1"u8, "mac"u8);
        HMACSHA256.HashData(key, _payload, mac);
    }

    private sealed class Forgetful : INonceStore
    {
        public ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default) => new(true);
    }
}

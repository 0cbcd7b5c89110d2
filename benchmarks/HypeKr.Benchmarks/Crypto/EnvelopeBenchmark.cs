using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary>What does an HKE1 envelope cost beside the bare HKDF and AES-GCM calls that it is made of?</summary>
public class EnvelopeBenchmark
{
    private const string User = "user-1";

    private static readonly byte[] Salt = "hypekr/envelope/v1"u8.ToArray();

    /// <summary>As long as the envelope's: a label, a length and the user.</summary>
    private static readonly byte[] Info = new byte[15];

    /// <summary>As long as the outer layer's: header, user and address with their lengths.</summary>
    private static readonly byte[] Associated = new byte[84];

    private readonly Secp256k1PrivateKey _key = BenchmarkKey.Create();
    private readonly KeyRing _ring;
    private readonly byte[] _envelope;
    private readonly byte[] _master = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _secret = BenchmarkKey.Bytes();
    private readonly byte[] _inner = new byte[60];
    private readonly byte[] _innerTag = new byte[16];
    private readonly byte[] _outer = new byte[60];
    private readonly byte[] _outerTag = new byte[16];
    private readonly byte[] _nonce = new byte[12];

    public EnvelopeBenchmark()
    {
        Span<char> text = stackalloc char[MasterKey.TextLength];
        _ring = new KeyRing(KeyRingEntry.Active(MasterKey.Generate(text)));
        _envelope = _ring.Seal(User, _key);
        SealFloor();
    }

    [Benchmark]
    public byte[] Seal() => _ring.Seal(User, _key);

    [Benchmark]
    public void SealFloor()
    {
        Encrypt(_secret, _inner.AsSpan(0, 32), _innerTag);
        Encrypt(_inner, _outer, _outerTag);
    }

    [Benchmark]
    public byte[] Rewrap() => _ring.Rewrap(User, _key.Address, _envelope);

    [Benchmark]
    public void RewrapFloor()
    {
        Encrypt(_inner, _outer, _outerTag);
        Decrypt(_outer, _outerTag, _inner);
    }

    [Benchmark]
    public void Open() => _ring.Open(User, _key.Address, _envelope).Dispose();

    /// <summary>Both layers, and the public key of what is in them.</summary>
    [Benchmark]
    public void OpenFloor()
    {
        Decrypt(_outer, _outerTag, _inner);
        Secp256k1PrivateKey.FromBytes(_secret).Dispose();
        Decrypt(_outer, _outerTag, _inner);
    }

    private void Encrypt(ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, key, Salt, Info);
        RandomNumberGenerator.Fill(_nonce);
        using var gcm = new AesGcm(key, 16);
        gcm.Encrypt(_nonce, plain, cipher, tag, Associated);
    }

    private void Decrypt(ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, key, Salt, Info);
        using var gcm = new AesGcm(key, 16);
        gcm.Decrypt(_nonce, cipher, tag, plain, Associated);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary>What does a Fernet token cost beside the calls of the framework that it is made of?</summary>
public class FernetBenchmark
{
    private readonly Fernet _fernet;
    private readonly byte[] _data = BenchmarkKey.Bytes();
    private readonly string _token;
    private readonly byte[] _signing = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _encryption = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _body = new byte[1 + 8 + 16 + 48 + 32];
    private readonly char[] _text = new char[140];

    public FernetBenchmark()
    {
        Span<char> text = stackalloc char[FernetKey.TextLength];
        _fernet = new Fernet(FernetKey.Generate(text));
        _token = _fernet.Encrypt(_data);
        EncryptFloor();
    }

    [Benchmark]
    public string Encrypt() => _fernet.Encrypt(_data);

    [Benchmark]
    public void EncryptFloor()
    {
        RandomNumberGenerator.Fill(_body.AsSpan(9, 16));
        using var aes = Aes.Create();
        aes.SetKey(_encryption);
        aes.EncryptCbc(_data, _body.AsSpan(9, 16), _body.AsSpan(25, 48));
        HMACSHA256.HashData(_signing, _body.AsSpan(0, 73), _body.AsSpan(73));
        Base64Url.EncodeToChars(_body, _text);
    }

    [Benchmark]
    public byte[] Decrypt() => _fernet.Decrypt(_token);

    [Benchmark]
    public void DecryptFloor()
    {
        Span<byte> mac = stackalloc byte[32];
        Span<byte> plain = stackalloc byte[48];
        Base64Url.DecodeFromChars(_text, _body);
        HMACSHA256.HashData(_signing, _body.AsSpan(0, 73), mac);
        CryptographicOperations.FixedTimeEquals(mac, _body.AsSpan(73));
        using var aes = Aes.Create();
        aes.SetKey(_encryption);
        aes.DecryptCbc(_body.AsSpan(25, 48), _body.AsSpan(9, 16), plain);
    }
}

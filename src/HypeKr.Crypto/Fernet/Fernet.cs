using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>Fernet tokens, to exchange with programs that use them. The first key makes tokens, every key opens them.</summary>
/// <remarks>
/// <para>
/// Format (fernet/spec): <c>0x80 || seconds since 1970, 8 bytes big-endian || IV of 16 || AES-128-CBC with PKCS7 || HMAC-SHA256 of all before it</c>,
/// as base64url with padding. Read strictly: text that is not the one canonical form of its bytes is refused, where Python's
/// <c>cryptography</c> skips foreign characters and ignores spare bits.
/// </para>
/// <para>
/// For new data prefer <see cref="KeyRing"/>: Fernet has a 128-bit cipher, nothing to bind a token to its place, and no key id.
/// </para>
/// <para>Safe to use from many threads. Disposes its keys.</para>
/// </remarks>
[JsonConverter(typeof(RefusingJsonConverter<Fernet>))]
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Fernet : IDisposable
{
    /// <summary>The longest plaintext, in bytes.</summary>
    public const int MaxDataSize = 64 * 1024 * 1024;

    private const byte Version = 0x80;
    private const int TimestampOffset = 1;
    private const int IvOffset = 9;
    private const int HeaderSize = 25;
    private const int BlockSize = 16;
    private const int HalfKeySize = 16;
    private const int TagSize = HMACSHA256.HashSizeInBytes;
    private const int MinSize = HeaderSize + BlockSize + TagSize;
    private const int MaxTokenLength = (HeaderSize + MaxDataSize + BlockSize + TagSize + 2) / 3 * 4;

    private readonly FernetKey[] _keys;
    private readonly TimeProvider _timeProvider;
    private readonly long _maxClockSkew;

    /// <summary>Uses one key.</summary>
    /// <param name="key">The key, owned from here on.</param>
    public Fernet(FernetKey key)
        : this([key])
    {
    }

    /// <summary>Uses several keys (<c>MultiFernet</c>), the newest first.</summary>
    /// <param name="keys">One or more keys, owned from here on.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <param name="maxClockSkew">How far in the future a token may be made, whole seconds; 60 s where null.</param>
    /// <exception cref="ArgumentException">There is no key.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxClockSkew"/> is negative.</exception>
    public Fernet(IReadOnlyList<FernetKey> keys, TimeProvider? timeProvider = null, TimeSpan? maxClockSkew = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0) throw new ArgumentException("Fernet needs a key.", nameof(keys));
        var skew = maxClockSkew ?? TimeSpan.FromSeconds(60);
        ArgumentOutOfRangeException.ThrowIfLessThan(skew, TimeSpan.Zero, nameof(maxClockSkew));

        _keys = [.. keys];
        foreach (var key in _keys) ArgumentNullException.ThrowIfNull(key, nameof(keys));
        _timeProvider = timeProvider ?? TimeProvider.System;
        _maxClockSkew = Seconds(skew);
    }

    /// <summary>Encrypts under the first key, with the time of now.</summary>
    /// <exception cref="ArgumentException"><paramref name="data"/> is longer than 64 MiB.</exception>
    public string Encrypt(ReadOnlySpan<byte> data)
    {
        if (data.Length > MaxDataSize) throw new ArgumentException("A token holds at most 64 MiB.", nameof(data));
        Span<byte> iv = stackalloc byte[BlockSize];
        RandomNumberGenerator.Fill(iv);
        return EncryptWith(data, checked((ulong)_timeProvider.GetUtcNow().ToUnixTimeSeconds()), iv);
    }

    /// <summary>Opens a token, however old it is.</summary>
    /// <remarks>Like Python's, without a time to live it does not look at the time at all, a future one included.</remarks>
    /// <exception cref="FernetException">The token is refused, whatever the cause.</exception>
    public byte[] Decrypt(ReadOnlySpan<char> token) => DecryptAt(token, timeToLive: null, out _);

    /// <summary>Opens a token that is at most <paramref name="timeToLive"/> old and not from further in the future than the clock skew.</summary>
    /// <param name="token">The token.</param>
    /// <param name="timeToLive">Zero or more, whole seconds: a token is valid up to and including its second plus this.</param>
    /// <exception cref="FernetException">The token is refused, whatever the cause.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeToLive"/> is negative.</exception>
    public byte[] Decrypt(ReadOnlySpan<char> token, TimeSpan timeToLive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeToLive, TimeSpan.Zero);
        return DecryptAt(token, Seconds(timeToLive), out _);
    }

    /// <summary>Encrypts the content of a token again, under the first key and with a new IV. The time of the token stays as it was.</summary>
    /// <exception cref="FernetException">The token is refused, whatever the cause. Its age is no cause.</exception>
    public string Rotate(ReadOnlySpan<char> token)
    {
        Span<byte> iv = stackalloc byte[BlockSize];
        RandomNumberGenerator.Fill(iv);
        return RotateWith(token, iv);
    }

    /// <summary>Overwrites the keys.</summary>
    public void Dispose()
    {
        foreach (var key in _keys) key.Dispose();
    }

    /// <summary>The type and the number of keys.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(Fernet)} with {_keys.Length} keys");

    internal string RotateWith(ReadOnlySpan<char> token, ReadOnlySpan<byte> iv)
    {
        var data = DecryptAt(token, timeToLive: null, out var timestamp);
        try
        {
            return EncryptWith(data, timestamp, iv);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(data);
        }
    }

    internal string EncryptWith(ReadOnlySpan<byte> data, ulong timestamp, ReadOnlySpan<byte> iv)
    {
        var padded = (data.Length / BlockSize * BlockSize) + BlockSize;
        var body = new byte[HeaderSize + padded + TagSize];
        body[0] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(body.AsSpan(TimestampOffset), timestamp);
        iv.CopyTo(body.AsSpan(IvOffset));

        Span<byte> key = stackalloc byte[FernetKey.Size];
        try
        {
            _keys[0].CopyTo(key);
            using (var aes = Aes.Create())
            {
                aes.SetKey(key[HalfKeySize..]);
                aes.EncryptCbc(data, iv, body.AsSpan(HeaderSize, padded));
            }

            HMACSHA256.HashData(key[..HalfKeySize], body.AsSpan(0, body.Length - TagSize), body.AsSpan(body.Length - TagSize));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        return string.Create((body.Length + 2) / 3 * 4, body, static (text, bytes) =>
        {
            var written = Base64Url.EncodeToChars(bytes, text);
            text[written..].Fill('=');
        });
    }

    private byte[] DecryptAt(ReadOnlySpan<char> token, long? timeToLive, out ulong timestamp)
    {
        timestamp = 0;
        if (token.Length > MaxTokenLength) throw new FernetException();
        var body = new byte[CanonicalBase64Url.MaxDecodedLength(token.Length)];
        if (!CanonicalBase64Url.TryDecode(token, padded: true, body, out var length)) throw new FernetException();
        if (length < MinSize || (length - MinSize) % BlockSize != 0 || body[0] != Version) throw new FernetException();

        timestamp = BinaryPrimitives.ReadUInt64BigEndian(body.AsSpan(TimestampOffset));
        var current = timeToLive is null || IsCurrent(timestamp, timeToLive.Value);
        foreach (var key in _keys)
        {
            if (TryOpen(key, body.AsSpan(0, length), current, out var data)) return data;
        }

        throw new FernetException();
    }

    private bool IsCurrent(ulong timestamp, long timeToLive)
    {
        var now = (Int128)_timeProvider.GetUtcNow().ToUnixTimeSeconds();
        return (Int128)timestamp + timeToLive >= now && now + _maxClockSkew >= timestamp;
    }

    // The tag comes before everything the token claims, its age included: nothing is said about a token that is not ours.
    private static bool TryOpen(FernetKey fernetKey, ReadOnlySpan<byte> body, bool current, out byte[] data)
    {
        data = [];
        Span<byte> key = stackalloc byte[FernetKey.Size];
        Span<byte> tag = stackalloc byte[TagSize];
        try
        {
            fernetKey.CopyTo(key);
            HMACSHA256.HashData(key[..HalfKeySize], body[..^TagSize], tag);
            if (!CryptographicOperations.FixedTimeEquals(tag, body[^TagSize..]) || !current) return false;

            using var aes = Aes.Create();
            aes.SetKey(key[HalfKeySize..]);
            data = aes.DecryptCbc(body[HeaderSize..^TagSize], body.Slice(IvOffset, BlockSize));
            return true;
        }
        catch (CryptographicException)
        {
            // The padding: signed with this key and encrypted with another.
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static long Seconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerSecond;
}

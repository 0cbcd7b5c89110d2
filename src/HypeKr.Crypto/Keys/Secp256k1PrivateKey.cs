using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>A secp256k1 private key: signs digests, says its address, and gives the key itself to nobody.</summary>
/// <remarks>
/// <para>
/// The 32 bytes lie in memory that the garbage collector does not move, and are overwritten on <see cref="Dispose"/> or, at the latest,
/// in the finalizer. <see cref="ToString"/> and the debugger show the fingerprint of the address, and JSON refuses it both ways.
/// </para>
/// <para>
/// What cannot be wiped: the text or array the key was read from (clear it yourself), and, where <see cref="Secp256k1Backend.Default"/> is
/// managed, the big integers that its arithmetic makes of the key and the nonce, which stay in the heap until it is collected and may
/// be in a memory dump. libsecp256k1 leaves none there.
/// </para>
/// <para>Safe to use from many threads; <see cref="Dispose"/> may come at any time and leaves calls in flight whole.</para>
/// </remarks>
[JsonConverter(typeof(RefusingJsonConverter))]
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Secp256k1PrivateKey : IDisposable
{
    /// <summary>The size of a key, and of the entropy that hedges a signature, in bytes.</summary>
    public const int Size = 32;

    private readonly Lock _gate = new();

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key = GC.AllocateArray<byte>(Size, pinned: true);

    private bool _disposed;

    private Secp256k1PrivateKey()
    {
    }

    /// <summary>Overwrites the key if nobody has disposed it.</summary>
    ~Secp256k1PrivateKey() => CryptographicOperations.ZeroMemory(_key);

    /// <summary>The address of the public key. Also known after <see cref="Dispose"/>.</summary>
    public EthereumAddress Address { get; private set; }

    /// <summary>A new random key from the operating system's generator.</summary>
    public static Secp256k1PrivateKey Generate() => Generate(Secp256k1Backend.Default);

    internal static Secp256k1PrivateKey Generate(Secp256k1Backend backend)
    {
        var key = new Secp256k1PrivateKey();
        do RandomNumberGenerator.Fill(key._key);
        while (!Secp256k1.IsScalar(key._key));
        return key.WithAddress(backend);
    }

    /// <summary>Copies a key of 32 bytes, big-endian. Clear <paramref name="key"/> afterwards.</summary>
    /// <exception cref="InvalidPrivateKeyException">Not 32 bytes, zero, or not below the group order n.</exception>
    public static Secp256k1PrivateKey FromBytes(ReadOnlySpan<byte> key)
    {
        if (key.Length != Size)
        {
            throw new InvalidPrivateKeyException(string.Create(CultureInfo.InvariantCulture, $"{key.Length} bytes were given; a private key has 32."));
        }

        var result = new Secp256k1PrivateKey();
        key.CopyTo(result._key);
        return result.Checked();
    }

    /// <summary>Reads a key of 64 hex digits, with <c>0x</c> before them or not. Clear <paramref name="key"/> afterwards.</summary>
    /// <exception cref="InvalidPrivateKeyException">Not 64 hex digits, zero, or not below the group order n.</exception>
    public static Secp256k1PrivateKey FromHex(ReadOnlySpan<char> key)
    {
        var digits = Hex.HasPrefix(key) ? key[2..] : key;
        var result = new Secp256k1PrivateKey();
        if (!Hex.TryDecode(digits, result._key))
        {
            result.Dispose();
            throw new InvalidPrivateKeyException(string.Create(
                CultureInfo.InvariantCulture, $"Text of {digits.Length} characters is not a private key: it is 64 hex digits, with 0x before them or not."));
        }

        return result.Checked();
    }

    /// <summary>Signs a digest. The same key and digest give the same signature (RFC 6979), with s ≤ n/2.</summary>
    /// <exception cref="ObjectDisposedException">The key has been disposed.</exception>
    public RecoverableSignature Sign(Hash32 digest) => SignWith(Secp256k1Backend.Default, digest, []);

    /// <summary>Signs a digest with 32 random bytes mixed into the nonce (RFC 6979 section 3.6): a guard against faults and mixed-up digests.</summary>
    /// <remarks>Every call gives another signature, valid all the same.</remarks>
    /// <exception cref="ObjectDisposedException">The key has been disposed.</exception>
    public RecoverableSignature SignHedged(Hash32 digest) => SignHedged(Secp256k1Backend.Default, digest);

    /// <summary>Signs a digest with the given 32 bytes mixed into the nonce (RFC 6979 section 3.6; <c>ndata</c> of libsecp256k1).</summary>
    /// <exception cref="ArgumentException"><paramref name="entropy"/> is not 32 bytes long.</exception>
    /// <exception cref="ObjectDisposedException">The key has been disposed.</exception>
    public RecoverableSignature SignHedged(Hash32 digest, ReadOnlySpan<byte> entropy)
    {
        if (entropy.Length != Size)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{entropy.Length} bytes were given; the entropy has 32."), nameof(entropy));
        }

        return SignWith(Secp256k1Backend.Default, digest, entropy);
    }

    /// <summary>Overwrites the key. Whoever signs after this gets an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_key);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The type and the fingerprint of the address; never the key.</summary>
    public override string ToString() => $"{nameof(Secp256k1PrivateKey)} {Address:F}";

    /// <summary>Copies the key; the caller clears <paramref name="destination"/>.</summary>
    /// <exception cref="ObjectDisposedException">The key has been disposed.</exception>
    internal void CopyTo(Span<byte> destination)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _key.CopyTo(destination);
        }
    }

    internal RecoverableSignature SignHedged(Secp256k1Backend backend, Hash32 digest)
    {
        Span<byte> entropy = stackalloc byte[Size];
        RandomNumberGenerator.Fill(entropy);
        return SignWith(backend, digest, entropy);
    }

    internal RecoverableSignature SignWith(Secp256k1Backend backend, Hash32 digest, ReadOnlySpan<byte> entropy)
    {
        Span<byte> key = stackalloc byte[Size];
        try
        {
            CopyTo(key);

            GC.KeepAlive(this);
            return backend.Sign(key, digest, entropy);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private Secp256k1PrivateKey Checked()
    {
        if (Secp256k1.IsScalar(_key)) return WithAddress(Secp256k1Backend.Default);
        Dispose();
        throw new InvalidPrivateKeyException("A private key is neither zero nor as large as the order of secp256k1.");
    }

    private Secp256k1PrivateKey WithAddress(Secp256k1Backend backend)
    {
        Span<byte> publicKey = stackalloc byte[Secp256k1.PublicKeySize];
        backend.PublicKey(_key, publicKey);
        Address = Secp256k1.Address(publicKey);
        return this;
    }

    private sealed class RefusingJsonConverter : JsonConverter<Secp256k1PrivateKey>
    {
        public override Secp256k1PrivateKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A private key is not read from JSON.");

        public override void Write(Utf8JsonWriter writer, Secp256k1PrivateKey value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A private key is not written as JSON.");
    }
}

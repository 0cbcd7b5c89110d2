using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>The key over all envelopes: 32 random bytes from which each user's own keys are derived (HKDF-SHA256, RFC 5869).</summary>
/// <remarks>
/// <para>
/// The bytes lie in memory that the garbage collector does not move, and are overwritten on <see cref="Dispose"/> or, at the latest, in the
/// finalizer. <see cref="ToString"/> and the debugger show the <see cref="Id"/>, and JSON refuses a master both ways. Nothing gives the
/// bytes back; <see cref="Generate"/> writes the text of a new master once.
/// </para>
/// <para>What cannot be wiped: the text or array the master was read from. Clear it yourself.</para>
/// <para>Safe to use from many threads; <see cref="Dispose"/> may come at any time and leaves calls in flight whole.</para>
/// </remarks>
[JsonConverter(typeof(RefusingJsonConverter<MasterKey>))]
[DebuggerDisplay("{ToString(),nq}")]
public sealed class MasterKey : IDisposable
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 32;

    /// <summary>The length of the text: base64url without padding.</summary>
    public const int TextLength = 43;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SecretBytes _key;

    private MasterKey(ReadOnlySpan<byte> key)
    {
        _key = new SecretBytes(key);
        Span<byte> id = stackalloc byte[KeyId.Size];
        DeriveKey("kid"u8, id);
        Id = new KeyId(id);
    }

    /// <summary>The name of this key, derived from it: <c>HKDF(master, salt "hypekr/envelope/v1", info "kid", 16)</c>. Also known after <see cref="Dispose"/>.</summary>
    public KeyId Id { get; }

    /// <summary>A new master from the operating system's generator, with its text written once for whoever keeps it.</summary>
    /// <param name="text">Gets the 43 characters of the new master. Hand them to the secret store, then clear them.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is shorter than 43 characters.</exception>
    public static MasterKey Generate(Span<char> text)
    {
        if (text.Length < TextLength) throw new ArgumentException("The text of a master key needs 43 characters of room.", nameof(text));
        Span<byte> key = stackalloc byte[Size];
        try
        {
            // Again where chance spells a placeholder, once in some hundred thousand times: the text must be readable later.
            do
            {
                RandomNumberGenerator.Fill(key);
                Base64Url.EncodeToChars(key, text);
            }
            while (SecretRules.Check(text[..TextLength]) is not null);

            return new MasterKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Copies a master of 32 bytes. Clear <paramref name="key"/> afterwards.</summary>
    /// <exception cref="InvalidMasterKeyException">Not 32 bytes, or bytes that no random generator gives: all the same.</exception>
    public static MasterKey FromBytes(ReadOnlySpan<byte> key)
    {
        if (key.Length != Size)
        {
            throw new InvalidMasterKeyException(string.Create(CultureInfo.InvariantCulture, $"{key.Length} bytes were given; a master key has 32."));
        }

        if (!key.ContainsAnyExcept(key[0]))
        {
            throw new InvalidMasterKeyException("All bytes of the master key are the same: take 32 from a random generator.");
        }

        return new MasterKey(key);
    }

    /// <summary>Reads a master of 43 base64url characters, or 44 with the padding. Clear <paramref name="text"/> afterwards.</summary>
    /// <exception cref="InvalidMasterKeyException">Not the base64url text of 32 bytes, a placeholder, or all bytes the same.</exception>
    public static MasterKey FromBase64Url(ReadOnlySpan<char> text)
    {
        Span<byte> key = stackalloc byte[Size];
        try
        {
            var padded = text.Length == TextLength + 1;
            if (!CanonicalBase64Url.TryDecode(text, padded, key, out var written) || written != Size)
            {
                throw new InvalidMasterKeyException("The text is not a master key: it is the base64url of 32 random bytes, 43 characters without spaces or line ends.");
            }

            if (SecretRules.Check(text) is { } reason)
            {
                throw new InvalidMasterKeyException($"The text is not a master key: {InsecureConfigException.Describe(reason)}.");
            }

            return FromBytes(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Overwrites the key. Whoever seals or opens with it after this gets an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>The type and the id; never the key.</summary>
    public override string ToString() => $"{nameof(MasterKey)} {Id}";

    /// <summary>HKDF-SHA256 of the master under the salt of the envelope format.</summary>
    internal void DeriveKey(ReadOnlySpan<byte> info, Span<byte> destination)
    {
        Span<byte> key = stackalloc byte[Size];
        try
        {
            _key.CopyTo(key, this);
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key, destination, "hypekr/envelope/v1"u8, info);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}

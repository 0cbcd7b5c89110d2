using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>A Fernet key: 16 bytes that sign, then 16 that encrypt.</summary>
/// <remarks>
/// The bytes lie in memory that the garbage collector does not move, and are overwritten on <see cref="Dispose"/> or, at the latest, in the
/// finalizer. Nothing prints them, and JSON refuses them both ways. Safe to use from many threads.
/// </remarks>
[JsonConverter(typeof(RefusingJsonConverter<FernetKey>))]
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FernetKey : IDisposable
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 32;

    /// <summary>The length of the text: base64url with padding.</summary>
    public const int TextLength = 44;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SecretBytes _key;

    private FernetKey(ReadOnlySpan<byte> key) => _key = new SecretBytes(key);

    /// <summary>A new key from the operating system's generator, with its text written once for whoever keeps it.</summary>
    /// <param name="text">Gets the 44 characters of the new key. Hand them to the secret store, then clear them.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is shorter than 44 characters.</exception>
    public static FernetKey Generate(Span<char> text)
    {
        if (text.Length < TextLength) throw new ArgumentException("The text of a Fernet key needs 44 characters of room.", nameof(text));
        Span<byte> key = stackalloc byte[Size];
        try
        {
            RandomNumberGenerator.Fill(key);
            text[Base64Url.EncodeToChars(key, text)] = '=';
            return new FernetKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Copies a key of 32 bytes. Clear <paramref name="key"/> afterwards.</summary>
    /// <exception cref="InvalidFernetKeyException">Not 32 bytes.</exception>
    public static FernetKey FromBytes(ReadOnlySpan<byte> key) => key.Length == Size
        ? new FernetKey(key)
        : throw new InvalidFernetKeyException(string.Create(CultureInfo.InvariantCulture, $"{key.Length} bytes were given; a Fernet key has 32."));

    /// <summary>Reads the text of a key: 44 base64url characters with the padding. Clear <paramref name="text"/> afterwards.</summary>
    /// <exception cref="InvalidFernetKeyException">The text is anything else: another alphabet, no padding, spare bits, a line end.</exception>
    public static FernetKey Parse(ReadOnlySpan<char> text)
    {
        Span<byte> key = stackalloc byte[Size];
        try
        {
            return CanonicalBase64Url.TryDecode(text, padded: true, key, out var written) && written == Size
                ? new FernetKey(key)
                : throw new InvalidFernetKeyException("The text is not a Fernet key: it is the base64url of 32 bytes, 44 characters with the padding and without spaces or line ends.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Overwrites the key. Whoever uses it after this gets an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>The type; never the key.</summary>
    public override string ToString() => nameof(FernetKey);

    /// <summary>Copies the key; the caller clears <paramref name="destination"/>.</summary>
    internal void CopyTo(Span<byte> destination) => _key.CopyTo(destination, this);
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>Nonces that this application signs and accepts once: for one purpose, one subject and a few minutes.</summary>
/// <remarks>
/// <para>
/// Format (hkn1): <c>"hkn1." b64u(payload) "." b64u(tag)</c>, canonical base64url without padding;
/// <c>payload = 32 random bytes || issued || expires (milliseconds since 1970, 8 bytes big-endian each) || lp(purpose) || lp(subject)</c>,
/// <c>lp(x) = length as 4 bytes big-endian || x</c>; <c>tag = HMAC-SHA256("hkn1" || payload)</c>, whole, under
/// <c>HKDF(secret, salt "hypekr/nonce/v1", info "mac", 32)</c>.
/// </para>
/// <para>
/// The store is asked last, so that what is not ours cannot fill it, and before the caller acts. Put everything that must not be exchanged
/// into the subject: an approval names the user and the agent's address.
/// </para>
/// <para>Safe to use from many threads. <see cref="Dispose"/> overwrites the derived keys; the secrets and the store stay the caller's.</para>
/// </remarks>
[JsonConverter(typeof(RefusingJsonConverter<SignedNonces>))]
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SignedNonces : IDisposable
{
    private const string Prefix = "hkn1.";
    private const int RandomSize = 32;
    private const int IssuedOffset = RandomSize;
    private const int ExpiresOffset = IssuedOffset + sizeof(long);
    private const int FieldsOffset = ExpiresOffset + sizeof(long);
    private const int TagSize = HMACSHA256.HashSizeInBytes;
    private const int TagTextLength = 43;
    private const int MaxFieldSize = 512;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SecretBytes _key;
    private readonly SecretBytes? _previousKey;
    private readonly INonceStore _store;
    private readonly TimeProvider _timeProvider;

    /// <summary>Signs with a secret, and accepts what was signed with it or with the one before it.</summary>
    /// <param name="secret">The secret that signs.</param>
    /// <param name="store">Decides who is first. Shared by all processes that accept the nonces.</param>
    /// <param name="previousSecret">The secret before the last rotation: it verifies and signs nothing.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <exception cref="InsecureConfigException">Both secrets are the same.</exception>
    public SignedNonces(AppSigningSecret secret, INonceStore store, AppSigningSecret? previousSecret = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(store);
        if (previousSecret is not null) previousSecret.RequireDifferent(secret);
        _key = Derive(secret);
        _previousKey = previousSecret is null ? null : Derive(previousSecret);
        _store = store;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    // Signed before the payload, so that a tag of another format never fits.
    private static ReadOnlySpan<byte> Label => "hkn1"u8;

    /// <summary>The longest time a nonce may be valid: ten minutes.</summary>
    public static TimeSpan MaxLifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How far ahead the clock of the issuer may be: one minute.</summary>
    public static TimeSpan MaxClockSkew { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Makes a nonce.</summary>
    /// <param name="purpose">What it allows, for example <c>approve-agent</c>: 1 to 512 bytes of UTF-8.</param>
    /// <param name="subject">Whom and what it is about, for example <c>tg:5610682723|0x57e8…dc28</c>: 1 to 512 bytes of UTF-8.</param>
    /// <param name="lifetime">How long it may be used: one millisecond to <see cref="MaxLifetime"/>.</param>
    /// <exception cref="ArgumentException">A text is empty, too long or not well-formed, or the lifetime is out of range.</exception>
    /// <exception cref="ObjectDisposedException">This has been disposed.</exception>
    public string Issue(string purpose, string subject, TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, MaxLifetime);

        Span<byte> random = stackalloc byte[RandomSize];
        RandomNumberGenerator.Fill(random);
        var issued = _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        return IssueWith(purpose, subject, issued, issued + (lifetime.Ticks / TimeSpan.TicksPerMillisecond), random);
    }

    /// <summary>Accepts a nonce once, or throws. Act only after this has returned.</summary>
    /// <param name="token">The nonce as it came back.</param>
    /// <param name="purpose">The purpose it must have been issued for.</param>
    /// <param name="subject">The subject it must have been issued for.</param>
    /// <param name="cancellationToken">Gives up; the nonce may then be used up.</param>
    /// <exception cref="NonceException">The nonce is refused, whatever the cause; also when the store fails.</exception>
    /// <exception cref="ArgumentException">Purpose or subject is empty, too long or not well-formed.</exception>
    /// <exception cref="ObjectDisposedException">This has been disposed.</exception>
    public async ValueTask ConsumeAsync(string token, string purpose, string subject, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var (id, expires) = Verify(token, purpose, subject);

        bool first;
        try
        {
            first = await _store.TryConsumeAsync(id, expires + MaxClockSkew, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            throw new NonceException(e);
        }

        if (!first) throw new NonceException();
    }

    /// <summary>Overwrites the derived keys.</summary>
    public void Dispose()
    {
        _key.Dispose();
        _previousKey?.Dispose();
    }

    /// <summary>The type.</summary>
    public override string ToString() => nameof(SignedNonces);

    internal string IssueWith(string purpose, string subject, long issued, long expires, ReadOnlySpan<byte> random)
    {
        var (purposeSize, subjectSize) = (FieldSize(purpose, nameof(purpose)), FieldSize(subject, nameof(subject)));
        Span<byte> message = stackalloc byte[Label.Length + FieldsOffset + purposeSize + subjectSize];
        Span<byte> tag = stackalloc byte[TagSize];
        Label.CopyTo(message);
        var payload = message[Label.Length..];
        random.CopyTo(payload);
        BinaryPrimitives.WriteInt64BigEndian(payload[IssuedOffset..], issued);
        BinaryPrimitives.WriteInt64BigEndian(payload[ExpiresOffset..], expires);
        WriteField(payload.Slice(FieldsOffset, purposeSize), purpose);
        WriteField(payload[(FieldsOffset + purposeSize)..], subject);
        Sign(_key, message, tag);

        var payloadLength = Base64Url.GetEncodedLength(payload.Length);
        Span<char> text = stackalloc char[Prefix.Length + payloadLength + 1 + TagTextLength];
        Prefix.CopyTo(text);
        Base64Url.EncodeToChars(payload, text[Prefix.Length..]);
        text[Prefix.Length + payloadLength] = '.';
        Base64Url.EncodeToChars(tag, text[^TagTextLength..]);
        return new string(text);
    }

    private (Hash32 Id, DateTimeOffset Expires) Verify(ReadOnlySpan<char> token, string purpose, string subject)
    {
        // The payload's length follows from what is expected, so a token of another length is refused unread.
        var (purposeSize, subjectSize) = (FieldSize(purpose, nameof(purpose)), FieldSize(subject, nameof(subject)));
        var size = FieldsOffset + purposeSize + subjectSize;
        if (token.Length != Prefix.Length + Base64Url.GetEncodedLength(size) + 1 + TagTextLength) throw new NonceException();
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || token[^(TagTextLength + 1)] != '.') throw new NonceException();

        Span<byte> message = stackalloc byte[Label.Length + size];
        Span<byte> tag = stackalloc byte[TagSize];
        Label.CopyTo(message);
        var payload = message[Label.Length..];
        if (!CanonicalBase64Url.TryDecode(token[Prefix.Length..^(TagTextLength + 1)], padded: false, payload, out var length) || length != size) throw new NonceException();
        if (!CanonicalBase64Url.TryDecode(token[^TagTextLength..], padded: false, tag, out length) || length != TagSize) throw new NonceException();
        if (!IsSigned(message, tag)) throw new NonceException();

        Span<byte> expected = stackalloc byte[purposeSize + subjectSize];
        WriteField(expected[..purposeSize], purpose);
        WriteField(expected[purposeSize..], subject);
        if (!CryptographicOperations.FixedTimeEquals(payload[FieldsOffset..], expected)) throw new NonceException();

        var issued = BinaryPrimitives.ReadInt64BigEndian(payload[IssuedOffset..]);
        var expires = BinaryPrimitives.ReadInt64BigEndian(payload[ExpiresOffset..]);
        var now = (Int128)_timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        if (now > expires || issued > now + (long)MaxClockSkew.TotalMilliseconds) throw new NonceException();
        var lifetime = (Int128)expires - issued;
        if (lifetime <= 0 || lifetime > (long)MaxLifetime.TotalMilliseconds) throw new NonceException();

        Span<byte> id = stackalloc byte[Hash32.Size];
        SHA256.HashData(payload, id);
        return (new Hash32(id), DateTimeOffset.FromUnixTimeMilliseconds(expires));
    }

    private bool IsSigned(ReadOnlySpan<byte> message, ReadOnlySpan<byte> tag)
    {
        Span<byte> expected = stackalloc byte[TagSize];
        Sign(_key, message, expected);
        var signed = CryptographicOperations.FixedTimeEquals(expected, tag);
        if (signed || _previousKey is null) return signed;
        Sign(_previousKey, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, tag);
    }

    private void Sign(SecretBytes secret, ReadOnlySpan<byte> message, Span<byte> tag)
    {
        Span<byte> key = stackalloc byte[TagSize];
        try
        {
            secret.CopyTo(key, this);
            HMACSHA256.HashData(key, message, tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static int FieldSize(string value, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter);
        try
        {
            var size = StrictUtf8.GetByteCount(value);
            return size <= MaxFieldSize
                ? sizeof(int) + size
                : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The text is longer than {MaxFieldSize} bytes."), parameter);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("The text is not well-formed.", parameter);
        }
    }

    private static void WriteField(Span<byte> destination, string value)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination, destination.Length - sizeof(int));
        StrictUtf8.GetBytes(value, destination[sizeof(int)..]);
    }

    private static SecretBytes Derive(AppSigningSecret secret)
    {
        Span<byte> key = stackalloc byte[TagSize];
        try
        {
            secret.DeriveKey("hypekr/nonce/v1"u8, "mac"u8, key);
            return new SecretBytes(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}

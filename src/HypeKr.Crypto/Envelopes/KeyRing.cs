using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>The master keys of an application, and the envelopes (HKE1) sealed with them: each bound to one user and one address.</summary>
/// <remarks>
/// <para>
/// An envelope has two layers. The inner one holds the secret under the inner master, the outer one holds the inner layer under the outer
/// master, and both ids stand in clear. <see cref="Rewrap"/> replaces the outer master and never sees the secret; <see cref="Reseal"/>
/// replaces both. A master may be destroyed when <see cref="Report"/> counts no row for it in either layer.
/// </para>
/// <para>
/// With one list of masters both layers use them. With two lists the roots are apart, and a process that holds only outer masters
/// (<see cref="OuterOnly"/>) can rotate every row without being able to read one.
/// </para>
/// <para>
/// Layer keys are derived per user, so the limit of 2^32 random nonces a key (NIST SP 800-38D) is out of reach, and a row that is moved
/// to another user or address opens in neither layer.
/// </para>
/// <para>Immutable and safe to use from many threads. Disposes its masters.</para>
/// </remarks>
[JsonConverter(typeof(RefusingJsonConverter<KeyRing>))]
[DebuggerDisplay("{ToString(),nq}")]
public sealed class KeyRing : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<KeyId, KeyRingEntry> _inner;
    private readonly Dictionary<KeyId, KeyRingEntry> _outer;
    private readonly MasterKey? _activeInner;
    private readonly MasterKey _activeOuter;

    /// <summary>A ring whose masters serve both layers.</summary>
    /// <param name="masters">Exactly one of them active. The ring owns the masters from here on.</param>
    /// <exception cref="ArgumentException">Not exactly one is active, or a key is named twice.</exception>
    public KeyRing(params IReadOnlyList<KeyRingEntry> masters)
        : this(masters, masters)
    {
    }

    /// <summary>A ring with separate masters for the two layers.</summary>
    /// <param name="inner">The masters of the inner layer, exactly one of them active.</param>
    /// <param name="outer">The masters of the outer layer, exactly one of them active.</param>
    /// <exception cref="ArgumentException">Not exactly one in a list is active, or a key is named twice in a list.</exception>
    public KeyRing(IReadOnlyList<KeyRingEntry> inner, IReadOnlyList<KeyRingEntry> outer)
        : this(inner, outer, withoutInner: false)
    {
    }

    private KeyRing(IReadOnlyList<KeyRingEntry> inner, IReadOnlyList<KeyRingEntry> outer, bool withoutInner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(outer);
        _outer = Index(outer, nameof(outer));
        _inner = Index(inner, nameof(inner));
        _activeOuter = Active(outer, nameof(outer));
        _activeInner = withoutInner ? null : Active(inner, nameof(inner));
    }

    /// <summary>The id of the master that seals the inner layer; null in a ring without inner masters.</summary>
    public KeyId? ActiveInnerKeyId => _activeInner?.Id;

    /// <summary>The id of the master that seals the outer layer.</summary>
    public KeyId ActiveOuterKeyId => _activeOuter.Id;

    /// <summary>The ids of all masters of the ring, each once.</summary>
    internal IEnumerable<KeyId> KeyIds => _inner.Keys.Union(_outer.Keys);

    /// <summary>A ring that can <see cref="Rewrap"/> and <see cref="Report"/>, and cannot open or seal anything.</summary>
    /// <param name="outer">The masters of the outer layer, exactly one of them active. They must not serve the inner layer too.</param>
    /// <exception cref="ArgumentException">Not exactly one is active, or a key is named twice.</exception>
    public static KeyRing OuterOnly(params IReadOnlyList<KeyRingEntry> outer) => new([], outer, withoutInner: true);

    /// <summary>Seals a private key for a user, bound to the user and the key's address.</summary>
    /// <param name="user">Who the key belongs to, for example <c>tg:5610682723</c>: any text of 1 to 512 bytes of UTF-8, compared byte for byte.</param>
    /// <param name="key">The key; it stays the caller's to dispose.</param>
    /// <returns>The envelope, 126 bytes.</returns>
    /// <exception cref="ArgumentException"><paramref name="user"/> is empty, too long or not well-formed text.</exception>
    /// <exception cref="InvalidOperationException">The ring has no inner masters.</exception>
    public byte[] Seal(string user, Secp256k1PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> secret = stackalloc byte[Secp256k1PrivateKey.Size];
        try
        {
            key.CopyTo(secret);
            return Seal(EnvelopeKind.PrivateKey, user, key.Address, secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Seals bytes that mean nothing to this package, such as an API secret, bound to a user and an address.</summary>
    /// <param name="user">As in <see cref="Seal(string, Secp256k1PrivateKey)"/>.</param>
    /// <param name="address">The wallet the secret goes with; not the zero address.</param>
    /// <param name="secret">1 to 65,536 bytes. Clear them afterwards.</param>
    /// <returns>The envelope, 94 bytes longer than the secret.</returns>
    /// <exception cref="ArgumentException">An argument is not what it should be.</exception>
    /// <exception cref="InvalidOperationException">The ring has no inner masters.</exception>
    public byte[] SealOpaque(string user, EthereumAddress address, ReadOnlySpan<byte> secret)
    {
        if (address.IsZero) throw new ArgumentException("The zero address owns nothing: bind the envelope to the wallet's address.", nameof(address));
        if (secret.Length is 0 or > Hke1.MaxSecretSize)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An envelope holds 1 to {Hke1.MaxSecretSize} bytes."), nameof(secret));
        }

        return Seal(EnvelopeKind.Opaque, user, address, secret);
    }

    /// <summary>Opens the private key of a user's wallet, and checks that it is the key of that address.</summary>
    /// <returns>The key; dispose it.</returns>
    /// <exception cref="EnvelopeException">The envelope does not open, whatever the cause.</exception>
    /// <exception cref="RetiredKeyException">The envelope names a retired master.</exception>
    /// <exception cref="ArgumentException"><paramref name="user"/> is empty, too long or not well-formed text.</exception>
    /// <exception cref="InvalidOperationException">The ring has no inner masters.</exception>
    public Secp256k1PrivateKey Open(string user, EthereumAddress address, ReadOnlySpan<byte> envelope)
    {
        Span<byte> secret = stackalloc byte[Secp256k1PrivateKey.Size];
        try
        {
            if (Open(EnvelopeKind.PrivateKey, user, address, envelope, secret) != Secp256k1PrivateKey.Size) throw new EnvelopeException();
            return KeyOf(address, secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Opens what <see cref="SealOpaque"/> sealed.</summary>
    /// <param name="user">The user it was sealed for.</param>
    /// <param name="address">The address it was sealed for.</param>
    /// <param name="envelope">The envelope.</param>
    /// <param name="destination">Gets the secret. Room for the length of the envelope less 94 bytes; clear it afterwards.</param>
    /// <returns>The length of the secret in bytes.</returns>
    /// <exception cref="EnvelopeException">The envelope does not open, whatever the cause.</exception>
    /// <exception cref="RetiredKeyException">The envelope names a retired master.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short, or <paramref name="user"/> is empty, too long or not well-formed text.</exception>
    /// <exception cref="InvalidOperationException">The ring has no inner masters.</exception>
    public int OpenOpaque(string user, EthereumAddress address, ReadOnlySpan<byte> envelope, Span<byte> destination)
    {
        if (destination.Length < envelope.Length - Hke1.Overhead) throw new ArgumentException("The secret needs the length of the envelope less 94 bytes.", nameof(destination));
        return Open(EnvelopeKind.Opaque, user, address, envelope, destination);
    }

    /// <summary>Puts the outer layer under the active outer master. The secret is not opened: the inner bytes stay as they are.</summary>
    /// <remarks>The old master is still needed for the inner layer of what it sealed, until <see cref="Reseal"/>.</remarks>
    /// <returns>The new envelope.</returns>
    /// <exception cref="EnvelopeException">The outer layer does not open, whatever the cause.</exception>
    /// <exception cref="RetiredKeyException">The envelope names a retired outer master.</exception>
    /// <exception cref="ArgumentException"><paramref name="user"/> is empty, too long or not well-formed text.</exception>
    public byte[] Rewrap(string user, EthereumAddress address, ReadOnlySpan<byte> envelope)
    {
        Span<byte> nonce = stackalloc byte[Hke1.NonceSize];
        RandomNumberGenerator.Fill(nonce);
        return RewrapWith(user, address, envelope, nonce);
    }

    /// <summary>Puts both layers under the active masters, after opening and checking the envelope.</summary>
    /// <returns>The new envelope.</returns>
    /// <inheritdoc cref="Open(string, EthereumAddress, ReadOnlySpan{byte})"/>
    public byte[] Reseal(string user, EthereumAddress address, ReadOnlySpan<byte> envelope)
    {
        if (!EnvelopeHeader.TryRead(envelope, out var header)) throw new EnvelopeException();
        var secret = GC.AllocateUninitializedArray<byte>(envelope.Length - Hke1.Overhead, pinned: true);
        try
        {
            Open(header.Kind, user, address, envelope, secret);
            if (header.Kind == EnvelopeKind.PrivateKey) KeyOf(address, secret).Dispose();
            return Seal(header.Kind, user, address, secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Whether the outer layer is under another master than the active one. True for what is no envelope, so that a batch meets it.</summary>
    public bool NeedsRewrap(ReadOnlySpan<byte> envelope) => !EnvelopeHeader.TryRead(envelope, out var header) || header.OuterKeyId != ActiveOuterKeyId;

    /// <summary>Whether either layer is under another master than the active one. True for what is no envelope, so that a batch meets it.</summary>
    /// <exception cref="InvalidOperationException">The ring has no inner masters.</exception>
    public bool NeedsReseal(ReadOnlySpan<byte> envelope) =>
        !EnvelopeHeader.TryRead(envelope, out var header) || header.OuterKeyId != ActiveOuterKeyId || header.InnerKeyId != ActiveInner().Id;

    /// <summary>Counts, for every key of the ring and every key named in the rows, the rows that need it.</summary>
    /// <param name="envelopes">All rows there are, read once.</param>
    public UsageReport Report(IEnumerable<ReadOnlyMemory<byte>> envelopes)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        var count = new UsageCount(this);
        foreach (var envelope in envelopes) count.Add(envelope.Span);
        return count.Report();
    }

    /// <inheritdoc cref="Report"/>
    public async ValueTask<UsageReport> ReportAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> envelopes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        var count = new UsageCount(this);
        await foreach (var envelope in envelopes.WithCancellation(cancellationToken).ConfigureAwait(false)) count.Add(envelope.Span);
        return count.Report();
    }

    /// <summary>Overwrites all masters of the ring.</summary>
    public void Dispose()
    {
        foreach (var entry in _inner.Values.Concat(_outer.Values)) entry.Master?.Dispose();
    }

    /// <summary>The ids of the active masters.</summary>
    public override string ToString() => $"{nameof(KeyRing)} inner {ActiveInnerKeyId?.ToString() ?? "none"} outer {ActiveOuterKeyId}";

    internal KeyState? InnerState(KeyId id) => _inner.GetValueOrDefault(id)?.State;

    internal KeyState? OuterState(KeyId id) => _outer.GetValueOrDefault(id)?.State;

    /// <summary><see cref="Rewrap"/> with a given outer nonce.</summary>
    internal byte[] RewrapWith(string user, EthereumAddress address, ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> nonce)
    {
        Span<byte> name = stackalloc byte[Hke1.MaxUserSize];
        name = UserName(user, name);
        Span<byte> context = stackalloc byte[EthereumAddress.Size];
        address.CopyTo(context);

        if (!EnvelopeHeader.TryRead(envelope, out _)) throw new EnvelopeException();
        var inner = OpenOuter(name, context, envelope);
        return Hke1.SealOuter(_activeOuter, (EnvelopeKind)envelope[5], envelope.Slice(Hke1.InnerKeyIdOffset, KeyId.Size), name, context, inner, nonce);
    }

    /// <summary>Seals with given nonces.</summary>
    internal byte[] SealWith(EnvelopeKind kind, string user, EthereumAddress address, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> innerNonce, ReadOnlySpan<byte> outerNonce)
    {
        Span<byte> name = stackalloc byte[Hke1.MaxUserSize];
        name = UserName(user, name);
        Span<byte> context = stackalloc byte[EthereumAddress.Size];
        address.CopyTo(context);
        return Hke1.Seal(ActiveInner(), _activeOuter, kind, name, context, secret, innerNonce, outerNonce);
    }

    private byte[] Seal(EnvelopeKind kind, string user, EthereumAddress address, ReadOnlySpan<byte> secret)
    {
        Span<byte> nonces = stackalloc byte[2 * Hke1.NonceSize];
        RandomNumberGenerator.Fill(nonces);
        return SealWith(kind, user, address, secret, nonces[..Hke1.NonceSize], nonces[Hke1.NonceSize..]);
    }

    private int Open(EnvelopeKind kind, string user, EthereumAddress address, ReadOnlySpan<byte> envelope, Span<byte> destination)
    {
        Span<byte> name = stackalloc byte[Hke1.MaxUserSize];
        name = UserName(user, name);
        Span<byte> context = stackalloc byte[EthereumAddress.Size];
        address.CopyTo(context);
        ActiveInner();

        if (!EnvelopeHeader.TryRead(envelope, out var header) || header.Kind != kind) throw new EnvelopeException();
        var size = envelope.Length - Hke1.Overhead;
        if (size > destination.Length) throw new EnvelopeException();

        // Both names are looked up first, so that a retired inner master is named before anything is decrypted.
        var master = Find(_inner, header.InnerKeyId);
        var inner = OpenOuter(name, context, envelope);
        return Hke1.TryOpenInner(master, kind, inner, name, context, destination[..size]) ? size : throw new EnvelopeException();
    }

    private byte[] OpenOuter(ReadOnlySpan<byte> user, ReadOnlySpan<byte> address, ReadOnlySpan<byte> envelope)
    {
        var master = Find(_outer, new KeyId(envelope.Slice(Hke1.OuterKeyIdOffset, KeyId.Size)));
        var inner = new byte[Hke1.InnerSize(envelope)];
        return Hke1.TryOpenOuter(master, envelope, user, address, inner) ? inner : throw new EnvelopeException();
    }

    private static MasterKey Find(Dictionary<KeyId, KeyRingEntry> masters, KeyId id)
    {
        if (!masters.TryGetValue(id, out var entry)) throw new EnvelopeException();
        return entry.Master ?? throw new RetiredKeyException(id);
    }

    private static Secp256k1PrivateKey KeyOf(EthereumAddress address, ReadOnlySpan<byte> secret)
    {
        Secp256k1PrivateKey key;
        try
        {
            key = Secp256k1PrivateKey.FromBytes(secret);
        }
        catch (InvalidPrivateKeyException)
        {
            throw new EnvelopeException();
        }

        if (key.Address == address) return key;
        key.Dispose();
        throw new EnvelopeException();
    }

    private MasterKey ActiveInner() =>
        _activeInner ?? throw new InvalidOperationException("The ring holds outer masters only: it rewraps and reports, and opens or seals nothing.");

    private static Span<byte> UserName(string user, Span<byte> buffer)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        try
        {
            // Strict: a lone surrogate would become U+FFFD, the same name for different users.
            if (StrictUtf8.TryGetBytes(user, buffer, out var written)) return buffer[..written];
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("The user is not well-formed text.", nameof(user));
        }

        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The user is longer than {Hke1.MaxUserSize} bytes."), nameof(user));
    }

    private static Dictionary<KeyId, KeyRingEntry> Index(IReadOnlyList<KeyRingEntry> masters, string parameter)
    {
        var index = new Dictionary<KeyId, KeyRingEntry>();
        foreach (var master in masters)
        {
            ArgumentNullException.ThrowIfNull(master, parameter);
            if (!index.TryAdd(master.Id, master)) throw new ArgumentException($"The master key {master.Id} is in the ring twice.", parameter);
        }

        return index;
    }

    private static MasterKey Active(IReadOnlyList<KeyRingEntry> masters, string parameter)
    {
        var active = masters.Where(master => master.State == KeyState.Active).ToList();
        return active.Count == 1
            ? active[0].Master!
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{active.Count} masters of the ring are active: exactly one seals."), parameter);
    }
}

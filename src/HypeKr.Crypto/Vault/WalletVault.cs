using System.Runtime.CompilerServices;

namespace HypeKr.Crypto;

/// <summary>The wallets of an application's users: keys are made here, live in envelopes, sign, and never come out.</summary>
/// <remarks>
/// <para>
/// One wallet a user. A key is in the clear for the time of one signature (<see cref="SignerForAsync"/>) or of one callback
/// (<see cref="UseAsync{T}"/>), and wiped after it.
/// </para>
/// <para>
/// Rotating master keys (<see cref="RewrapAsync"/>, <see cref="ResealAsync"/>) leaves keys and addresses as they are, and runs beside
/// everything else: a row is replaced only if nobody changed it in between. Replacing a wallet's key is <see cref="RevokeAsync"/> and
/// <see cref="CreateAsync"/>, and gives a new address, which a venue has to approve.
/// </para>
/// <para>Safe to use from many threads and, over a store that is shared, from many processes. Store and keys stay the caller's.</para>
/// </remarks>
public sealed class WalletVault
{
    private const int MaxAttempts = 8;
    private const int PageSize = 500;

    private readonly IWalletStore _store;
    private readonly KeyRing _keys;
    private readonly TimeProvider _timeProvider;
    private readonly PrivateKeySignerOptions _signing;

    /// <summary>A vault over a store and a ring of master keys.</summary>
    /// <param name="store">Where the rows are.</param>
    /// <param name="keys">The masters. With <see cref="KeyRing.OuterOnly"/> the vault can rewrap, revoke and report, and opens nothing.</param>
    /// <param name="timeProvider">The clock for creation and expiry; the system's if null.</param>
    /// <param name="signing">How its signers sign: deterministically and with <see cref="Secp256k1Backend.Default"/> if null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> or <paramref name="keys"/> is null.</exception>
    public WalletVault(IWalletStore store, KeyRing keys, TimeProvider? timeProvider = null, PrivateKeySignerOptions? signing = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(keys);
        _store = store;
        _keys = keys;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _signing = signing ?? new PrivateKeySignerOptions();
    }

    /// <summary>Makes a new random key for a user who has no active wallet.</summary>
    /// <param name="user">Whose it will be: any text of 1 to 512 bytes of UTF-8, compared byte for byte.</param>
    /// <param name="lifetime">How long it signs; for ever if null.</param>
    /// <param name="cancellationToken">Gives up. The wallet may have been made: look with <see cref="FindAsync"/>.</param>
    /// <exception cref="WalletException">The user has an active wallet.</exception>
    /// <exception cref="ArgumentException"><paramref name="user"/> is empty, too long or not well-formed text.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lifetime"/> is not positive.</exception>
    /// <exception cref="InvalidOperationException">The ring has no inner masters.</exception>
    public async ValueTask<Wallet> CreateAsync(string user, TimeSpan? lifetime = null, CancellationToken cancellationToken = default)
    {
        using var key = Secp256k1PrivateKey.Generate();
        return await AddAsync(user, key, lifetime, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a key that a user brings, after checking that it is the key they say.</summary>
    /// <param name="user">Whose it will be, as in <see cref="CreateAsync"/>.</param>
    /// <param name="key">The key, which stays the caller's to dispose.</param>
    /// <param name="expectedAddress">The address the user believes it has: a key pasted wrong is refused here and not at the first order.</param>
    /// <param name="lifetime">How long it signs; for ever if null.</param>
    /// <param name="cancellationToken">Gives up. The wallet may have been made: look with <see cref="FindAsync"/>.</param>
    /// <exception cref="WalletException">The key has another address, the user has an active wallet, or the key is the one revoked last.</exception>
    /// <exception cref="ArgumentException">As in <see cref="CreateAsync"/>.</exception>
    /// <exception cref="InvalidOperationException">The ring has no inner masters.</exception>
    public async ValueTask<Wallet> ImportAsync(
        string user, Secp256k1PrivateKey key, EthereumAddress expectedAddress, TimeSpan? lifetime = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentNullException.ThrowIfNull(key);
        if (key.Address != expectedAddress) throw new WalletException(WalletFault.WrongKey, user);
        return await AddAsync(user, key, lifetime, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The wallet of a user, in whatever state; null if there never was one.</summary>
    public async ValueTask<Wallet?> FindAsync(string user, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        return await _store.FindAsync(user, cancellationToken).ConfigureAwait(false) is { } row ? new Wallet(row) : null;
    }

    /// <summary>A signer for the wallet that a user has now. It opens the envelope for each signature and wipes the key after it.</summary>
    /// <remarks>Asynchronous for the address, which a signer has to know at once. The signer is bound to it, and refuses once the user has another wallet.</remarks>
    /// <exception cref="WalletException">The user has no wallet, or it is revoked or expired.</exception>
    public async ValueTask<WalletSigner> SignerForAsync(string user, CancellationToken cancellationToken = default)
    {
        var row = await FindActiveAsync(user, cancellationToken).ConfigureAwait(false);
        return new WalletSigner(this, user, row.Address);
    }

    /// <summary>Opens a wallet for the time of a callback, and wipes the key when it is over, however it ends.</summary>
    /// <param name="user">Whose wallet.</param>
    /// <param name="use">Gets a signer that works until the callback's task is completed.</param>
    /// <param name="cancellationToken">Handed on to the callback.</param>
    /// <returns>What the callback returns.</returns>
    /// <exception cref="WalletException">The user has no wallet, or it is revoked or expired.</exception>
    /// <exception cref="EnvelopeException">The envelope does not open, whatever the cause.</exception>
    /// <exception cref="RetiredKeyException">The envelope names a retired master.</exception>
    /// <exception cref="InvalidOperationException">The ring has no inner masters.</exception>
    public ValueTask<T> UseAsync<T>(
        string user, Func<IDigestSigner, CancellationToken, ValueTask<T>> use, CancellationToken cancellationToken = default) =>
        OpenAsync(user, null, use, cancellationToken);

    /// <summary>Revokes a wallet: its envelope is erased from the row, and the row stays. A wallet that is revoked already stays so.</summary>
    /// <remarks>Backups of the store keep the envelope. To make it worthless have the venue forget the address, and destroy the masters in time.</remarks>
    /// <exception cref="WalletException">The user has no wallet.</exception>
    public async ValueTask RevokeAsync(string user, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var row = await _store.FindAsync(user, cancellationToken).ConfigureAwait(false) ?? throw new WalletException(WalletFault.NotFound, user);
            if (row.State == WalletState.Revoked) return;
            if (await _store.TryReplaceAsync(With(row, default, WalletState.Revoked), cancellationToken).ConfigureAwait(false)) return;
        }

        throw new WalletException(WalletFault.Contended, user);
    }

    /// <summary>Puts the outer layer of the next envelopes under the active outer master. No key is opened.</summary>
    /// <param name="after"><see cref="WalletBatch.Next"/> of the batch before; null to start.</param>
    /// <param name="count">The most rows to look at, at least 1.</param>
    /// <param name="cancellationToken">Stops between two rows; what is done stays done.</param>
    public ValueTask<WalletBatch> RewrapAsync(string? after, int count, CancellationToken cancellationToken = default) =>
        RotateAsync(
            after,
            count,
            row => _keys.NeedsRewrap(row.Envelope.Span),
            row => _keys.Rewrap(row.User, row.Address, row.Envelope.Span),
            cancellationToken);

    /// <summary>Puts both layers of the next envelopes under the active masters, each key opened and checked on the way.</summary>
    /// <exception cref="InvalidOperationException">The ring has no inner masters.</exception>
    /// <inheritdoc cref="RewrapAsync"/>
    public ValueTask<WalletBatch> ResealAsync(string? after, int count, CancellationToken cancellationToken = default) =>
        RotateAsync(
            after,
            count,
            row => _keys.NeedsReseal(row.Envelope.Span),
            row => _keys.Reseal(row.User, row.Address, row.Envelope.Span),
            cancellationToken);

    /// <summary>Counts which masters the envelopes of the store need. Revoked wallets have none and need none.</summary>
    /// <remarks>Read in pages: run it with writers of an old ring stopped, or a row that they add behind the reader is not counted.</remarks>
    public ValueTask<UsageReport> ReportAsync(CancellationToken cancellationToken = default) =>
        _keys.ReportAsync(EnvelopesAsync(cancellationToken), cancellationToken);

    /// <summary>The active wallets that have expired or will within a time: whom to warn.</summary>
    /// <param name="within">From now on; zero for those that have expired.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is negative.</exception>
    public IAsyncEnumerable<Wallet> ExpiringAsync(TimeSpan within, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.Zero);
        return ExpiringByAsync(_timeProvider.GetUtcNow() + within, cancellationToken);
    }

    internal async ValueTask<T> OpenAsync<T>(
        string user, EthereumAddress? address, Func<IDigestSigner, CancellationToken, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(use);
        var row = await FindActiveAsync(user, cancellationToken).ConfigureAwait(false);
        if (address is not null && row.Address != address) throw new WalletException(WalletFault.Replaced, user);
        using var key = _keys.Open(user, row.Address, row.Envelope.Span);
        using var signer = new PrivateKeySigner(key, _signing);
        return await use(signer, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<WalletRow> FindActiveAsync(string user, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        var row = await _store.FindAsync(user, cancellationToken).ConfigureAwait(false) ?? throw new WalletException(WalletFault.NotFound, user);
        if (row.State != WalletState.Active) throw new WalletException(WalletFault.Revoked, user);
        if (row.ExpiresAt <= _timeProvider.GetUtcNow()) throw new WalletException(WalletFault.Expired, user);
        return row;
    }

    private async ValueTask<Wallet> AddAsync(string user, Secp256k1PrivateKey key, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        if (lifetime is { } span) ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.FromMilliseconds(1), nameof(lifetime));
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_timeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        var row = new WalletRow
        {
            User = user,
            Address = key.Address,
            Envelope = _keys.Seal(user, key),
            State = WalletState.Active,
            CreatedAt = now,
            ExpiresAt = lifetime is { } time ? DateTimeOffset.FromUnixTimeMilliseconds((now + time).ToUnixTimeMilliseconds()) : null,
        };
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await _store.TryAddAsync(row, cancellationToken).ConfigureAwait(false)) return new Wallet(row);
            var current = await _store.FindAsync(user, cancellationToken).ConfigureAwait(false);
            if (current is null) continue;
            if (current.State == WalletState.Active) throw new WalletException(WalletFault.AlreadyExists, user);
            if (current.Address == row.Address) throw new WalletException(WalletFault.AddressUsedBefore, user);
            if (await _store.TryReplaceAsync(With(row, row.Envelope, row.State, current.Version), cancellationToken).ConfigureAwait(false)) return new Wallet(row);
        }

        throw new WalletException(WalletFault.Contended, user);
    }

    private async ValueTask<WalletBatch> RotateAsync(
        string? after, int count, Func<WalletRow, bool> needs, Func<WalletRow, byte[]> rotate, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var rows = await _store.ListAsync(after, count, cancellationToken).ConfigureAwait(false);
        var changed = 0;
        var failed = new List<string>();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (await RotateAsync(row, needs, rotate, cancellationToken).ConfigureAwait(false))
            {
                case true:
                    changed++;
                    break;
                case null:
                    failed.Add(row.User);
                    break;
            }
        }

        return new WalletBatch(rows.Count, changed, failed, rows.Count < count ? null : rows[^1].User);
    }

    /// <summary>True if the row was changed, false if there was nothing to do, null if it could not be done.</summary>
    private async ValueTask<bool?> RotateAsync(
        WalletRow? row, Func<WalletRow, bool> needs, Func<WalletRow, byte[]> rotate, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts && row is not null; attempt++)
        {
            if (row.State != WalletState.Active || !needs(row)) return false;
            byte[] envelope;
            try
            {
                envelope = rotate(row);
            }
            catch (HypeKrCryptoException)
            {
                return null;
            }

            if (await _store.TryReplaceAsync(With(row, envelope, row.State), cancellationToken).ConfigureAwait(false)) return true;
            row = await _store.FindAsync(row.User, cancellationToken).ConfigureAwait(false);
        }

        return row is null ? false : null;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> EnvelopesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (row.State == WalletState.Active) yield return row.Envelope;
        }
    }

    private async IAsyncEnumerable<Wallet> ExpiringByAsync(DateTimeOffset instant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (row.State == WalletState.Active && row.ExpiresAt <= instant) yield return new Wallet(row);
        }
    }

    private async IAsyncEnumerable<WalletRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        IReadOnlyList<WalletRow> page;
        do
        {
            page = await _store.ListAsync(after, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var row in page) yield return row;
            after = page.Count == 0 ? null : page[^1].User;
        }
        while (page.Count == PageSize);
    }

    private static WalletRow With(WalletRow row, ReadOnlyMemory<byte> envelope, WalletState state, long? version = null) => new()
    {
        User = row.User,
        Address = row.Address,
        Envelope = envelope,
        State = state,
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
        Version = version ?? row.Version,
    };
}

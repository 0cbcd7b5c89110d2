namespace HypeKr.Crypto;

/// <summary>Where wallets are kept: one row a user, with optimistic concurrency.</summary>
/// <remarks>
/// <para>
/// Every member may be called from many threads at once, and each is atomic: a row is written whole or not at all, and a reader sees the
/// one before or the one after. A row that was written is seen by every call that starts afterwards, in any process that shares the store.
/// </para>
/// <para>
/// A store knows nothing of keys and envelopes. It throws what its medium throws; a caller takes that as "not done" or, after a write
/// began, "maybe done", and reads again. <c>WalletStoreContract</c> in HypeKr.Crypto.Testing checks all of this.
/// </para>
/// </remarks>
public interface IWalletStore
{
    /// <summary>The row of a user, or null.</summary>
    ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default);

    /// <summary>Adds a row with version 1, unless the user has one.</summary>
    /// <returns>False, with nothing changed, if the user has a row in whatever state.</returns>
    ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default);

    /// <summary>Puts a row in the place of the one with the same user and <see cref="WalletRow.Version"/>, with the version one higher.</summary>
    /// <returns>False, with nothing changed, if the user's row has another version or is not there.</returns>
    ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default);

    /// <summary>The next rows in an order over users that the store chooses and keeps.</summary>
    /// <param name="afterUser">The last user of the page before, null for the first page. The user need not have a row any more.</param>
    /// <param name="count">The most rows to give, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Fewer than <paramref name="count"/> rows only at the end. A row that is there throughout is on exactly one page.</returns>
    ValueTask<IReadOnlyList<WalletRow>> ListAsync(string? afterUser, int count, CancellationToken cancellationToken = default);
}

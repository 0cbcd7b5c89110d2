namespace HypeKr.Crypto;

/// <summary>Keeps wallets in this process only: for tests and paper trading. The keys are lost with the process.</summary>
public sealed class InMemoryWalletStore : IWalletStore
{
    private readonly Lock _gate = new();
    private readonly SortedList<string, WalletRow> _rows = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate) return ValueTask.FromResult(_rows.GetValueOrDefault(user));
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        cancellationToken.ThrowIfCancellationRequested();
        var stored = Copy(row, 1);
        lock (_gate) return ValueTask.FromResult(_rows.TryAdd(row.User, stored));
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        cancellationToken.ThrowIfCancellationRequested();
        var stored = Copy(row, row.Version + 1);
        lock (_gate)
        {
            if (!_rows.TryGetValue(row.User, out var current) || current.Version != row.Version) return ValueTask.FromResult(false);
            _rows[row.User] = stored;
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WalletRow>> ListAsync(string? afterUser, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var start = afterUser is null ? 0 : FirstAfter(afterUser);
            var page = new List<WalletRow>(Math.Min(count, _rows.Count - start));
            for (var i = start; i < _rows.Count && page.Count < count; i++) page.Add(_rows.GetValueAtIndex(i));
            return ValueTask.FromResult<IReadOnlyList<WalletRow>>(page);
        }
    }

    private int FirstAfter(string user)
    {
        var (low, high) = (0, _rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_rows.GetKeyAtIndex(middle), user) <= 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>A row of the store's own: the caller's bytes may change.</summary>
    private static WalletRow Copy(WalletRow row, long version) => new()
    {
        User = row.User,
        Address = row.Address,
        Envelope = row.Envelope.ToArray(),
        State = row.State,
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
        Version = version,
    };
}

namespace HypeKr.Crypto.Testing.Tests;

public sealed class WalletStoreContractTests
{
    public static TheoryData<string> Rules => [.. InMemory().Rules.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public Task The_store_in_memory_keeps(string rule) => InMemory().Rules.Single(r => r.Name == rule).CheckAsync();

    [Theory]
    [InlineData(typeof(SecondsStore), "a row comes back as it was added")]
    [InlineData(typeof(KeptVersionStore), "a row comes back as it was added")]
    [InlineData(typeof(UpsertingStore), "a user has one row")]
    [InlineData(typeof(ReplaceRevokedStore), "a user has one row")]
    [InlineData(typeof(LastWriteWinsStore), "a row is replaced by its version only")]
    [InlineData(typeof(AddingReplaceStore), "what is not there is not replaced")]
    [InlineData(typeof(CaseFoldingStore), "users are compared byte for byte")]
    [InlineData(typeof(NormalizingStore), "users are compared byte for byte")]
    [InlineData(typeof(BorrowingStore), "the caller's bytes are copied")]
    [InlineData(typeof(InclusivePageStore), "pages hold every row once")]
    [InlineData(typeof(ShortPageStore), "pages hold every row once")]
    [InlineData(typeof(CultureOrderStore), "pages hold every row once")]
    [InlineData(typeof(OffsetPageStore), "pages go on while rows are added and replaced")]
    [InlineData(typeof(RacyStore), "of 64 who add at once one wins")]
    [InlineData(typeof(RacyStore), "of 64 who replace at once one wins")]
    [InlineData(typeof(RacyStore), "64 handlers lose no update")]
    [InlineData(typeof(BusyStore), "64 users at once do not hinder each other")]
    [InlineData(typeof(TornStore), "readers see whole rows")]
    [InlineData(typeof(DeafStore), "cancelled calls change nothing")]
    public async Task A_store_that_breaks_a_rule_is_found(Type store, string rule)
    {
        var contract = new WalletStoreContract(() => (IWalletStore)Activator.CreateInstance(store)!);
        var error = await Assert.ThrowsAsync<ContractViolationException>(() => contract.Rules.Single(r => r.Name == rule).CheckAsync());
        Assert.Equal(rule, error.Rule);
        await Assert.ThrowsAsync<ContractViolationException>(() => contract.CheckAsync());
    }

    [Fact]
    public async Task A_store_that_forgets_at_a_restart_is_found()
    {
        var contract = new WalletStoreContract(() => new InMemoryWalletStore(), _ => new InMemoryWalletStore());
        Assert.Equal("rows are there after a restart", (await Assert.ThrowsAsync<ContractViolationException>(() => contract.CheckAsync())).Rule);
    }

    private static WalletStoreContract InMemory() => new(() => new InMemoryWalletStore());

    private static WalletRow With(
        WalletRow row, string? user = null, EthereumAddress? address = null, ReadOnlyMemory<byte>? envelope = null, DateTimeOffset? createdAt = null, long? version = null) => new()
        {
            User = user ?? row.User,
            Address = address ?? row.Address,
            Envelope = envelope ?? row.Envelope,
            State = row.State,
            CreatedAt = createdAt ?? row.CreatedAt,
            ExpiresAt = row.ExpiresAt,
            Version = version ?? row.Version,
        };

    private abstract class BrokenStore : IWalletStore
    {
        protected InMemoryWalletStore Inner { get; } = new();

        public virtual ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default) => Inner.FindAsync(user, cancellationToken);

        public virtual ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default) => Inner.TryAddAsync(row, cancellationToken);

        public virtual ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default) => Inner.TryReplaceAsync(row, cancellationToken);

        public virtual ValueTask<IReadOnlyList<WalletRow>> ListAsync(string? afterUser, int count, CancellationToken cancellationToken = default) =>
            Inner.ListAsync(afterUser, count, cancellationToken);

        protected async ValueTask<List<WalletRow>> AllAsync() => [.. await Inner.ListAsync(null, 10_000)];
    }

    private sealed class SecondsStore : BrokenStore
    {
        public override ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default) =>
            base.TryAddAsync(With(row, createdAt: DateTimeOffset.FromUnixTimeSeconds(row.CreatedAt.ToUnixTimeSeconds())), cancellationToken);
    }

    private sealed class KeptVersionStore : BrokenStore
    {
        public override async ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default) =>
            await base.FindAsync(user, cancellationToken) is { } row ? With(row, version: row.Version - 1) : null;
    }

    private sealed class UpsertingStore : BrokenStore
    {
        public override async ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default) =>
            await base.TryAddAsync(row, cancellationToken)
            || await Inner.TryReplaceAsync(With(row, version: (await Inner.FindAsync(row.User, cancellationToken))!.Version), cancellationToken);
    }

    private sealed class ReplaceRevokedStore : BrokenStore
    {
        public override async ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default) =>
            await base.TryAddAsync(row, cancellationToken)
            || (await Inner.FindAsync(row.User, cancellationToken) is { State: WalletState.Revoked } current
                && await Inner.TryReplaceAsync(With(row, version: current.Version), cancellationToken));
    }

    private sealed class LastWriteWinsStore : BrokenStore
    {
        public override async ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default) =>
            await Inner.FindAsync(row.User, cancellationToken) is { } current && await Inner.TryReplaceAsync(With(row, version: current.Version), cancellationToken);
    }

    private sealed class AddingReplaceStore : BrokenStore
    {
        public override async ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default) =>
            await base.TryReplaceAsync(row, cancellationToken) || await base.TryAddAsync(row, cancellationToken);
    }

    private abstract class RenamingStore(Func<string, string> rename) : BrokenStore
    {
        public override ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default) => base.FindAsync(rename(user), cancellationToken);

        public override ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default) =>
            base.TryAddAsync(With(row, user: rename(row.User)), cancellationToken);
    }

    private sealed class CaseFoldingStore() : RenamingStore(user => user.ToUpperInvariant());

    private sealed class NormalizingStore() : RenamingStore(user => user.Normalize());

    private sealed class BorrowingStore : BrokenStore
    {
        private readonly Dictionary<string, ReadOnlyMemory<byte>> _envelopes = [];

        public override ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default)
        {
            _envelopes[row.User] = row.Envelope;
            return base.TryAddAsync(row, cancellationToken);
        }

        public override async ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default) =>
            await base.FindAsync(user, cancellationToken) is { } row ? With(row, envelope: _envelopes[user]) : null;
    }

    private sealed class InclusivePageStore : BrokenStore
    {
        public override async ValueTask<IReadOnlyList<WalletRow>> ListAsync(string? afterUser, int count, CancellationToken cancellationToken = default) =>
            [.. (await AllAsync()).Where(row => afterUser is null || string.CompareOrdinal(row.User, afterUser) >= 0).Take(count)];
    }

    private sealed class ShortPageStore : BrokenStore
    {
        public override ValueTask<IReadOnlyList<WalletRow>> ListAsync(string? afterUser, int count, CancellationToken cancellationToken = default) =>
            base.ListAsync(afterUser, Math.Min(count, 20), cancellationToken);
    }

    private sealed class CultureOrderStore : BrokenStore
    {
        public override async ValueTask<IReadOnlyList<WalletRow>> ListAsync(string? afterUser, int count, CancellationToken cancellationToken = default) =>
            [.. (await AllAsync()).OrderBy(row => row.User.Length).Where(row => afterUser is null || string.CompareOrdinal(row.User, afterUser) > 0).Take(count)];
    }

    private sealed class OffsetPageStore : BrokenStore
    {
        private int _offset;

        public override async ValueTask<IReadOnlyList<WalletRow>> ListAsync(string? afterUser, int count, CancellationToken cancellationToken = default)
        {
            if (afterUser is null) _offset = 0;
            WalletRow[] page = [.. (await AllAsync()).Skip(_offset).Take(count)];
            _offset += page.Length;
            return page;
        }
    }

    private sealed class RacyStore : BrokenStore
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, WalletRow> _rows = new(StringComparer.Ordinal);

        public override ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default) => new(_rows.GetValueOrDefault(user));

        public override async ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default)
        {
            if (_rows.ContainsKey(row.User)) return false;
            for (var turn = 0; turn < 20; turn++) await Task.Yield();
            _rows[row.User] = With(row, version: 1);
            return true;
        }

        public override async ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default)
        {
            if (_rows.GetValueOrDefault(row.User)?.Version != row.Version) return false;
            for (var turn = 0; turn < 20; turn++) await Task.Yield();
            _rows[row.User] = With(row, version: row.Version + 1);
            return true;
        }
    }

    private sealed class BusyStore : BrokenStore
    {
        private int _inside;

        public override async ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default)
        {
            try
            {
                if (Interlocked.Increment(ref _inside) > 1) throw new IOException("database is locked");
                await Task.Yield();
                return await base.TryReplaceAsync(row, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _inside);
            }
        }
    }

    private sealed class TornStore : BrokenStore
    {
        public override async ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default)
        {
            var first = await base.FindAsync(user, cancellationToken);
            if (first is null) return null;
            await Task.Yield();
            var second = await base.FindAsync(user, cancellationToken);
            return With(first, address: second!.Address);
        }
    }

    private sealed class DeafStore : BrokenStore
    {
        public override ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default) => base.TryReplaceAsync(row, CancellationToken.None);
    }
}

using System.Collections.Concurrent;

namespace HypeKr.Crypto.Testing.Tests;

public sealed class NonceStoreContractTests
{
    public static TheoryData<string> Rules => [.. InMemory().Rules.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public Task The_store_in_memory_keeps(string rule) => InMemory().Rules.Single(r => r.Name == rule).CheckAsync();

    [Fact]
    public async Task The_store_in_files_keeps_all_rules()
    {
        var root = Directory.CreateTempSubdirectory("nonces");
        try
        {
            var folders = new ConcurrentDictionary<INonceStore, string>(ReferenceEqualityComparer.Instance);
            INonceStore Open(string folder, TimeProvider clock)
            {
                var store = new FileNonceStore(folder, clock);
                folders[store] = folder;
                return store;
            }

            var contract = new NonceStoreContract(
                clock => Open(Path.Combine(root.FullName, Guid.NewGuid().ToString("N")), clock),
                (store, clock) => Open(folders[store], clock));
            Assert.Equal(9, contract.Rules.Count);
            await contract.CheckAsync();
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(typeof(YesStore), "a nonce is used once")]
    [InlineData(typeof(NoStore), "a nonce is used once")]
    [InlineData(typeof(ThrowingStore), "a nonce is used once")]
    [InlineData(typeof(ExpiryKeyedStore), "another expiry does not make it another nonce")]
    [InlineData(typeof(ShortIdStore), "nonces that differ in one bit are different nonces")]
    [InlineData(typeof(RacyStore), "of 64 callers at once one wins")]
    [InlineData(typeof(HastyStore), "a used nonce is remembered to its last instant")]
    [InlineData(typeof(ClearingStore), "a nonce is remembered when others are forgotten")]
    [InlineData(typeof(DeafStore), "a cancelled call gives up")]
    public async Task A_store_that_breaks_a_rule_is_found(Type store, string rule)
    {
        var contract = new NonceStoreContract(clock => (INonceStore)Activator.CreateInstance(store, clock)!);
        var error = await Assert.ThrowsAsync<ContractViolationException>(() => contract.Rules.Single(r => r.Name == rule).CheckAsync());
        Assert.Equal(rule, error.Rule);
        Assert.StartsWith(rule, error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ContractViolationException>(() => contract.CheckAsync());
    }

    [Fact]
    public async Task A_store_that_forgets_at_a_restart_is_found()
    {
        var contract = new NonceStoreContract(clock => new InMemoryNonceStore(clock), (_, clock) => new InMemoryNonceStore(clock));
        var error = await Assert.ThrowsAsync<ContractViolationException>(() => contract.CheckAsync());
        Assert.Equal("a used nonce is remembered across a restart", error.Rule);
    }

    private static NonceStoreContract InMemory() => new(clock => new InMemoryNonceStore(clock));

    private abstract class BrokenStore(TimeProvider clock) : INonceStore
    {
        protected ConcurrentDictionary<object, DateTimeOffset> Used { get; } = new();

        protected DateTimeOffset Now => clock.GetUtcNow();

        public virtual ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(Used.TryAdd(Key(id, keepUntil), keepUntil));
        }

        protected virtual object Key(Hash32 id, DateTimeOffset keepUntil) => id;
    }

    private sealed class YesStore(TimeProvider clock) : BrokenStore(clock)
    {
        public override ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default) => new(true);
    }

    private sealed class NoStore(TimeProvider clock) : BrokenStore(clock)
    {
        public override ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default) => new(false);
    }

    private sealed class ThrowingStore(TimeProvider clock) : BrokenStore(clock)
    {
        public override ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default) =>
            throw new IOException("no disk");
    }

    private sealed class ExpiryKeyedStore(TimeProvider clock) : BrokenStore(clock)
    {
        protected override object Key(Hash32 id, DateTimeOffset keepUntil) => (id, keepUntil);
    }

    private sealed class ShortIdStore(TimeProvider clock) : BrokenStore(clock)
    {
        protected override object Key(Hash32 id, DateTimeOffset keepUntil) => id.ToString()[..34];
    }

    private sealed class RacyStore(TimeProvider clock) : BrokenStore(clock)
    {
        public override async ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Used.ContainsKey(id)) return false;
            for (var turn = 0; turn < 20; turn++) await Task.Yield();
            Used[id] = keepUntil;
            return true;
        }
    }

    private sealed class HastyStore(TimeProvider clock) : BrokenStore(clock)
    {
        public override ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default)
        {
            // Forgets what expires now, which is not over yet.
            foreach (var (key, until) in Used)
            {
                if (until <= Now) Used.TryRemove(key, out _);
            }

            return base.TryConsumeAsync(id, keepUntil, cancellationToken);
        }
    }

    private sealed class ClearingStore(TimeProvider clock) : BrokenStore(clock)
    {
        public override ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default)
        {
            if (Used.Count > 100) Used.Clear();
            return base.TryConsumeAsync(id, keepUntil, cancellationToken);
        }
    }

    private sealed class DeafStore(TimeProvider clock) : BrokenStore(clock)
    {
        public override ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default) =>
            base.TryConsumeAsync(id, keepUntil, CancellationToken.None);
    }
}

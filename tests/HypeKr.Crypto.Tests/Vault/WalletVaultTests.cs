using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

public sealed class WalletVaultTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Hash32 Digest = Keccak256.Hash("a digest"u8);

    private readonly TestClock _clock = new(Start.AddTicks(1234));
    private readonly InMemoryWalletStore _store = new();
    private readonly KeyRing _first = new(KeyRingEntry.Active(Master("first")));
    private readonly KeyRing _both = new(KeyRingEntry.Active(Master("second")), KeyRingEntry.DecryptOnly(Master("first")));

    public void Dispose()
    {
        _first.Dispose();
        _both.Dispose();
    }

    [Fact]
    public async Task A_wallet_is_made_and_signs()
    {
        var vault = Vault();
        var wallet = await vault.CreateAsync("tg:1", TimeSpan.FromDays(90));
        Assert.Equal(("tg:1", WalletState.Active, Start, Start.AddDays(90)), (wallet.User, wallet.State, wallet.CreatedAt, wallet.ExpiresAt!.Value));
        Assert.False(wallet.Address.IsZero);

        var found = await vault.FindAsync("tg:1");
        Assert.Equal((wallet.Address, wallet.CreatedAt, wallet.ExpiresAt), (found!.Address, found.CreatedAt, found.ExpiresAt));
        var signer = await vault.SignerForAsync("tg:1");
        Assert.Equal(wallet.Address, signer.Address);
        Assert.True((await signer.SignDigestAsync(Digest)).IsFrom(wallet.Address, Digest));

        var agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange" }).Field("source", "string", "a").Build();
        Assert.True((await signer.SignTypedDataAsync(agent)).IsFrom(wallet.Address, agent.Digest));
        Assert.Equal(await signer.SignTypedDataAsync(agent), await signer.SignHashAsync(agent.Hash));
        Assert.Throws<ArgumentException>(() => { _ = signer.SignHashAsync(default); });
        Assert.Throws<ArgumentException>(() => { _ = signer.SignDigestAsync(default); });
        Assert.Throws<ArgumentNullException>(() => { _ = signer.SignTypedDataAsync(null!); });
    }

    [Fact]
    public async Task Signatures_are_deterministic_unless_the_vault_hedges()
    {
        var wallet = await Vault().CreateAsync("tg:1");
        var plain = await Vault().SignerForAsync("tg:1");
        Assert.Equal(await plain.SignDigestAsync(Digest), await plain.SignDigestAsync(Digest));

        var hedging = new WalletVault(_store, _first, _clock, new PrivateKeySignerOptions { Hedged = true });
        var hedged = await hedging.SignerForAsync("tg:1");
        var (one, two) = (await hedged.SignDigestAsync(Digest), await hedging.UseAsync("tg:1", (signer, token) => signer.SignDigestAsync(Digest, token)));
        Assert.NotEqual(one, two);
        Assert.True(one.IsFrom(wallet.Address, Digest) && two.IsFrom(wallet.Address, Digest));
    }

    [Fact]
    public async Task A_vault_signs_with_the_backend_it_is_given()
    {
        await Vault().CreateAsync("tg:1");
        var vault = new WalletVault(_store, _first, _clock, new PrivateKeySignerOptions { Backend = new BrokenBackend() });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await (await vault.SignerForAsync("tg:1")).SignDigestAsync(Digest));
        Assert.Equal(nameof(BrokenBackend), error.Message);
    }

    [Fact]
    public async Task Every_wallet_has_another_key()
    {
        var vault = Vault();
        var addresses = new HashSet<EthereumAddress>();
        for (var i = 0; i < 20; i++) Assert.True(addresses.Add((await vault.CreateAsync($"tg:{i}")).Address));
        Assert.Null((await vault.FindAsync("tg:1"))!.ExpiresAt);
    }

    [Fact]
    public async Task A_key_is_imported_if_it_is_the_one_that_was_meant()
    {
        var vault = Vault();
        using var key = TestKeys.Open("imported");
        await AssertFaultAsync(WalletFault.WrongKey, () => vault.ImportAsync("tg:1", key, TestKeys.Open("another").Address));
        await AssertFaultAsync(WalletFault.WrongKey, () => vault.ImportAsync("tg:1", key, default));
        Assert.Null(await vault.FindAsync("tg:1"));

        var wallet = await vault.ImportAsync("tg:1", key, key.Address);
        Assert.Equal(key.Address, wallet.Address);
        Assert.Equal(key.Sign(Digest), await (await vault.SignerForAsync("tg:1")).SignDigestAsync(Digest));

        // The caller's key is the caller's still.
        Assert.Equal(key.Address, (key.Sign(Digest)).Recover(Digest));
    }

    [Fact]
    public async Task An_active_wallet_is_not_replaced_and_a_revoked_one_is_by_a_new_key()
    {
        var vault = Vault();
        using var key = TestKeys.Open("imported");
        await vault.ImportAsync("tg:1", key, key.Address);
        await AssertFaultAsync(WalletFault.AlreadyExists, () => vault.CreateAsync("tg:1"));
        var signer = await vault.SignerForAsync("tg:1");

        await vault.RevokeAsync("tg:1");
        await vault.RevokeAsync("tg:1");
        Assert.Equal(WalletState.Revoked, (await vault.FindAsync("tg:1"))!.State);
        Assert.True((await _store.FindAsync("tg:1"))!.Envelope.IsEmpty);
        await AssertFaultAsync(WalletFault.Revoked, () => signer.SignDigestAsync(Digest));
        await AssertFaultAsync(WalletFault.Revoked, () => vault.SignerForAsync("tg:1"));
        await AssertFaultAsync(WalletFault.Revoked, () => vault.UseAsync("tg:1", (_, _) => ValueTask.FromResult(1)));

        await AssertFaultAsync(WalletFault.AddressUsedBefore, () => vault.ImportAsync("tg:1", key, key.Address));
        var second = await vault.CreateAsync("tg:1");
        Assert.NotEqual(key.Address, second.Address);
        await AssertFaultAsync(WalletFault.Replaced, () => signer.SignDigestAsync(Digest));
        Assert.True((await (await vault.SignerForAsync("tg:1")).SignDigestAsync(Digest)).IsFrom(second.Address, Digest));
    }

    [Fact]
    public async Task Nobody_has_no_wallet()
    {
        var vault = Vault();
        Assert.Null(await vault.FindAsync("tg:1"));
        await AssertFaultAsync(WalletFault.NotFound, () => vault.SignerForAsync("tg:1"));
        await AssertFaultAsync(WalletFault.NotFound, () => vault.UseAsync("tg:1", (_, _) => ValueTask.FromResult(1)));
        await AssertFaultAsync(WalletFault.NotFound, async () =>
        {
            await vault.RevokeAsync("tg:1");
            return 0;
        });
    }

    [Fact]
    public async Task Bad_arguments_are_refused()
    {
        var vault = Vault();
        foreach (var user in (string[])["", new('x', 513), "\ud800"]) await Assert.ThrowsAsync<ArgumentException>(() => vault.CreateAsync(user).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>(() => vault.CreateAsync(null!).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>(() => vault.FindAsync(null!).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => vault.CreateAsync("tg:1", TimeSpan.Zero).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => vault.CreateAsync("tg:1", TimeSpan.MaxValue).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => vault.RewrapAsync(null, 0).AsTask());
        Assert.Throws<ArgumentOutOfRangeException>(() => vault.ExpiringAsync(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentNullException>(() => new WalletVault(null!, _first));
        Assert.Throws<ArgumentNullException>(() => new WalletVault(_store, null!));
        Assert.Empty(await _store.ListAsync(null, 10));
    }

    [Fact]
    public async Task The_key_of_a_callback_is_gone_when_it_is_over()
    {
        var vault = Vault();
        await vault.CreateAsync("tg:1");
        IDigestSigner? kept = null;
        var signature = await vault.UseAsync("tg:1", async (signer, token) =>
        {
            kept = signer;
            await Task.Yield();
            return await signer.SignDigestAsync(Digest, token);
        });
        Assert.True(signature.IsFrom(kept!.Address, Digest));
        Assert.Throws<ObjectDisposedException>(() => { _ = kept.SignDigestAsync(Digest); });

        await Assert.ThrowsAsync<FormatException>(() => vault.UseAsync<int>("tg:1", (signer, _) =>
        {
            kept = signer;
            throw new FormatException("the callback failed");
        }).AsTask());
        Assert.Throws<ObjectDisposedException>(() => { _ = kept!.SignDigestAsync(Digest); });
    }

    [Fact]
    public async Task An_expired_wallet_does_not_sign_and_is_warned_of_before()
    {
        var vault = Vault();
        await vault.CreateAsync("tg:soon", TimeSpan.FromDays(10));
        await vault.CreateAsync("tg:later", TimeSpan.FromDays(100));
        await vault.CreateAsync("tg:never");
        await vault.CreateAsync("tg:revoked", TimeSpan.FromDays(1));
        await vault.RevokeAsync("tg:revoked");
        var signer = await vault.SignerForAsync("tg:soon");

        Assert.Empty(await ExpiringAsync(vault, TimeSpan.Zero));
        Assert.Empty(await ExpiringAsync(vault, TimeSpan.FromDays(9)));
        Assert.Equal(["tg:soon"], await ExpiringAsync(vault, TimeSpan.FromDays(10)));
        Assert.Equal(["tg:later", "tg:soon"], await ExpiringAsync(vault, TimeSpan.FromDays(100)));

        _clock.Now = Start.AddDays(10).AddTicks(-1);
        await signer.SignDigestAsync(Digest);
        _clock.Now = Start.AddDays(10);
        await AssertFaultAsync(WalletFault.Expired, () => signer.SignDigestAsync(Digest));
        await AssertFaultAsync(WalletFault.Expired, () => vault.SignerForAsync("tg:soon"));
        Assert.Equal(["tg:soon"], await ExpiringAsync(vault, TimeSpan.Zero));

        // Expired is not revoked: the old key goes first.
        await AssertFaultAsync(WalletFault.AlreadyExists, () => vault.CreateAsync("tg:soon"));
        await vault.RevokeAsync("tg:soon");
        await vault.CreateAsync("tg:soon", TimeSpan.FromDays(10));
        Assert.Empty(await ExpiringAsync(vault, TimeSpan.Zero));
    }

    [Fact]
    public async Task Rewrapping_goes_in_batches_and_keeps_every_key()
    {
        var vault = Vault();
        var addresses = new Dictionary<string, EthereumAddress>();
        for (var i = 0; i < 25; i++) addresses[$"tg:{i}"] = (await vault.CreateAsync($"tg:{i}")).Address;
        await vault.RevokeAsync("tg:7");

        var rotating = new WalletVault(_store, _both, _clock);
        var batches = await AllAsync(after => rotating.RewrapAsync(after, 10));
        Assert.Equal([10, 10, 5], batches.Select(batch => batch.Seen));
        Assert.Equal(24, batches.Sum(batch => batch.Changed));
        Assert.All(batches, batch => Assert.Empty(batch.FailedUsers));
        Assert.Equal(0, (await AllAsync(after => rotating.RewrapAsync(after, 10))).Sum(batch => batch.Changed));

        foreach (var (user, address) in addresses.Where(pair => pair.Key != "tg:7"))
        {
            Assert.True((await (await rotating.SignerForAsync(user)).SignDigestAsync(Digest)).IsFrom(address, Digest));
        }

        // The inner layers still need the old master; after resealing nothing does.
        var old = Master("first").Id;
        var report = await rotating.ReportAsync();
        Assert.Equal((24, 24), (report.Rows, report.Keys.Single(key => key.Id == old).InnerRows));
        Assert.False(report.MayDestroy(old));

        batches = await AllAsync(after => rotating.ResealAsync(after, 7));
        Assert.Equal(24, batches.Sum(batch => batch.Changed));
        Assert.True((await rotating.ReportAsync()).MayDestroy(old));

        using var second = new KeyRing(KeyRingEntry.Active(Master("second")), KeyRingEntry.Retired(old));
        var after = new WalletVault(_store, second, _clock);
        foreach (var (user, address) in addresses.Where(pair => pair.Key != "tg:7"))
        {
            Assert.True((await (await after.SignerForAsync(user)).SignDigestAsync(Digest)).IsFrom(address, Digest));
        }
    }

    [Fact]
    public async Task A_process_without_inner_masters_rewraps_and_opens_nothing()
    {
        using var apart = new KeyRing([KeyRingEntry.Active(Master("inner"))], [KeyRingEntry.Active(Master("first"))]);
        var vault = new WalletVault(_store, apart, _clock);
        var wallet = await vault.CreateAsync("tg:1");

        using var outer = KeyRing.OuterOnly(KeyRingEntry.Active(Master("second")), KeyRingEntry.DecryptOnly(Master("first")));
        var rotating = new WalletVault(_store, outer, _clock);
        Assert.Equal(1, (await rotating.RewrapAsync(null, 10)).Changed);
        await Assert.ThrowsAsync<InvalidOperationException>(() => rotating.UseAsync("tg:1", (_, _) => ValueTask.FromResult(1)).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => rotating.CreateAsync("tg:2").AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => rotating.ResealAsync(null, 10).AsTask());

        using var after = new KeyRing([KeyRingEntry.Active(Master("inner"))], [KeyRingEntry.Active(Master("second"))]);
        var signer = await new WalletVault(_store, after, _clock).SignerForAsync("tg:1");
        Assert.True((await signer.SignDigestAsync(Digest)).IsFrom(wallet.Address, Digest));
    }

    [Fact]
    public async Task Rows_that_do_not_open_are_named_and_stop_nobody()
    {
        var vault = Vault();
        for (var i = 0; i < 5; i++) await vault.CreateAsync($"tg:{i}");
        var row = (await _store.FindAsync("tg:2"))!;
        var damaged = row.Envelope.ToArray();
        damaged[60] ^= 1;
        await _store.TryReplaceAsync(Changed(row, envelope: damaged));
        row = (await _store.FindAsync("tg:3"))!;
        await _store.TryReplaceAsync(Changed(row, envelope: new byte[] { 1, 2, 3 }));

        var rotating = new WalletVault(_store, _both, _clock);
        var batch = await rotating.RewrapAsync(null, 100);
        Assert.Equal((5, 3), (batch.Seen, batch.Changed));
        Assert.Equal(["tg:2", "tg:3"], batch.FailedUsers);
        Assert.Null(batch.Next);
        Assert.Equal(1, (await rotating.ReportAsync()).UnreadableRows);
        await Assert.ThrowsAsync<EnvelopeException>(() => rotating.UseAsync("tg:2", (_, _) => ValueTask.FromResult(1)).AsTask());
    }

    [Fact]
    public async Task Swapped_rows_do_not_open()
    {
        var vault = Vault();
        await vault.CreateAsync("tg:1");
        await vault.CreateAsync("tg:2");
        var (one, two) = ((await _store.FindAsync("tg:1"))!, (await _store.FindAsync("tg:2"))!);
        foreach (var thief in (WalletRow[])[Changed(one, envelope: two.Envelope), Changed(one, envelope: two.Envelope, address: two.Address), Changed(one, address: two.Address)])
        {
            var store = new InMemoryWalletStore();
            await store.TryAddAsync(thief);
            var stolen = new WalletVault(store, _first, _clock);
            await Assert.ThrowsAsync<EnvelopeException>(() => stolen.UseAsync("tg:1", (_, _) => ValueTask.FromResult(1)).AsTask());
            Assert.Equal(["tg:1"], (await new WalletVault(store, _both, _clock).RewrapAsync(null, 10)).FailedUsers);
        }
    }

    [Fact]
    public async Task Signing_goes_on_while_master_keys_are_rotated()
    {
        var vault = Vault();
        var wallet = await vault.CreateAsync("tg:1");
        var signing = new WalletVault(_store, _both, _clock);
        var signer = await signing.SignerForAsync("tg:1");
        using var back = new KeyRing(KeyRingEntry.Active(Master("first")), KeyRingEntry.DecryptOnly(Master("second")));
        using var start = new Barrier(8);

        Task Worker(Func<int, Task> work) => Task.Factory.StartNew(
            async () =>
            {
                start.SignalAndWait();
                for (var i = 0; i < 25; i++) await work(i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();

        async Task SignAsync(int i) => Assert.True((await signer.SignDigestAsync(Digest)).IsFrom(wallet.Address, Digest));
        async Task UseAsync(int i) => Assert.True(await signing.UseAsync("tg:1", async (s, token) =>
        {
            await Task.Yield();
            return (await s.SignDigestAsync(Digest, token)).IsFrom(wallet.Address, Digest);
        }));
        async Task RotateAsync(int i)
        {
            var rotating = new WalletVault(_store, i % 2 == 0 ? _both : back, _clock);
            var batch = i % 4 < 2 ? await rotating.RewrapAsync(null, 10) : await rotating.ResealAsync(null, 10);
            Assert.True(batch.FailedUsers.Count == 0 || batch.Changed == 0);
        }

        await Task.WhenAll(Worker(SignAsync), Worker(SignAsync), Worker(SignAsync), Worker(UseAsync), Worker(UseAsync), Worker(UseAsync), Worker(RotateAsync), Worker(RotateAsync));
        Assert.True((await _store.FindAsync("tg:1"))!.Version > 10);
    }

    [Fact]
    public async Task A_revocation_in_the_middle_of_a_rotation_stays()
    {
        var vault = Vault();
        await vault.CreateAsync("tg:1");
        await vault.CreateAsync("tg:2");
        var rotating = new WalletVault(new InterferingStore(_store, () => vault.RevokeAsync("tg:1")), _both, _clock);
        var batch = await rotating.RewrapAsync(null, 10);
        Assert.Equal((2, 1, 0), (batch.Seen, batch.Changed, batch.FailedUsers.Count));
        Assert.Equal(WalletState.Revoked, (await vault.FindAsync("tg:1"))!.State);
        Assert.True((await _store.FindAsync("tg:1"))!.Envelope.IsEmpty);
    }

    [Fact]
    public async Task A_row_that_others_change_each_time_is_given_up()
    {
        var vault = Vault();
        await vault.CreateAsync("tg:1");
        async ValueTask Touch()
        {
            var row = (await _store.FindAsync("tg:1"))!;
            await _store.TryReplaceAsync(row);
        }

        var busy = new WalletVault(new InterferingStore(_store, Touch, times: int.MaxValue), _both, _clock);
        Assert.Equal(["tg:1"], (await busy.RewrapAsync(null, 10)).FailedUsers);
        await AssertFaultAsync(WalletFault.Contended, async () =>
        {
            await busy.RevokeAsync("tg:1");
            return 0;
        });
        Assert.Equal(WalletState.Active, (await vault.FindAsync("tg:1"))!.State);
    }

    [Fact]
    public async Task Of_many_who_create_at_once_one_wins()
    {
        var vault = Vault();
        using var start = new Barrier(16);
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Factory.StartNew(
            async () =>
            {
                start.SignalAndWait();
                return await Record.ExceptionAsync(() => vault.CreateAsync("tg:1").AsTask());
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
        Assert.Single(results, error => error is null);
        Assert.All(results.OfType<Exception>(), error => Assert.Equal(WalletFault.AlreadyExists, Assert.IsType<WalletException>(error).Fault));
    }

    [Fact]
    public async Task Cancelled_calls_give_up()
    {
        var vault = Vault();
        await vault.CreateAsync("tg:1");
        var cancelled = new CancellationToken(canceled: true);
        var signer = await vault.SignerForAsync("tg:1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signer.SignDigestAsync(Digest, cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.RewrapAsync(null, 1, cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.ReportAsync(cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.CreateAsync("tg:2", cancellationToken: cancelled).AsTask());
    }

    [Fact]
    public async Task Nothing_prints_a_user_an_address_or_an_envelope()
    {
        var vault = Vault();
        var wallet = await vault.CreateAsync("tg:5610682723");
        var row = (await _store.FindAsync("tg:5610682723"))!;
        var error = await Assert.ThrowsAsync<WalletException>(() => vault.CreateAsync("tg:5610682723").AsTask());
        Assert.Equal("tg:5610682723", error.User);
        foreach (var text in (string?[])[wallet.ToString(), row.ToString(), (await vault.SignerForAsync("tg:5610682723")).ToString(), vault.ToString(), error.ToString()])
        {
            Assert.DoesNotContain("5610682723", text, StringComparison.Ordinal);
            Assert.DoesNotContain(wallet.Address.ToLowerHex()[2..], text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Property(MaxTest = 30)]
    public async Task<bool> Rotations_of_any_kind_and_number_keep_the_key(bool[] reseals)
    {
        var store = new InMemoryWalletStore();
        using var key = TestKeys.Open("rotated");
        await new WalletVault(store, _first, _clock).ImportAsync("tg:1", key, key.Address);
        for (var i = 0; i < reseals.Length; i++)
        {
            using var ring = new KeyRing([KeyRingEntry.Active(Master($"master {i}")), .. Enumerable.Range(0, i).Select(j => KeyRingEntry.DecryptOnly(Master($"master {j}"))), KeyRingEntry.DecryptOnly(Master("first"))]);
            var vault = new WalletVault(store, ring, _clock);
            var batch = reseals[i] ? await vault.ResealAsync(null, 5) : await vault.RewrapAsync(null, 5);
            if (batch.Changed != 1) return false;
            if (await (await vault.SignerForAsync("tg:1")).SignDigestAsync(Digest) != key.Sign(Digest)) return false;
        }

        return true;
    }

    private static MasterKey Master(string label) => MasterKey.FromBytes(TestKeys.Bytes("master " + label));

    private static WalletRow Changed(WalletRow row, EthereumAddress? address = null, ReadOnlyMemory<byte>? envelope = null) => new()
    {
        User = row.User,
        Address = address ?? row.Address,
        Envelope = envelope ?? row.Envelope,
        State = row.State,
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
        Version = row.Version,
    };

    private static async Task AssertFaultAsync<T>(WalletFault fault, Func<ValueTask<T>> call)
    {
        var error = await Assert.ThrowsAsync<WalletException>(() => call().AsTask());
        Assert.Equal(fault, error.Fault);
    }

    private static async Task<List<WalletBatch>> AllAsync(Func<string?, ValueTask<WalletBatch>> next)
    {
        var batches = new List<WalletBatch>();
        string? after = null;
        do
        {
            batches.Add(await next(after));
            after = batches[^1].Next;
        }
        while (after is not null);
        return batches;
    }

    private static async Task<List<string>> ExpiringAsync(WalletVault vault, TimeSpan within)
    {
        var users = new List<string>();
        await foreach (var wallet in vault.ExpiringAsync(within)) users.Add(wallet.User);
        return users;
    }

    private WalletVault Vault() => new(_store, _first, _clock);

    /// <summary>Signs nothing, and says that it was asked.</summary>
    private sealed class BrokenBackend : Secp256k1Backend
    {
        public override bool IsNative => false;

        public override string ToString() => nameof(BrokenBackend);

        private protected override void ComputePublicKey(ReadOnlySpan<byte> key, Span<byte> destination) => throw new InvalidOperationException(nameof(BrokenBackend));

        private protected override void SignReduced(ReadOnlySpan<byte> key, ReadOnlySpan<byte> e32, ReadOnlySpan<byte> entropy, Span<byte> rs, out bool odd) =>
            throw new InvalidOperationException(nameof(BrokenBackend));

        private protected override bool TryRecoverChecked(ReadOnlySpan<byte> e32, ReadOnlySpan<byte> rs, bool odd, Span<byte> publicKey) =>
            throw new InvalidOperationException(nameof(BrokenBackend));
    }

    /// <summary>Lets somebody else in before a replacement.</summary>
    private sealed class InterferingStore(IWalletStore inner, Func<ValueTask> interfere, int times = 1) : IWalletStore
    {
        private int _left = times;

        public ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default) => inner.FindAsync(user, cancellationToken);

        public ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default) => inner.TryAddAsync(row, cancellationToken);

        public async ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default)
        {
            if (_left-- > 0) await interfere();
            return await inner.TryReplaceAsync(row, cancellationToken);
        }

        public ValueTask<IReadOnlyList<WalletRow>> ListAsync(string? afterUser, int count, CancellationToken cancellationToken = default) =>
            inner.ListAsync(afterUser, count, cancellationToken);
    }
}

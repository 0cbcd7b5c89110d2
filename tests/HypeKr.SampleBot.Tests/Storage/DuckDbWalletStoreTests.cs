using System.Text;
using HypeKr.Crypto;
using HypeKr.Crypto.Testing;

namespace HypeKr.SampleBot.Tests;

public sealed class DuckDbWalletStoreTests : IDisposable
{
    private static readonly Hash32 Digest = Keccak256.Hash("a digest"u8);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wallets");

    public static TheoryData<string> Rules
    {
        get
        {
            using var tests = new DuckDbWalletStoreTests();
            return [.. tests.Contract().Rules.Select(rule => rule.Name)];
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Rules))]
    public Task The_store_keeps(string rule) => Contract().Rules.Single(r => r.Name == rule).CheckAsync();

    [Fact]
    public void All_rules_are_run() => Assert.Equal(16, Rules.Count);

    [Fact]
    public async Task Handlers_sign_for_64_users_while_their_envelopes_are_rotated()
    {
        const int Users = 64;
        using var store = new DuckDbWalletStore(NewPath());
        using var first = new KeyRing(KeyRingEntry.Active(Master("first")));
        using var both = new KeyRing(KeyRingEntry.Active(Master("second")), KeyRingEntry.DecryptOnly(Master("first")));
        var (before, rotating) = (new WalletVault(store, first), new WalletVault(store, both));
        using var start = new Barrier(Users + 1);

        Task Handler(Func<Task> work) => Task.Factory.StartNew(
            async () =>
            {
                start.SignalAndWait();
                await work();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();

        var handlers = Enumerable.Range(0, Users).Select(i => Handler(async () =>
        {
            var user = $"tg:{i}";
            var wallet = await before.CreateAsync(user);
            for (var n = 0; n < 3; n++)
            {
                var digest = Keccak256.Hash(Encoding.UTF8.GetBytes($"{user} {n}"));
                var signer = await rotating.SignerForAsync(user);
                Assert.True((await signer.SignDigestAsync(digest)).IsFrom(wallet.Address, digest));
            }
        }));
        var rotation = Handler(async () =>
        {
            for (var n = 0; n < 5; n++) await RotateAllAsync(rotating);
        });
        await Task.WhenAll(handlers.Append(rotation));

        await RotateAllAsync(rotating);
        var report = await rotating.ReportAsync();
        Assert.Equal(Users, report.Rows);
        Assert.True(report.MayDestroy(Master("first").Id), report.ToString());
    }

    [Fact]
    public async Task The_file_holds_no_key()
    {
        var path = NewPath();
        var keyBytes = Bytes("a planted key");
        using var key = Secp256k1PrivateKey.FromBytes(keyBytes);
        using (var store = new DuckDbWalletStore(path))
        {
            using var ring = new KeyRing(KeyRingEntry.Active(Master("first")));
            var vault = new WalletVault(store, ring);
            await vault.ImportAsync("tg:1", key, key.Address);
            await (await vault.SignerForAsync("tg:1")).SignDigestAsync(Digest);
        }

        // The address is in the file, so the search does find what is there.
        var file = await File.ReadAllBytesAsync(path);
        Assert.NotEqual(-1, file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(key.Address.ToLowerHex())));
        Assert.Empty(new LeakScanner().Plant("the key", keyBytes).Plant("the master", Bytes("first")).ScanBytes("the file", file));
    }

    [Fact]
    public async Task A_wallet_signs_after_a_restart_and_a_revoked_one_does_not()
    {
        var path = NewPath();
        using var ring = new KeyRing(KeyRingEntry.Active(Master("first")));
        EthereumAddress address;
        using (var store = new DuckDbWalletStore(path))
        {
            var vault = new WalletVault(store, ring);
            address = (await vault.CreateAsync("tg:1")).Address;
            await vault.CreateAsync("tg:2");
            await vault.RevokeAsync("tg:2");
        }

        using (var store = new DuckDbWalletStore(path))
        {
            var vault = new WalletVault(store, ring);
            Assert.True((await (await vault.SignerForAsync("tg:1")).SignDigestAsync(Digest)).IsFrom(address, Digest));
            Assert.Equal(WalletFault.Revoked, (await Assert.ThrowsAsync<WalletException>(() => vault.SignerForAsync("tg:2").AsTask())).Fault);
        }
    }

    private static async Task RotateAllAsync(WalletVault vault)
    {
        string? after = null;
        do
        {
            var batch = await vault.ResealAsync(after, 10);
            Assert.Empty(batch.FailedUsers);
            after = batch.Next;
        }
        while (after is not null);
    }

    private static byte[] Bytes(string label) => Keccak256.Hash(Encoding.UTF8.GetBytes(label)).ToArray();

    private static MasterKey Master(string label) => MasterKey.FromBytes(Bytes(label));

    private string NewPath() => Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.duckdb");

    private WalletStoreContract Contract() => new(
        () => new DuckDbWalletStore(NewPath()),
        store =>
        {
            var open = (DuckDbWalletStore)store;
            open.Dispose();
            return new DuckDbWalletStore(open.Path);
        });
}

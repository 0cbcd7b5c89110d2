using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace HypeKr.Crypto.Tests;

/// <summary>What every store of this package must do, and what only the one in a folder does.</summary>
public sealed class NonceStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_760_000_000);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "hypekr-nonces-" + Guid.NewGuid().ToString("N"));

    public static TheoryData<string> Stores => ["memory", "file"];

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_nonce_counts_once(string kind)
    {
        var store = Open(kind, new TestClock(Start));
        for (var number = 0; number < 20; number++)
        {
            Assert.True(await store.TryConsumeAsync(NonceStoreChild.Id(number), Start.AddMinutes(1)));
            for (var again = 0; again <= number; again++) Assert.False(await store.TryConsumeAsync(NonceStoreChild.Id(again), Start.AddMinutes(5)));
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Sixty_four_threads_have_one_winner(string kind)
    {
        const int Threads = 64;
        const int Rounds = 10;
        var store = Open(kind, new TestClock(Start));
        using var barrier = new Barrier(Threads);
        var wins = new int[Rounds];
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                barrier.SignalAndWait();
                if (store.TryConsumeAsync(NonceStoreChild.Id(round), Start.AddMinutes(1)).AsTask().GetAwaiter().GetResult()) Interlocked.Increment(ref wins[round]);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(Enumerable.Repeat(1, Rounds), wins);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_nonce_is_kept_as_long_as_asked_and_then_forgotten(string kind)
    {
        var clock = new TestClock(Start);
        var store = Open(kind, clock);
        Assert.True(await store.TryConsumeAsync(NonceStoreChild.Id(0), Start.AddMinutes(10)));
        Assert.True(await store.TryConsumeAsync(NonceStoreChild.Id(1), Start.AddMinutes(30)));

        clock.Now = Start.AddMinutes(10);
        Assert.False(await store.TryConsumeAsync(NonceStoreChild.Id(0), Start.AddMinutes(10)));
        Assert.Equal(2, Count(store));

        clock.Now = Start.AddMinutes(12);
        Assert.True(await store.TryConsumeAsync(NonceStoreChild.Id(2), Start.AddMinutes(30)));
        Assert.Equal(2, Count(store));
        Assert.False(await store.TryConsumeAsync(NonceStoreChild.Id(1), Start.AddMinutes(30)));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_cancelled_call_consumes_nothing(string kind)
    {
        var store = Open(kind, new TestClock(Start));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.TryConsumeAsync(NonceStoreChild.Id(0), Start, new CancellationToken(canceled: true)));
        Assert.Equal(0, Count(store));
        Assert.True(await store.TryConsumeAsync(NonceStoreChild.Id(0), Start.AddMinutes(1)));
    }

    [Fact]
    public async Task The_folder_remembers_across_restarts()
    {
        Assert.True(await new FileNonceStore(_folder, new TestClock(Start)).TryConsumeAsync(NonceStoreChild.Id(0), Start.AddMinutes(1)));
        Assert.False(await new FileNonceStore(_folder, new TestClock(Start)).TryConsumeAsync(NonceStoreChild.Id(0), Start.AddMinutes(1)));
    }

    // What a crash between creation and writing leaves.
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_torn_file_still_marks_its_nonce(int size)
    {
        var clock = new TestClock(Start);
        var store = new FileNonceStore(_folder, clock);
        await File.WriteAllBytesAsync(Path.Combine(_folder, NonceStoreChild.Id(0).ToString()[2..] + ".used"), new byte[size]);
        Assert.False(await store.TryConsumeAsync(NonceStoreChild.Id(0), Start.AddMinutes(1)));
        clock.Now = Start.AddYears(1);
        Assert.False(await store.TryConsumeAsync(NonceStoreChild.Id(0), Start.AddYears(2)));
        Assert.Equal(1, Count(store));
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_an_error_and_no_answer()
    {
        var store = new FileNonceStore(_folder, new TestClock(Start));
        Directory.Delete(_folder, recursive: true);
        await Assert.ThrowsAnyAsync<IOException>(async () => await store.TryConsumeAsync(NonceStoreChild.Id(0), Start.AddMinutes(1)));
    }

    [Fact]
    public void The_folder_is_this_users_own()
    {
        _ = new FileNonceStore(_folder);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
    }

    [Fact]
    public void Processes_share_a_folder_and_each_nonce_has_one_winner()
    {
        const int Nonces = 200;
        var children = Enumerable.Range(0, 4).Select(_ => NonceStoreChild.Start(_folder)).ToList();
        try
        {
            Assert.All(children, child => Assert.Equal("ready", child.StandardOutput.ReadLine()));
            var won = new ConcurrentBag<int>();
            Parallel.ForEach(children, child => child.StandardInput.WriteLine(Nonces.ToString(CultureInfo.InvariantCulture)));
            Parallel.ForEach(children, child =>
            {
                while (child.StandardOutput.ReadLine() is { } line) won.Add(int.Parse(line, CultureInfo.InvariantCulture));
            });
            foreach (var child in children)
            {
                child.WaitForExit();
                Assert.Equal(0, child.ExitCode);
            }

            Assert.Equal(Enumerable.Range(0, Nonces), won.Order());
            Assert.Equal(Nonces, Directory.GetFiles(_folder).Length);
        }
        finally
        {
            foreach (var child in children) End(child);
        }
    }

    private static void End(Process child)
    {
        if (!child.HasExited) child.Kill();
        child.Dispose();
    }

    private INonceStore Open(string kind, TimeProvider clock) => kind == "memory" ? new InMemoryNonceStore(clock) : new FileNonceStore(_folder, clock);

    private int Count(INonceStore store) => store is InMemoryNonceStore memory ? memory.Count : Directory.GetFiles(_folder).Length;
}

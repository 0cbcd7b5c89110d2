using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class StreamSlotsTests
{
    private static readonly EthereumAddress[] Users = [.. Enumerable.Range(0, 30).Select(i => TestVenue.AddressOf(string.Create(CultureInfo.InvariantCulture, $"streamed user {i}")))];

    [Fact]
    public async Task The_slot_that_was_given_back_longest_ago_goes_first_and_held_ones_stay()
    {
        using var scene = new AccountScene(o => o.Limits = new(new() { StreamedUsers = 3 }));
        _ = AcknowledgeAllAsync(scene);
        await using var slots = new StreamSlots(scene.Venue.Client);
        Assert.Equal(3, slots.Capacity);
        var (first, second, third) = (await slots.AcquireAsync(Users[0]).Guarded(), await slots.AcquireAsync(Users[1]).Guarded(), await slots.AcquireAsync(Users[2]).Guarded());
        var again = await slots.AcquireAsync(Users[0]).Guarded();
        Assert.Same(first.State, again.State);
        Assert.Equal(3, slots.Used);
        await Assert.ThrowsAsync<VenueLimitExceededException>(() => slots.AcquireAsync(Users[3]).Guarded());
        Assert.False(await slots.EvictAsync(Users[1]));

        await second.DisposeAsync();
        await third.DisposeAsync();
        await first.DisposeAsync();
        await first.DisposeAsync();
        Assert.Equal(AccountStateStatus.Synced, second.State.Status);
        await using var fourth = await slots.AcquireAsync(Users[3]).Guarded();
        Assert.Equal((false, true, true), (slots.IsStreamed(Users[1]), slots.IsStreamed(Users[2]), slots.IsStreamed(Users[0])));
        Assert.Equal(AccountStateStatus.Ended, second.State.Status);

        // The first is held once more, so the third goes next; what is streamed again is new.
        await using var fifth = await slots.AcquireAsync(Users[1]).Guarded();
        Assert.NotSame(second.State, fifth.State);
        Assert.False(slots.IsStreamed(Users[2]));
        await Assert.ThrowsAsync<VenueLimitExceededException>(() => slots.AcquireAsync(Users[2]).Guarded());
        await again.DisposeAsync();
        Assert.True(await slots.EvictAsync(Users[0]));
        Assert.Equal(2, slots.Used);
        Assert.Equal(2, scene.Venue.Client.Limits.GetUsage().StreamedUsers);

        await slots.DisposeAsync();
        Assert.Equal(0, scene.Venue.Client.Limits.GetUsage().StreamedUsers);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => slots.AcquireAsync(Users[0]));
    }

    [Fact]
    public async Task Who_is_not_streamed_is_read_in_batches_and_few_are_read_alone()
    {
        using var scene = new AccountScene();
        _ = AcknowledgeAllAsync(scene);
        scene.Info.Answer("batchClearinghouseStates", request => "[" + string.Join(",", request.GetProperty("users").EnumerateArray().Select(u => AccountScene.Perp(NumberOf(u.GetString()!) + 1, 1))) + "]");
        scene.Info.Answer("clearinghouseState", request => AccountScene.Perp(NumberOf(request.GetProperty("user").GetString()!) + 1, 1));
        await using var slots = new StreamSlots(scene.Venue.Client, new() { Slots = 2, BatchSize = 12 });
        await using var lease = await slots.AcquireAsync(Users[5]).Guarded();
        var alone = scene.Info.Count("clearinghouseState");

        var states = await slots.GetPerpStatesAsync(Users).Guarded();

        Assert.Equal(Users, states.Select(s => s.Address));
        Assert.Equal(Enumerable.Range(1, 30).Select(i => (decimal)i), states.Select(s => s.State.FindPosition("BTC")!.SignedSize));
        Assert.Equal([5], states.Index().Where(s => s.Item.IsStreamed).Select(s => s.Index));

        // 29 users: two batches of 12 and five alone, which cost less than a third batch.
        Assert.Equal((2, 5), (scene.Info.Count("batchClearinghouseStates"), scene.Info.Count("clearinghouseState") - alone));
    }

    [Theory]
    [InlineData(10_000, 1, "00:16:40")]
    [InlineData(10_000, 50, "00:03:20")]
    [InlineData(10_001, 50, "00:03:20.1")]
    [InlineData(15, 50, "00:00:01")]
    [InlineData(0, 50, "00:00:00")]
    public void A_sweep_is_counted(int users, int batch, string time) => Assert.Equal(TimeSpan.Parse(time, CultureInfo.InvariantCulture), StreamSlots.EstimateSweep(users, batch));

    [Theory]
    [InlineData(1, 2_000, 2)]
    [InlineData(50, 10_000, 20)]
    public async Task A_sweep_takes_as_long_as_was_counted(int batchSize, int count, int weight)
    {
        // The clock goes on by what somebody waits for, so this is the time that the limits make it take.
        var time = new WatchedTime();
        using var venue = new TestVenue(o =>
        {
            o.TimeProvider = time;
            o.Limits = new(timeProvider: time);
            o.InfoTimeout = TimeSpan.FromHours(1);
        });
        venue.Info.Answer("batchClearinghouseStates", request => "[" + string.Join(",", request.GetProperty("users").EnumerateArray().Select(_ => """{"assetPositions":[]}""")) + "]");
        venue.Info.Answer("clearinghouseState", """{"assetPositions":[]}""");
        await using var slots = new StreamSlots(venue.Client, new() { BatchSize = batchSize });
        var users = Enumerable.Range(0, count).Select(i => new EthereumAddress([.. new byte[16], .. BitConverter.GetBytes(i)])).ToArray();

        Task<TimeSpan>? pause = null;
        var seen = 0;
        await using var sweep = slots.PollAsync(users, TimeSpan.FromSeconds(1)).GetAsyncEnumerator();
        while (seen < count)
        {
            var next = sweep.MoveNextAsync().AsTask();
            while (!next.IsCompleted)
            {
                pause ??= time.TimerAsync(due => due < TimeSpan.FromMinutes(2));
                if (await Task.WhenAny(next, pause).Guarded() != pause) continue;
                var due = await pause;
                pause = null;
                time.Advance(due);
            }

            Assert.True(await next);
            Assert.Equal((users[seen], 0L), (sweep.Current.Address, sweep.Current.Sweep));
            seen++;
        }

        // A full bucket is there at the start, less what is kept for cancels.
        var budgets = new VenueBudgets();
        var expected = TimeSpan.FromMinutes((((double)count / batchSize * weight) - (budgets.WeightPerMinute - budgets.ReservedWeight)) / budgets.WeightPerMinute);
        Assert.InRange(time.GetUtcNow() - TestVenue.Start, expected - TimeSpan.FromSeconds(2), StreamSlots.EstimateSweep(count, batchSize) + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        using var venue = new TestVenue();
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamSlots(venue.Client, new() { Slots = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamSlots(venue.Client, new() { BatchSize = 0 }));
        Assert.Throws<ArgumentException>(() => new StreamSlots(venue.Client, new() { State = new() { Dexs = [] } }));
    }

    private static int NumberOf(string user) => Array.IndexOf(Users, EthereumAddress.Parse(user));

    private static async Task AcknowledgeAllAsync(AccountScene scene)
    {
        while (true)
        {
            var socket = await scene.Venue.NextSocketAsync();
            _ = Task.Run(async () =>
            {
                while (true) await socket.AcknowledgeAsync();
            });
        }
    }
}

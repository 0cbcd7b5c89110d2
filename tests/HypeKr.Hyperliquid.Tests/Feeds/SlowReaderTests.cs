using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What a reader finds who was away while messages came.</summary>
public sealed class SlowReaderTests
{
    private static readonly DateTimeOffset At = TestVenue.Start;

    [Fact]
    public async Task The_latest_replaces_the_rest_and_counts_it()
    {
        var receiver = Create(SlowReaderPolicy.Latest, 2);
        Deliver(receiver, 1, 2, 3, 4);

        var message = await ReadAsync(receiver);

        Assert.Equal((4, 3, true), (message.Values[0], message.Skipped, message.IsSnapshot));
        Deliver(receiver, 5);
        Assert.Equal((5, 0), (await ReadAsync(receiver)) is var next ? (next.Values[0], next.Skipped) : default);
    }

    [Fact]
    public async Task Between_latest_messages_a_gap_is_kept()
    {
        var receiver = Create(SlowReaderPolicy.Latest, 2);
        Deliver(receiver, 1);
        receiver.Report(new(FeedGapReason.Disconnected, At, null), At);
        receiver.Report(new(FeedGapReason.Disconnected, At, At.AddSeconds(5)), At.AddSeconds(5));
        Deliver(receiver, 2);
        receiver.Report(new(FeedGapReason.Unreadable, At.AddSeconds(5), At.AddSeconds(6)), At.AddSeconds(6));
        Deliver(receiver, 3);

        var (gap, value) = (await ReadAsync(receiver), await ReadAsync(receiver));

        Assert.Equal((FeedGapReason.Unreadable, At, At.AddSeconds(6)), (gap.Gap!.Reason, gap.Gap.Since, gap.Gap.Until));
        Assert.Equal((3, 2), (value.Values[0], value.Skipped));
    }

    [Fact]
    public async Task The_oldest_is_dropped_and_a_gap_with_the_number_stands_in_front()
    {
        var receiver = Create(SlowReaderPolicy.DropOldest, 2);
        Deliver(receiver, 1);
        await ReadAsync(receiver);
        Deliver(receiver, 2, 3, 4, 5);

        var gap = await ReadAsync(receiver);

        Assert.Equal((FeedGapReason.SlowReader, 2, true), (gap.Gap!.Reason, gap.Gap.Dropped, gap.Gap.IsOver));
        Assert.Equal(At, gap.Gap.Since);
        Assert.Equal("Gap: SlowReader (over), 2 dropped", gap.Gap.ToString());
        Assert.Equal(4, (await ReadAsync(receiver)).Values[0]);
        Assert.Equal(5, (await ReadAsync(receiver)).Values[0]);
    }

    [Fact]
    public async Task A_feed_that_fails_gives_what_came_in_time()
    {
        var receiver = Create(SlowReaderPolicy.Fail, 2);
        Deliver(receiver, 1, 2);

        Assert.False(receiver.Deliver(Bytes(3), At, FeedSemantics.Events, false));
        Assert.True(receiver.Deliver(Bytes(4), At, FeedSemantics.Events, false));
        Assert.Equal(1, (await ReadAsync(receiver)).Values[0]);
        Assert.Equal(2, (await ReadAsync(receiver)).Values[0]);
        var exception = await Assert.ThrowsAsync<FeedOverflowException>(() => ReadAsync(receiver));

        Assert.Contains("'numbers' was 2 messages behind", exception.Message);
    }

    [Fact]
    public async Task A_feed_that_failed_is_unsubscribed_and_stalls_nobody()
    {
        using var venue = new ScriptedVenue();
        var (slow, socket) = await venue.OpenFeedAsync("""{"type":"bbo","coin":"BTC"}""", new() { Capacity = 3 });
        var subscribing = venue.SubscribeAsync("""{"type":"bbo","coin":"ETH"}""");
        await socket.AcknowledgeAsync();
        await using var reader = (await subscribing.Guarded()).GetAsyncEnumerator();
        for (var i = 0; i < 4; i++) socket.Say(FormattableString.Invariant($$$"""{"channel":"bbo","data":{"coin":"BTC","time":{{{i}}}}}"""));
        socket.Say("""{"channel":"bbo","data":{"coin":"ETH","time":9}}""");

        Assert.Equal(9, (await reader.NextAsync()).Value.GetProperty("time").GetInt32());
        Assert.Equal("""{"method":"unsubscribe","subscription":{"type":"bbo","coin":"BTC"}}""", await socket.NextFrameAsync());
        await using var slowReader = slow.GetAsyncEnumerator();
        for (var i = 0; i < 3; i++) Assert.Equal(i, (await slowReader.NextAsync()).Value.GetProperty("time").GetInt32());
        await Assert.ThrowsAsync<FeedOverflowException>(() => slowReader.MoveNextAsync().AsTask().Guarded());
    }

    [Theory]
    [InlineData(SlowReaderPolicy.Latest)]
    [InlineData(SlowReaderPolicy.DropOldest)]
    [InlineData(SlowReaderPolicy.Fail)]
    public async Task Gaps_of_one_reason_are_one_with_their_number(SlowReaderPolicy policy)
    {
        var receiver = Create(policy, 3);
        Deliver(receiver, 1);
        for (var i = 1; i <= 5000; i++) Assert.True(receiver.Deliver("x"u8.ToArray(), At.AddSeconds(i), FeedSemantics.Whole, isFirst: false));
        receiver.Report(new(FeedGapReason.Disconnected, At, null), At.AddSeconds(5001));

        Assert.Equal(1, (await ReadAsync(receiver)).Values[0]);
        var gap = (await ReadAsync(receiver)).Gap!;
        Assert.Equal((FeedGapReason.Unreadable, 5000, true), (gap.Reason, gap.Count, gap.IsOver));
        Assert.Equal((At, At.AddSeconds(5000)), (gap.Since, gap.Until));
        Assert.Equal("Gap: Unreadable (over), 5000 times", gap.ToString());
        receiver.Report(new(FeedGapReason.Disconnected, At, At.AddSeconds(5002)), At.AddSeconds(5002));
        gap = (await ReadAsync(receiver)).Gap!;
        Assert.Equal((FeedGapReason.Disconnected, 1, true), (gap.Reason, gap.Count, gap.IsOver));
        Assert.Equal(0, await CountAsync(receiver));
    }

    [Theory]
    [InlineData(SlowReaderPolicy.Latest)]
    [InlineData(SlowReaderPolicy.DropOldest)]
    [InlineData(SlowReaderPolicy.Fail)]
    public async Task Gaps_of_every_kind_wait_no_more_than_the_capacity(SlowReaderPolicy policy)
    {
        var receiver = Create(policy, 3);
        Deliver(receiver, 1);
        for (var i = 1; i <= 5000; i++)
        {
            receiver.Report(new(FeedGapReason.Disconnected, At, At.AddSeconds(i)), At.AddSeconds(i));
            receiver.Report(new(FeedGapReason.Stale, At, At.AddSeconds(i)), At.AddSeconds(i));
            receiver.Report(new(FeedGapReason.Unreadable, At, At.AddSeconds(i)), At.AddSeconds(i));
        }

        Assert.InRange(await CountAsync(receiver), 2, 4);
    }

    [Fact]
    public async Task A_gap_that_lasts_is_not_over_because_another_is()
    {
        var receiver = Create(SlowReaderPolicy.Fail, 1);
        receiver.Report(new(FeedGapReason.Disconnected, At, null), At);
        receiver.Report(new(FeedGapReason.Unreadable, At, At.AddSeconds(1)), At.AddSeconds(1));
        var lasting = (await ReadAsync(receiver)).Gap!;
        receiver.Report(lasting, At);
        receiver.Report(new(FeedGapReason.Unreadable, At, At.AddSeconds(1)), At.AddSeconds(1));
        receiver.Report(new(FeedGapReason.Disconnected, At, At.AddSeconds(2)), At.AddSeconds(2));
        var over = (await ReadAsync(receiver)).Gap!;

        Assert.Equal((FeedGapReason.Disconnected, false, 2), (lasting.Reason, lasting.IsOver, lasting.Count));
        Assert.Equal((FeedGapReason.Disconnected, true), (over.Reason, over.IsOver));
    }

    [Fact]
    public async Task Whatever_a_decoder_throws_is_a_gap()
    {
        var receiver = new FeedReceiver<int>(_ => throw new KeyNotFoundException("Nothing like it."), SlowReaderPolicy.Fail, 3, null, "numbers");

        Assert.True(receiver.Deliver(Bytes(1), At, FeedSemantics.Events, isFirst: true));

        var gap = (await ReadAsync(receiver)).Gap!;
        Assert.Equal(FeedGapReason.Unreadable, gap.Reason);
        Assert.Contains("'numbers' cannot be read: Nothing like it.", gap.Detail);
    }

    /// <summary>Whatever comes in whatever order, nothing is lost without being counted.</summary>
    [Property(MaxTest = 200)]
    public Property Every_value_is_read_skipped_or_dropped()
    {
        var steps = Gen.Choose(0, 3).ListOf();
        return Prop.ForAll(steps.ToArbitrary(), steps =>
        {
            foreach (var policy in new[] { SlowReaderPolicy.Latest, SlowReaderPolicy.DropOldest })
            {
                var receiver = Create(policy, 3);
                var (sent, accounted, last) = (0, 0, 0);
                foreach (var step in steps)
                {
                    if (step == 0 && sent > accounted) Read();
                    else if (step == 1) receiver.Report(new(FeedGapReason.Disconnected, At, At), At);
                    else Deliver(receiver, ++sent);
                }

                while (sent > accounted) Read();

                void Read()
                {
                    var message = ReadAsync(receiver).GetAwaiter().GetResult();
                    accounted += message.Skipped + message.Values.Count + (message.Gap?.Dropped ?? 0);
                    foreach (var value in message.Values)
                    {
                        Assert.True(value > last);
                        last = value;
                        Assert.Equal(value, accounted);
                    }
                }
            }
        });
    }

    [Fact]
    public void An_item_says_what_it_is()
    {
        var value = new FeedItem<int>(5, isSnapshot: false, At, skipped: 2);
        var none = default(FeedItem<int>);

        Assert.Equal((FeedItemKind.Live, 5, 2, "Live: 5"), (value.Kind, value.Value, value.Skipped, value.ToString()));
        Assert.Equal(FeedItemKind.None, none.Kind);
        Assert.False(none.TryGetValue(out _));
        Assert.Throws<InvalidOperationException>(() => none.Value);
    }

    private static FeedReceiver<int> Create(SlowReaderPolicy policy, int capacity) =>
        new(data => new([int.Parse(Encoding.UTF8.GetString(data.Span), System.Globalization.CultureInfo.InvariantCulture)]), policy, capacity, null, "numbers");

    /// <summary>How many messages and gaps wait.</summary>
    private static async Task<int> CountAsync(FeedReceiver<int> receiver)
    {
        receiver.Complete(null);
        var count = 0;
        while (await receiver.ReadAsync(default) is not null) count++;
        return count;
    }

    private static byte[] Bytes(int value) => Encoding.UTF8.GetBytes(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static void Deliver(FeedReceiver receiver, params int[] values)
    {
        foreach (var value in values) Assert.True(receiver.Deliver(Bytes(value), At, FeedSemantics.Whole, isFirst: value == 1));
    }

    private static async Task<WaitingMessage<int>> ReadAsync(FeedReceiver<int> receiver) => Assert.IsType<WaitingMessage<int>>(await receiver.ReadAsync(default));
}

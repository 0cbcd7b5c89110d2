using HypeKr.Crypto;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Tests;

public sealed class NonceSourceTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    [Fact]
    public void Nonces_are_the_time_or_one_more_than_the_last()
    {
        var time = new FakeTimeProvider(Start);
        var nonces = NonceSource.For(Signer(1), time);
        Assert.Equal(1_700_000_000_000, nonces.Next());
        Assert.Equal(1_700_000_000_001, nonces.Next());
        Assert.Equal(1_700_000_000_002, nonces.Next());
        time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(1_700_000_000_010, nonces.Next());
    }

    [Fact]
    public void A_clock_that_goes_back_repeats_nothing()
    {
        var time = new FakeTimeProvider(Start) { AutoAdvanceAmount = TimeSpan.Zero };
        var nonces = NonceSource.For(Signer(2), time);
        var first = nonces.Next();
        time.AdjustTime(Start - TimeSpan.FromHours(1));
        Assert.Equal(first + 1, nonces.Next());
    }

    [Fact]
    public void Two_sources_for_one_signer_share_nothing_but_the_count()
    {
        var one = NonceSource.For(Signer(3), new FakeTimeProvider(Start));
        var other = NonceSource.For(Signer(3), new FakeTimeProvider(Start));
        Assert.Equal(1_700_000_000_000, one.Next());
        Assert.Equal(1_700_000_000_001, other.Next());
        Assert.Equal(1_700_000_000_002, one.Next());
        Assert.Equal(1_700_000_000_000, NonceSource.For(Signer(4), new FakeTimeProvider(Start)).Next());
    }

    [Fact]
    public void Under_contention_nonces_rise_and_none_is_shared()
    {
        const int threads = 8;
        const int each = 250_000;
        var time = new StoppedClock();
        var given = new long[threads][];
        using var gate = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            var nonces = NonceSource.For(Signer(5), time);
            var mine = new long[each];
            gate.SignalAndWait();
            for (var n = 0; n < each; n++) mine[n] = nonces.Next();
            given[i] = mine;
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();

        Assert.All(given, mine => Assert.DoesNotContain(true, mine.Zip(mine.Skip(1), (before, after) => after <= before)));

        // The clock stood still, so that the nonces are one run without holes.
        var all = given.SelectMany(g => g).Order();
        Assert.True(all.SequenceEqual(Enumerable.Range(0, threads * each).Select(n => 1_700_000_000_000L + n)));
    }

    /// <summary>A clock without a lock, so that the threads meet in the source and not before it.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Start;
    }

    private static EthereumAddress Signer(byte number) => new([.. Keccak256.Hash("hypekr test signer: nonces"u8).ToArray()[..19], number]);
}

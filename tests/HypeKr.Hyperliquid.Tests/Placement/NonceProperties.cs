namespace HypeKr.Hyperliquid.Tests;

public sealed class NonceProperties
{
    private const int Threads = 16;
    private const int Each = 62_500;

    [Fact]
    public void A_million_nonces_from_sixteen_threads_while_clocks_jump()
    {
        var time = new JumpingClock();
        var venue = new VenueClock(time);
        venue.Observe(time.Venue);
        var signer = TestVenue.AddressOf("a million nonces");
        var given = new long[Threads][];
        var latest = new long[Threads];
        using var gate = new Barrier(Threads);
        var workers = Enumerable.Range(0, Threads).Select(i => new Thread(() =>
        {
            var nonces = NonceSource.For(signer, time, venue);
            var mine = new long[Each];
            gate.SignalAndWait();
            for (var n = 0; n < Each; n++)
            {
                // The local clock is set three days ahead and back, and by half an hour, all the while; the venue is heard again now and then.
                if (n % 1000 == 0) time.Set(TimeSpan.FromMinutes(((n / 1000) % 5) switch { 0 => 0, 1 => 3 * 24 * 60, 2 => -3 * 24 * 60, 3 => 30, _ => -30 }));
                if (n % 5000 == 0) venue.Observe(time.Venue);
                time.Pass();
                mine[n] = nonces.Next();
                latest[i] = Math.Max(latest[i], mine[n] - time.Venue.ToUnixTimeMilliseconds());
            }

            given[i] = mine;
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();

        Assert.All(given, mine => Assert.DoesNotContain(true, mine.Zip(mine.Skip(1), (before, after) => after <= before)));
        Assert.Equal(Threads * Each, given.SelectMany(mine => mine).Distinct().Count());

        // A million in one moment are 1,000 seconds of nonces: far within the day that the venue takes.
        Assert.All(latest, ahead => Assert.InRange(ahead, long.MinValue, (long)TimeSpan.FromDays(1).TotalMilliseconds - 1));
        var first = time.Start.ToUnixTimeMilliseconds();
        Assert.All(given, mine => Assert.True(mine[0] >= first - 1));
    }

    [Fact]
    public void A_nonce_far_ahead_of_the_venue_is_refused_and_not_given()
    {
        var time = new JumpingClock();
        var signer = TestVenue.AddressOf("a poisoned signer");
        var alone = NonceSource.For(signer, time);
        time.Set(TimeSpan.FromDays(3));
        alone.Next();
        time.Set(TimeSpan.Zero);
        var venue = new VenueClock(time);
        venue.Observe(time.Venue);
        var error = Assert.Throws<InvalidActionException>(() => NonceSource.For(signer, time, venue).Next());
        Assert.Contains("72 hours ahead", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_venue_the_local_clock_counts_and_a_step_back_repeats_nothing()
    {
        var time = new JumpingClock();
        var nonces = NonceSource.For(TestVenue.AddressOf("a step back"), time, new VenueClock(time));
        var before = nonces.Next();
        time.Set(TimeSpan.FromHours(-2));
        Assert.Equal(before + 1, nonces.Next());
    }

    [Fact]
    public void A_mark_is_counted_on_from()
    {
        var time = new JumpingClock();
        var nonces = NonceSource.For(TestVenue.AddressOf("a mark"), time);
        nonces.Raise(time.Start.ToUnixTimeMilliseconds() + 60_000);
        Assert.Equal(time.Start.ToUnixTimeMilliseconds() + 60_001, nonces.Next());
        nonces.Raise(5);
        Assert.Equal(time.Start.ToUnixTimeMilliseconds() + 60_002, nonces.Next());
    }

    private sealed class JumpingClock : TimeProvider
    {
        private long _passed;
        private long _set;

        public DateTimeOffset Start { get; } = TestVenue.Start;

        public DateTimeOffset Venue => Start.AddTicks(Interlocked.Read(ref _passed));

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Set(TimeSpan by) => Interlocked.Exchange(ref _set, by.Ticks);

        public void Pass() => Interlocked.Add(ref _passed, 100);

        public override long GetTimestamp() => Interlocked.Read(ref _passed);

        public override DateTimeOffset GetUtcNow() => Start.AddTicks(Interlocked.Read(ref _passed) + Interlocked.Read(ref _set));
    }
}

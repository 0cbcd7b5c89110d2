namespace HypeKr.Crypto.Tests;

public sealed class RateLimitedSignerTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly Hash32 Digest = Keccak256.Hash("a digest"u8);

    [Fact]
    public async Task The_call_too_many_is_refused_at_once_with_the_time_to_wait()
    {
        var time = new ManualTime(default);
        var inner = new ScriptedSigner();
        var signer = RateLimitedSigner.Wrap(inner, 2, Window, time);
        await signer.SignDigestAsync(Digest);
        time.Advance(TimeSpan.FromSeconds(4));
        await signer.SignDigestAsync(Digest);

        var error = await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignDigestAsync(Digest));
        Assert.Equal(TimeSpan.FromSeconds(6), error.RetryAfter);
        Assert.Contains("00:00:06", error.Message, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(6) - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignDigestAsync(Digest));
        time.Advance(TimeSpan.FromTicks(1));
        await signer.SignDigestAsync(Digest);
        Assert.Equal(TimeSpan.FromSeconds(4), (await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignDigestAsync(Digest))).RetryAfter);
        Assert.Equal(3, inner.Calls.Count);
    }

    [Fact]
    public async Task No_window_wherever_it_begins_has_more_calls_than_the_limit()
    {
        const int limit = 5;
        var time = new ManualTime(default);
        var signer = RateLimitedSigner.Wrap(new ScriptedSigner(), limit, Window, time);
        var random = new Random(5);
        var passed = new List<DateTimeOffset>();
        for (var i = 0; i < 300; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 3000)));
            var now = time.GetUtcNow();
            var due = passed.Count(call => now - call < Window) < limit;
            try
            {
                await signer.SignDigestAsync(Digest);
                Assert.True(due);
                passed.Add(now);
            }
            catch (SigningRefusedException)
            {
                Assert.False(due);
            }
        }

        Assert.InRange(passed.Count, 100, 299);
    }

    [Fact]
    public async Task A_call_that_fails_counts_and_one_cancelled_before_it_began_does_not()
    {
        var inner = new ScriptedSigner { Answer = _ => throw new TimeoutException() };
        var signer = RateLimitedSigner.Wrap(inner, 1, Window, new ManualTime(default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await signer.SignDigestAsync(Digest, new CancellationToken(canceled: true)));
        await Assert.ThrowsAsync<TimeoutException>(async () => await signer.SignDigestAsync(Digest));
        await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignDigestAsync(Digest));
    }

    [Fact]
    public async Task Of_many_callers_at_once_as_many_pass_as_may()
    {
        var signer = RateLimitedSigner.Wrap((IDigestSigner)new PrivateKeySigner(TestKeys.Open("many")), 7, Window, new ManualTime(default));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            try
            {
                await signer.SignDigestAsync(Digest);
                return true;
            }
            catch (SigningRefusedException)
            {
                return false;
            }
        })));
        Assert.Equal(7, outcomes.Count(passed => passed));
    }

    [Fact]
    public void A_limit_that_limits_nothing_is_refused()
    {
        var inner = new ScriptedSigner();
        foreach (var limit in (int[])[0, -1, 100_001]) Assert.Throws<ArgumentOutOfRangeException>(() => RateLimitedSigner.Wrap(inner, limit, Window));
        foreach (var window in (TimeSpan[])[TimeSpan.Zero, -Window]) Assert.Throws<ArgumentOutOfRangeException>(() => RateLimitedSigner.Wrap(inner, 1, window));
    }
}

using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Delphi.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task A_model_that_is_capped_does_not_hold_up_the_others()
    {
        var definition = Panels.Small(8) with { Personas = [.. Panels.Small(8).Personas.Select((persona, i) => persona with { ModelRole = i < 4 ? "slow" : "fast" })] };
        var release = new TaskCompletionSource();
        var (slow, fast) = (0, 0);
        var allFast = new TaskCompletionSource();
        var clients = new Dictionary<string, IChatClient>
        {
            ["slow"] = new TalkingClient(async (_, _) =>
            {
                Interlocked.Increment(ref slow);
                await release.Task;
                return TalkingClient.Say(ScriptedClient.Final(0.4));
            }),
            ["fast"] = new TalkingClient((_, _) =>
            {
                if (Interlocked.Increment(ref fast) == 4) allFast.SetResult();
                return Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4)));
            }),
        };
        using var limit = new ModelLimit(maxConcurrency: 1);
        var run = new DelphiPanel(definition, clients).RunAsync(Panels.Question, new DelphiOptions { MaxConcurrency = 2, Limits = new Dictionary<string, ModelLimit> { ["slow"] = limit } });
        await allFast.Task;
        Assert.Equal(1, Volatile.Read(ref slow));
        release.SetResult();
        Assert.Equal(8, (await run).Calls);
        Assert.Equal((1, 0), (limit.PeakInFlight, limit.InFlight));
    }

    [Fact]
    public async Task One_429_makes_everybody_wait_and_the_call_is_made_anew()
    {
        var clock = new FakeTimeProvider();
        var refused = 0;
        var calls = new List<(string Persona, DateTimeOffset At)>();
        var client = new TalkingClient(async (turn, _) =>
        {
            lock (calls) calls.Add((turn.Call.Persona, clock.GetUtcNow()));
            await Task.Yield(); // the others queue for the slot meanwhile
            if (turn.Call.Persona == "p0" && Interlocked.Increment(ref refused) == 1) throw new HttpRequestException("slow down", null, HttpStatusCode.TooManyRequests);
            return TalkingClient.Say(ScriptedClient.Final(0.4));
        });
        var start = clock.GetUtcNow();
        var run = new DelphiPanel(Panels.Small(4), client).RunAsync(Panels.Question, new DelphiOptions { MaxConcurrency = 1, TimeProvider = clock, CallTimeout = Timeout.InfiniteTimeSpan });
        for (var i = 0; i < 100 && !run.IsCompleted; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        while (!run.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var result = await run;
        Assert.Equal(4, result.Calls); // what was refused was no call
        Assert.Empty(result.Failures);
        Assert.Equal(5, calls.Count);
        Assert.Equal("p0", calls[0].Persona);
        Assert.All(calls.Skip(1), call => Assert.True(call.At - start >= TimeSpan.FromSeconds(10), FormattableString.Invariant($"{call.Persona} at {(call.At - start).TotalSeconds} s")));
    }

    [Fact]
    public async Task A_model_that_always_says_wait_is_believed_so_often_and_no_more()
    {
        var client = new TalkingClient((turn, _) => turn.Call.Persona == "p0" ? throw new TimeoutException("wait") : Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4))));
        var options = new DelphiOptions { Throttle = e => e is TimeoutException ? TimeSpan.Zero : null, MaxThrottleWaits = 3 };
        var result = await new DelphiPanel(Panels.Small(4), client).RunAsync(Panels.Question, options);
        Assert.Equal(4, client.Turns.Count(turn => turn.Call.Persona == "p0"));
        Assert.Equal(SampleFailure.TimedOut, result.Rounds[0].Panelists[0].Samples[0].Failure);
    }

    [Fact]
    public void Only_what_says_so_is_a_wait()
    {
        Assert.NotNull(DelphiOptions.DefaultThrottle(new InvalidOperationException("x", new HttpRequestException("x", null, HttpStatusCode.TooManyRequests))));
        Assert.NotNull(DelphiOptions.DefaultThrottle(new HttpRequestException("x", null, HttpStatusCode.ServiceUnavailable)));
        Assert.Null(DelphiOptions.DefaultThrottle(new HttpRequestException("x", null, HttpStatusCode.InternalServerError)));
        Assert.Null(DelphiOptions.DefaultThrottle(new TimeoutException()));
    }

    [Fact]
    public async Task A_round_that_runs_out_of_time_counts_what_there_is()
    {
        var clock = new FakeTimeProvider();
        var answered = new TaskCompletionSource();
        var count = 0;
        var client = new TalkingClient(async (turn, _) =>
        {
            // The last is asked when the others have answered.
            if (Interlocked.Increment(ref count) == 4) answered.SetResult();
            if (turn.Call.Persona == "p3") await Task.Delay(Timeout.Infinite, CancellationToken.None); // deaf to cancellation
            return TalkingClient.Say(ScriptedClient.Final(0.4));
        });
        var run = new DelphiPanel(Panels.Small(4), client).RunAsync(Panels.Question, new DelphiOptions { RoundTimeout = TimeSpan.FromSeconds(30), CallTimeout = TimeSpan.FromMinutes(5), TimeProvider = clock });
        await answered.Task;
        clock.Advance(TimeSpan.FromSeconds(31));
        var result = await run;
        var late = result.Rounds[0].Panelists[3].Samples[0];
        Assert.Equal((SampleFailure.Late, "RoundTimeout", 1), (late.Failure, late.Error, late.Calls));
        Assert.Equal(3, result.Estimate!.Panelists);
    }

    [Fact]
    public async Task A_rate_limiter_is_asked_before_every_call()
    {
        await using var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 2, QueueLimit = 100 });
        using var limit = new ModelLimit(rateLimiter: limiter);
        var result = await new DelphiPanel(Panels.Small(6), new TalkingClient(_ => ScriptedClient.Final(0.4))).RunAsync(
            Panels.Question, new DelphiOptions { Limits = new Dictionary<string, ModelLimit> { [ModelRoles.Small] = limit } });
        Assert.Equal(6, result.Calls);
        Assert.Equal(6, limiter.GetStatistics()!.TotalSuccessfulLeases);
    }

    [Fact]
    public async Task A_permit_is_held_until_its_call_has_ended()
    {
        await using var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 2, QueueLimit = 100 });
        using var limit = new ModelLimit(rateLimiter: limiter);
        var (now, peak) = (0, 0);
        var client = new TalkingClient(async (_, _) =>
        {
            var inFlight = Interlocked.Increment(ref now);
            lock (limit) peak = Math.Max(peak, inFlight);
            for (var i = 0; i < 5; i++) await Task.Yield();
            Interlocked.Decrement(ref now);
            return TalkingClient.Say(ScriptedClient.Final(0.4));
        });
        await new DelphiPanel(Panels.Small(12), client).RunAsync(Panels.Question, new DelphiOptions { Limits = new Dictionary<string, ModelLimit> { [ModelRoles.Small] = limit } });
        Assert.InRange(peak, 1, 2);
        Assert.InRange(limit.PeakInFlight, 1, 2);
    }

    [Fact]
    public async Task A_run_of_one_slot_leaves_the_models_other_slots_to_other_runs()
    {
        using var limit = new ModelLimit(maxConcurrency: 4);
        var limits = new Dictionary<string, ModelLimit> { [ModelRoles.Small] = limit };
        var (release, entered) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new DelphiPanel(Panels.Small(8), new TalkingClient(async (_, _) =>
        {
            entered.TrySetResult();
            await release.Task;
            return TalkingClient.Say(ScriptedClient.Final(0.4));
        })).RunAsync(Panels.Question, new DelphiOptions { MaxConcurrency = 1, Limits = limits });
        await entered.Task;
        var quick = await new DelphiPanel(Panels.Small(8), new TalkingClient(_ => ScriptedClient.Final(0.4))).RunAsync(Panels.Question, new DelphiOptions { Limits = limits });
        Assert.Equal(8, quick.Calls);
        release.SetResult();
        Assert.Equal(8, (await slow).Calls);
    }

    [Fact]
    public async Task A_wait_longer_than_allowed_is_a_failure_and_not_a_hang()
    {
        var client = new TalkingClient((turn, _) => turn.Call.Persona == "p0" ? throw new TimeoutException("tomorrow") : Task.FromResult(TalkingClient.Say(ScriptedClient.Final(0.4))));
        var result = await new DelphiPanel(Panels.Small(4), client).RunAsync(Panels.Question, new DelphiOptions { Throttle = e => e is TimeoutException ? TimeSpan.FromDays(1) : null });
        Assert.Equal(SampleFailure.TimedOut, result.Rounds[0].Panelists[0].Samples[0].Failure);
    }

    [Fact]
    public async Task A_limiter_that_does_not_queue_fails_the_call_by_name()
    {
        await using var limiter = new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions { PermitLimit = 3, QueueLimit = 0, Window = TimeSpan.FromHours(1), AutoReplenishment = false });
        using var limit = new ModelLimit(rateLimiter: limiter);
        var result = await new DelphiPanel(Panels.Small(4), new TalkingClient(_ => ScriptedClient.Final(0.4))).RunAsync(
            Panels.Question, new DelphiOptions { MaxConcurrency = 1, Limits = new Dictionary<string, ModelLimit> { [ModelRoles.Small] = limit } });
        var refused = Assert.Single(result.Rounds[0].Panelists, panelist => !panelist.HasAnswer).Samples[0];
        Assert.Equal((SampleFailure.Faulted, nameof(RateLimitRefusedException), 0), (refused.Failure, refused.Error, refused.Calls));
    }

    [Fact]
    public async Task Peak_concurrency_never_passes_the_cap()
    {
        var (now, peak) = (0, 0);
        var client = new TalkingClient(async (_, _) =>
        {
            var inFlight = Interlocked.Increment(ref now);
            lock (typeof(LimitTests)) peak = Math.Max(peak, inFlight);
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return TalkingClient.Say(ScriptedClient.Final(0.4));
        });
        await new DelphiPanel(Panels.Small(20, samples: 5), client).RunAsync(Panels.Question, new DelphiOptions { MaxConcurrency = 7 });
        Assert.InRange(peak, 1, 7);
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HypeKr.Hyperliquid.Tests;

public sealed class HealthCheckTests
{
    private static readonly HealthCheckContext Context = new() { Registration = new HealthCheckRegistration("check", _ => throw new NotSupportedException(), HealthStatus.Unhealthy, null) };

    [Fact]
    public async Task Feeds_are_healthy_until_one_is_interrupted_and_unhealthy_when_it_stays_so()
    {
        using var venue = new ScriptedVenue();
        var check = new FeedsHealthCheck(venue.Client, TimeSpan.FromSeconds(30));
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(Context)).Status);
        var (feed, socket) = await venue.OpenFeedAsync("""{"type":"allMids"}""");
        await using var reader = feed.GetAsyncEnumerator();
        var well = await check.CheckHealthAsync(Context);
        venue.BeforeOpen = (_, _) => throw new InvalidOperationException();
        socket.Break();
        await reader.NextAsync();
        var degraded = await check.CheckHealthAsync(Context);
        venue.Time.Advance(TimeSpan.FromSeconds(31));
        var ill = await check.CheckHealthAsync(Context);

        Assert.Equal((HealthStatus.Healthy, 1), (well.Status, well.Data["subscriptions"]));
        Assert.Equal((HealthStatus.Degraded, "1 of 1 subscriptions are being made anew: allMids."), (degraded.Status, degraded.Description));
        Assert.Equal((HealthStatus.Unhealthy, "1 of 1 subscriptions are interrupted, the longest for 31 s: allMids."), (ill.Status, ill.Description));
        Assert.Equal("00:00:31", ill.Data["longestInterruption"]);
    }

    [Fact]
    public async Task The_limiter_is_degraded_while_requests_wait_and_unhealthy_while_cancels_do()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(new() { WeightPerMinute = 100, ReservedWeight = 10 }, o.TimeProvider));
        using var unlimited = new TestVenue();
        var (check, limits) = (new LimiterHealthCheck(venue.Client), venue.Client.Limits);
        Assert.Equal(HealthStatus.Healthy, (await new LimiterHealthCheck(unlimited.Client).CheckHealthAsync(Context)).Status);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(Context)).Status);
        await limits.AcquireWeightAsync(new(90), default);
        Assert.Equal("10 of weight is left, which is kept for cancels.", (await check.CheckHealthAsync(Context)).Description);
        var read = limits.AcquireWeightAsync(new(20), default);
        Assert.Equal((HealthStatus.Degraded, "1 requests wait."), await ResultAsync(check));
        await limits.AcquireWeightAsync(new(10, Urgent: true), default);
        var cancel = limits.AcquireWeightAsync(new(1, Urgent: true), default);
        Assert.Equal((HealthStatus.Unhealthy, "1 cancels or look-ups wait, and 1 other requests."), await ResultAsync(check));
        venue.Time.Advance(TimeSpan.FromMinutes(1));
        await cancel;
        await read;
        limits.BackOff(null);
        var backedOff = await check.CheckHealthAsync(Context);

        Assert.Equal(HealthStatus.Degraded, backedOff.Status);
        Assert.True(backedOff.Data.ContainsKey("backedOffUntil"));
    }

    [Fact]
    public async Task A_failure_is_what_the_registration_says()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(new() { WeightPerMinute = 100, ReservedWeight = 10 }, o.TimeProvider));
        await venue.Client.Limits.AcquireWeightAsync(new(100, Urgent: true), default);
        var waiting = venue.Client.Limits.AcquireWeightAsync(new(1, Urgent: true), default);
        var context = new HealthCheckContext { Registration = new("check", _ => throw new NotSupportedException(), HealthStatus.Degraded, null) };

        Assert.Equal(HealthStatus.Degraded, (await new LimiterHealthCheck(venue.Client).CheckHealthAsync(context)).Status);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task The_signer_is_asked_for_once_in_a_while_and_remembered()
    {
        using var venue = new TestVenue();
        var validUntil = TestVenue.Start.AddDays(10);
        Answer(venue, validUntil);
        using var check = new SignerHealthCheck(venue.Account);

        var first = await check.CheckHealthAsync(Context);
        await check.CheckHealthAsync(Context);
        Assert.Equal((HealthStatus.Healthy, "The signer may act for the account."), (first.Status, first.Description));
        Assert.Equal(2, venue.Info.Count("userRole"));
        Assert.Equal((venue.Signer.Address.Fingerprint, "Agent"), (first.Data["signer"], first.Data["standing"]));

        venue.Time.Advance(TimeSpan.FromDays(4));
        Assert.Equal((HealthStatus.Degraded, "The agent's approval lapses in 144 hours."), await ResultAsync(check));
        venue.Info.Answer("userRole", _ => throw new HttpRequestException());
        venue.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal((HealthStatus.Degraded, "The venue cannot be asked about the signer; it was good before."), await ResultAsync(check));
        venue.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal((HealthStatus.Unhealthy, "The agent's approval has lapsed."), await ResultAsync(check));
    }

    [Fact]
    public async Task A_signer_that_may_not_act_or_cannot_be_asked_for_is_unhealthy()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("userRole", _ => throw new HttpRequestException());
        using var check = new SignerHealthCheck(venue.Account);
        var unreachable = await check.CheckHealthAsync(Context);
        venue.Info.Answer("userRole", """{"role":"user"}""");
        venue.Info.Answer("extraAgents", "[]");

        Assert.Equal((HealthStatus.Unhealthy, "The venue cannot be asked about the signer."), (unreachable.Status, unreachable.Description));
        Assert.IsType<TransportException>(unreachable.Exception);
        Assert.Equal((HealthStatus.Unhealthy, "The signer may not act for the account: NotAuthorized."), await ResultAsync(check));
    }

    private static async Task<(HealthStatus, string?)> ResultAsync(IHealthCheck check)
    {
        var result = await check.CheckHealthAsync(Context);
        return (result.Status, result.Description);
    }

    private static void Answer(TestVenue venue, DateTimeOffset validUntil)
    {
        venue.Info.Answer("userRole", request => request.GetProperty("user").GetString() == venue.Signer.Address.ToLowerHex()
            ? $$$"""{"role":"agent","data":{"user":"{{{TestVenue.UserAddress.ToLowerHex()}}}"}}"""
            : """{"role":"user"}""");
        venue.Info.Answer("extraAgents", FormattableString.Invariant($$"""[{"address":"{{venue.Signer.Address.ToLowerHex()}}","name":"bot","validUntil":{{validUntil.ToUnixTimeMilliseconds()}}}]"""));
    }
}

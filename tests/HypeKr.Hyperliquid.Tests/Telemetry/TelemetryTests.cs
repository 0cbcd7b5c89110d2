using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What is measured is what happened. Names of wire types tell the tests apart, which share one meter.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, string> Tags)> _measured = new();
    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _listener;

    public TelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == HyperliquidTelemetry.MeterName) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.Start();
        _listener = new()
        {
            ShouldListenTo = source => source.Name == HyperliquidTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _activities.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task A_read_is_timed_by_the_clock_of_the_options_and_traced()
    {
        using var venue = new TestVenue();
        venue.Info.Reply("telemetryRead", (_, _) =>
        {
            venue.Time.Advance(TimeSpan.FromSeconds(2.5));
            return Task.FromResult(InfoStub.Json("1"));
        });

        await Raw(venue, """{"type":"telemetryRead"}""");

        var (value, tags) = Single("request.duration", "telemetryRead");
        Assert.Equal(2.5, value);
        Assert.Equal("info http ok", $"{tags["kind"]} {tags["transport"]} {tags["outcome"]}");
        var activity = Assert.Single(_activities, a => a.DisplayName == "info telemetryRead");
        Assert.Equal((ActivityKind.Client, ActivityStatusCode.Unset, 200), (activity.Kind, activity.Status, activity.GetTagItem("http.response.status_code")));
    }

    [Fact]
    public async Task A_failure_is_told_by_its_kind_and_never_by_its_words()
    {
        using var venue = new TestVenue();
        venue.Info.Reply("telemetryRefused", (_, _) => Task.FromResult(InfoStub.Json("secret", System.Net.HttpStatusCode.BadGateway)));
        venue.Info.Reply("telemetryFailed", (_, _) => throw new HttpRequestException("secret"));
        await Assert.ThrowsAsync<TransportException>(() => Raw(venue, """{"type":"telemetryRefused"}"""));
        await Assert.ThrowsAsync<TransportException>(() => Raw(venue, """{"type":"telemetryFailed"}"""));

        Assert.Equal("refused", Single("request.duration", "telemetryRefused").Tags["outcome"]);
        Assert.Equal("failed", Single("request.duration", "telemetryFailed").Tags["outcome"]);
        var failed = Assert.Single(_activities, a => a.DisplayName == "info telemetryRefused");
        Assert.Equal((ActivityStatusCode.Error, null), (failed.Status, failed.StatusDescription));
    }

    [Fact]
    public async Task A_type_that_is_no_word_is_kept_back()
    {
        using var venue = new TestVenue();
        var secret = "0x" + new string('c', 40);
        venue.Info.Answer(secret, "1");
        venue.Info.Answer("a b", "1");

        await Raw(venue, $$"""{"type":"{{secret}}"}""");
        await Raw(venue, """{"type":"a b"}""");

        Assert.DoesNotContain(_measured, m => m.Tags.Values.Any(value => value.Contains("cccc", StringComparison.Ordinal) || value.Contains(' ')));
        Assert.DoesNotContain(_activities, a => a.DisplayName.Contains("cccc", StringComparison.Ordinal));
        Assert.Equal(("other", "allMids", "a_1"), (Telemetry.Word("0xabc"), Telemetry.Word("allMids"), Telemetry.Word("a_1")));
    }

    [Fact]
    public async Task Who_waits_for_a_limit_is_timed_and_who_does_not_is_not()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(new() { WeightPerMinute = 21, ReservedWeight = 0 }, o.TimeProvider));
        venue.Info.Answer("telemetryLimited", "1");
        await Raw(venue, """{"type":"telemetryLimited"}""");
        var before = _measured.Count(m => m is { Instrument: "limiter.wait.duration", Value: 60 } && m.Tags["budget"] == "weight");
        var waiting = Raw(venue, """{"type":"telemetryLimited"}""");
        venue.Time.Advance(TimeSpan.FromMinutes(1));
        await waiting;

        Assert.Equal(before + 1, _measured.Count(m => m is { Instrument: "limiter.wait.duration", Value: 60 } && m.Tags is { Count: 2 } tags && tags["budget"] == "weight" && tags["urgent"] == "false"));
        Assert.Equal(2, _measured.Count(m => m.Instrument == "request.duration" && m.Tags["type"] == "telemetryLimited"));
    }

    [Fact]
    public async Task A_subscription_is_timed_to_its_acknowledgement_and_its_gaps_are_counted()
    {
        using var venue = new ScriptedVenue();
        var subscribing = venue.SubscribeAsync("""{"type":"telemetryFeed"}""");
        var socket = await venue.NextSocketAsync();
        var frame = await socket.NextFrameAsync();
        venue.Time.Advance(TimeSpan.FromSeconds(0.75));
        socket.Acknowledge(frame);
        await using var feed = await subscribing.Guarded();
        await using var reader = feed.GetAsyncEnumerator();
        socket.Say("no json");
        Assert.Equal(FeedGapReason.Unreadable, (await reader.NextAsync()).Gap!.Reason);
        socket.Break();
        Assert.Equal(FeedGapReason.Disconnected, (await reader.NextAsync()).Gap!.Reason);

        Assert.Equal(0.75, Single("subscription.ack.duration", "telemetryFeed").Value);
        Assert.Equal(["unreadable", "disconnected"], Measured("feed.gaps", "telemetryFeed").Select(m => m.Tags["reason"]));
        Assert.Equal([1.0], Measured("subscriptions", "telemetryFeed").Select(m => m.Value));
        await reader.DisposeAsync();
        Assert.Equal([1.0, -1.0], Measured("subscriptions", "telemetryFeed").Select(m => m.Value));
        Assert.Single(_activities, a => a.DisplayName == "subscribe telemetryFeed");
    }

    [Fact]
    public async Task Fills_are_counted_once_a_subscription_and_without_the_snapshot()
    {
        const string User = "0x00000000000000000000000000000000000000fe";
        const string Fills = $$"""{"type":"userFills","user":"{{User}}"}""";
        using var venue = new ScriptedVenue();
        var before = Count("fills");
        var (first, socket) = await venue.OpenFeedAsync(Fills);
        await using var second = await venue.SubscribeAsync(Fills).Guarded();
        await using var reader = first.GetAsyncEnumerator();
        socket.Say($$"""{"channel":"userFills","data":{"isSnapshot":true,"user":"{{User}}","fills":[{},{},{}]} }""");
        socket.Say($$"""{"channel":"userFills","data":{"user":"{{User}}","fills":[{"coin":"BTC"},{"coin":"ETH"}]} }""");
        await reader.NextAsync();
        await reader.NextAsync();

        // Others may count theirs meanwhile, but only whole numbers of their own.
        Assert.True(Count("fills") - before >= 2);
        Assert.Contains(_measured, m => m is { Instrument: "fills", Value: 2 });
        Assert.DoesNotContain(_measured, m => m is { Instrument: "fills", Value: 3 });
    }

    [Fact]
    public async Task The_lag_of_a_feed_is_the_age_of_its_message_when_it_arrives()
    {
        using var venue = new ScriptedVenue();
        var (feed, socket) = await venue.OpenFeedAsync("""{"type":"bbo","coin":"TELEMETRY"}""");
        await using var reader = feed.GetAsyncEnumerator();
        var time = venue.Time.GetUtcNow().ToUnixTimeMilliseconds() - 137;
        for (var i = 0; i < 2; i++) socket.Say(FormattableString.Invariant($$$"""{"channel":"bbo","data":{"coin":"TELEMETRY","time":{{{time}}},"bbo":[null,null]}}"""));
        await reader.NextAsync();
        await reader.NextAsync();

        // The first is a snapshot, whose age says nothing about the way.
        Assert.Single(_measured, m => m.Instrument == "feed.lag" && m.Tags["type"] == "bbo" && Math.Abs(m.Value - 0.137) < 1e-9);
    }

    private static Task<System.Text.Json.JsonElement> Raw(TestVenue venue, string json) => venue.Client.Raw.InfoAsync(Encoding.UTF8.GetBytes(json));

    private double Count(string instrument) => _measured.Where(m => m.Instrument == instrument).Sum(m => m.Value);

    private IEnumerable<(double Value, Dictionary<string, string> Tags)> Measured(string instrument, string type) =>
        _measured.Where(m => m.Instrument == instrument && m.Tags.GetValueOrDefault("type") == type).Select(m => (m.Value, m.Tags));

    private (double Value, Dictionary<string, string> Tags) Single(string instrument, string type) => Assert.Single(Measured(instrument, type));

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags) map.Add(tag.Key, tag.Value!.ToString()!);
        _measured.Enqueue((instrument.Name["hypekr.hyperliquid.".Length..], value, map));
    }
}

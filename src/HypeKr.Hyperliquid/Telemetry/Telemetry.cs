using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>Every instrument of the package. Tags are words of a fixed set and names of wire types, never texts of the venue.</summary>
internal static class Telemetry
{
    private const string Prefix = "hypekr.hyperliquid.";

    private static readonly SearchValues<char> WordCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    private static readonly string? Version = typeof(Telemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly InstrumentAdvice<double> Latencies = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };
    private static readonly InstrumentAdvice<double> Waits = new() { HistogramBucketBoundaries = [0.001, 0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300] };

    public static ActivitySource Activities { get; } = new(HyperliquidTelemetry.ActivitySourceName, Version);

    public static Meter Meter { get; } = new(HyperliquidTelemetry.MeterName, Version);

    public static Histogram<double> RequestDuration { get; } = Meter.CreateHistogram(
        Prefix + "request.duration", "s", "From the first byte of a read or action to its answer, without the waits for the venue's limits. For an action, how long the venue took to acknowledge it.", null, Latencies);

    public static Histogram<double> AckDuration { get; } = Meter.CreateHistogram(
        Prefix + "subscription.ack.duration", "s", "From the request for a subscription to the venue's acknowledgement.", null, Latencies);

    public static Histogram<double> LimiterWait { get; } = Meter.CreateHistogram(Prefix + "limiter.wait.duration", "s", "How long a caller waited for one of the venue's limits. Who did not wait is not counted.", null, Waits);

    public static Counter<long> BackOffs { get; } = Meter.CreateCounter<long>(Prefix + "limiter.backoffs", "{refusal}", "Answers that say that too much was sent.");

    public static Counter<long> Fates { get; } = Meter.CreateCounter<long>(Prefix + "placement.fates", "{action}", "Placements by a journal whose fate became known.");

    public static Counter<long> Unknowns { get; } = Meter.CreateCounter<long>(Prefix + "placement.unknown", "{action}", "Placements by a journal whose caller's deadline came before their fate.");

    public static Histogram<double> Doubt { get; } = Meter.CreateHistogram(Prefix + "placement.doubt.duration", "s", "How long placements were in doubt that became known.", null, Waits);

    public static Counter<long> Fills { get; } = Meter.CreateCounter<long>(Prefix + "fills", "{fill}", "Fills heard live on subscriptions to fills.");

    public static Histogram<double> FeedLag { get; } = Meter.CreateHistogram(Prefix + "feed.lag", "s", "From the venue's own time in a live message to its arrival by this machine's clock.", null, Latencies);

    public static Counter<long> Gaps { get; } = Meter.CreateCounter<long>(Prefix + "feed.gaps", "{gap}", "Gaps of subscriptions and feeds.");

    public static Counter<long> Dropped { get; } = Meter.CreateCounter<long>(Prefix + "feed.dropped", "{value}", "Values that a slow reader lost.");

    public static Counter<long> Reconnects { get; } = Meter.CreateCounter<long>(Prefix + "socket.reconnects", "{socket}", "Sockets that were lost and opened anew.");

    public static UpDownCounter<long> Sockets { get; } = Meter.CreateUpDownCounter<long>(Prefix + "sockets", "{socket}", "Sockets that are open.");

    public static UpDownCounter<long> Subscriptions { get; } = Meter.CreateUpDownCounter<long>(Prefix + "subscriptions", "{subscription}", "Subscriptions that are held.");

    public static Counter<long> Fallbacks { get; } = Meter.CreateCounter<long>(Prefix + "post.fallbacks", "{request}", "Requests that were meant for a socket and went over HTTP.");

    /// <summary>A wire name as a tag or in a log: what is not a plain word came from outside and is kept back.</summary>
    public static string Word(string name) =>
        name.Length is > 0 and <= 48 && name.AsSpan().IndexOfAnyExcept(WordCharacters) < 0 && !name.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? name : "other";

    /// <summary>Counts what a subscription heard: once, however many feeds share it.</summary>
    public static void Heard(SubscriptionRequest request, ReadOnlySpan<byte> data, DateTimeOffset now, bool isFirst)
    {
        switch (request.Type)
        {
            case "userFills" when Fills.Enabled:
                if (CountLiveFills(data) is > 0 and var count) Fills.Add(count);
                break;
            case "trades" or "l2Book" or "bbo" when FeedLag.Enabled && !isFirst:
                if (ReadTime(data) is { } time) FeedLag.Record((now - time).TotalSeconds, new KeyValuePair<string, object?>("type", request.Type));
                break;
        }
    }

    public static void Gap(string type, FeedGapReason reason)
    {
        if (Gaps.Enabled) Gaps.Add(1, new("type", Word(type)), new("reason", Name(reason)));
    }

    /// <summary>Counts a placement that became a fact.</summary>
    /// <param name="type">The action's wire name.</param>
    /// <param name="fate">What became of its first item.</param>
    /// <param name="inDoubt">How long evidence was looked for; null where the venue's reply said it.</param>
    public static void Fate(string type, PlacementFate fate, TimeSpan? inDoubt)
    {
        type = Word(type);
        if (Fates.Enabled) Fates.Add(1, new("type", type), new("fate", Name(fate)), new("by", inDoubt is null ? "reply" : "evidence"));
        if (inDoubt is { } duration && Doubt.Enabled) Doubt.Record(duration.TotalSeconds, new("type", type), new("fate", Name(fate)));
    }

    public static string Name(PlacementFate fate) => fate switch
    {
        PlacementFate.NotSent => "not_sent",
        PlacementFate.NotPlaced => "not_placed",
        PlacementFate.Rejected => "rejected",
        PlacementFate.Resting => "resting",
        PlacementFate.PartlyFilled => "partly_filled",
        PlacementFate.Filled => "filled",
        PlacementFate.WaitingForFill => "waiting_for_fill",
        PlacementFate.WaitingForTrigger => "waiting_for_trigger",
        PlacementFate.Accepted => "accepted",
        PlacementFate.Canceled => "canceled",
        PlacementFate.PartlyFilledThenCanceled => "partly_filled_then_canceled",
        PlacementFate.Undecided => "undecided",
        _ => "other",
    };

    public static string Name(FeedGapReason reason) => reason switch
    {
        FeedGapReason.Disconnected => "disconnected",
        FeedGapReason.Stale => "stale",
        FeedGapReason.SlowReader => "slow_reader",
        FeedGapReason.Unreadable => "unreadable",
        FeedGapReason.NoSnapshot => "no_snapshot",
        _ => "other",
    };

    /// <summary>The first member <c>time</c>, in Unix milliseconds; null where there is none that can be read.</summary>
    private static DateTimeOffset? ReadTime(ReadOnlySpan<byte> data)
    {
        var start = data.IndexOf("\"time\":"u8);
        if (start < 0) return null;
        var text = data[(start + 7)..].TrimStart((byte)' ');
        return Utf8Parser.TryParse(text, out long milliseconds, out _) && milliseconds is > 0 and < 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    private static int CountLiveFills(ReadOnlySpan<byte> data)
    {
        try
        {
            var (count, isSnapshot) = (0, false);
            var reader = new Utf8JsonReader(data);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isFills, isFlag) = (reader.ValueTextEquals("fills"u8), reader.ValueTextEquals("isSnapshot"u8));
                reader.Read();
                if (isFlag) isSnapshot = reader.TokenType == JsonTokenType.True;
                if (!isFills || reader.TokenType != JsonTokenType.StartArray)
                {
                    reader.Skip();
                    continue;
                }

                for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++) reader.Skip();
            }

            return isSnapshot ? 0 : count;
        }
        catch (JsonException)
        {
            // The feed itself reports it.
            return 0;
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using HypeKr.Crypto;
using HypeKr.Crypto.Testing;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>All that the package logged, traced and measured while the tests of this assembly ran, and the keys that they signed with.</summary>
internal static class SuiteTraffic
{
    private static readonly ConcurrentDictionary<string, byte> Seen = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(Instrument Instrument, string Key, object Value), byte> Tags = new();
    private static readonly ConcurrentDictionary<string, byte[]> Keys = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, byte> Names = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Instrument, byte> Published = new();
    private static long _count;

    /// <summary>Takes every message of every level.</summary>
    public static ILoggerFactory Logs { get; } = new Recorder();

    /// <summary>How many log lines, activities and measurements there were.</summary>
    public static long Count => Volatile.Read(ref _count);

    /// <summary>The different lines.</summary>
    public static IReadOnlyList<string> Lines => [.. Seen.Keys, .. Tags.Keys.Select(tag => $"{tag.Instrument.Name} {tag.Key}={tag.Value}")];

    public static IReadOnlyCollection<Instrument> Instruments => [.. Published.Keys];

    /// <summary>Every tag that an instrument was seen with.</summary>
    public static IEnumerable<(string Instrument, string Tag, string Value)> InstrumentTags => Tags.Keys.Select(tag => (tag.Instrument.Name, tag.Key, tag.Value.ToString()!));

    /// <summary>The names of activities, without the wire type in them, and their tags.</summary>
    public static IEnumerable<string> ActivityTags => Names.Keys;

    public static void Plant(string label, ReadOnlySpan<byte> key) => Keys.TryAdd(label, key.ToArray());

    /// <summary>A scanner that knows every key which a test of this assembly signed with, and its address.</summary>
    public static LeakScanner CreateScanner()
    {
        var scanner = new LeakScanner();
        foreach (var (label, key) in Keys)
        {
            scanner.Plant(label, key);
            using var signer = new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(key));
            scanner.Plant(signer.Address);
        }

        return scanner;
    }

    [ModuleInitializer]
    internal static void Listen()
    {
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == HyperliquidTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Record,
        });

        // Never disposed: it listens for as long as the tests run.
        var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name != HyperliquidTelemetry.MeterName) return;
                Published.TryAdd(instrument, 0);
                listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Record(instrument, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Record(instrument, tags));
        meters.Start();
    }

    // Without allocation once a tag was seen: other tests count bytes.
    private static void Record(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Interlocked.Increment(ref _count);
        foreach (var tag in tags)
        {
            var key = (instrument, tag.Key, tag.Value ?? "");
            if (!Tags.ContainsKey(key)) Tags.TryAdd(key, 0);
        }
    }

    private static void Record(Activity activity)
    {
        Interlocked.Increment(ref _count);
        var name = activity.DisplayName.Split(' ')[0];
        Seen.TryAdd($"activity {activity.DisplayName} {activity.Status} {activity.StatusDescription}", 0);
        foreach (var (key, value) in activity.TagObjects)
        {
            Names.TryAdd($"{name}: {key}", 0);
            Seen.TryAdd($"activity {name} {key}={value}", 0);
        }

        foreach (var activityEvent in activity.Events) Seen.TryAdd($"activity {name} {activityEvent.Name} {string.Join(' ', activityEvent.Tags)}", 0);
        foreach (var (key, value) in activity.Baggage) Seen.TryAdd($"activity {name} {key}={value}", 0);
    }

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            Interlocked.Increment(ref _count);
            Seen.TryAdd($"scope {state}", 0);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref _count);
            Seen.TryAdd(formatter(state, exception), 0);
            if (exception is not null) Seen.TryAdd(exception.ToString(), 0);

            // What a structured sink sees beside the text.
            if (state is not IReadOnlyList<KeyValuePair<string, object?>> values) return;
            foreach (var (key, value) in values) Seen.TryAdd($"{eventId.Id} {key}={value}", 0);
        }

        public void Dispose()
        {
        }
    }
}

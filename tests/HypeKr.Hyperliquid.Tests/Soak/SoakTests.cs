using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What is left of a long run: nothing. Paced by work on a clock that is moved by hand: a second of it is 5,000 messages read.</summary>
/// <remarks>A minute by default; five with <c>HYPEKR_LONG=1</c>.</remarks>
[Collection(AloneCollection.Name)]
[Trait("Category", "Soak")]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Subscriptions = 200;
    private const int MessagesPerSecond = 5000;

    /// <summary>Two bytes a message, which is what collections and pools move by within a minute.</summary>
    private const long MaxGrowthPerMillionMessages = 2_000_000;

    private static readonly int Seconds = Environment.GetEnvironmentVariable("HYPEKR_LONG") == "1" ? 300 : 60;

    [Fact]
    public async Task Memory_files_timers_and_tasks_are_back_where_they_were()
    {
        var time = new CountingTime();

        // Once before, so that what the runtime opens for itself is open.
        await RunAsync(time, seconds: 12, measure: false);
        Settle();
        var files = OpenFiles();

        var remains = await RunAsync(time, Seconds, measure: true);
        Settle();

        Assert.Equal(0, time.Timers);
        Assert.Equal(files, OpenFiles());

        // A loop that still ran, or a timer that still waited, would hold its client.
        Assert.All(remains, what => Assert.False(what.Reference.TryGetTarget(out _), $"{what.Name} is still held by something that runs."));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<List<(string Name, WeakReference<object> Reference)>> RunAsync(CountingTime time, int seconds, bool measure)
    {
        using var venue = new ReplayVenue(overLoopback: true);
        var client = new HyperliquidClient(new HyperliquidOptions
        {
            Network = HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:3001")),
            InfoHandler = venue.Info,
            TimeProvider = time,
            LoggerFactory = SuiteTraffic.Logs,
            UniverseMaxAge = TimeSpan.FromDays(1),

            // The clock may run ahead of the sockets here, so only what is meant to end one does.
            Feeds = new() { SocketFactory = venue.OpenAsync, PongTimeout = TimeSpan.FromHours(1), SilenceTimeout = TimeSpan.FromHours(1), AckTimeout = TimeSpan.FromHours(1), ConnectTimeout = TimeSpan.FromHours(1), SubscribeTimeout = TimeSpan.FromHours(1) },
        });
        var readers = new ReplayReaders(client);
        await readers.SubscribeAsync(Subscriptions, "l2Book", "bbo", "trades");
        await venue.HoldsAsync(Subscriptions);

        var (expected, baseline, baselineAt, watch) = (0L, 0L, 0L, Stopwatch.StartNew());
        var warm = seconds / 3;
        for (var second = 1; second <= seconds; second++)
        {
            await venue.SayAsync(MessagesPerSecond / Subscriptions);
            await readers.ReadAsync(expected += MessagesPerSecond);
            time.Advance(TimeSpan.FromSeconds(1));

            // The venue restarts now and then, never in the seconds between which memory is compared.
            if (second % 20 == 10)
            {
                venue.HangUp();

                // In small steps: on a busy machine larger ones pass the hour after which a socket that is being opened is given up.
                await venue.HoldsAsync(Subscriptions, () => time.Advance(TimeSpan.FromMilliseconds(2)));
            }

            if (!measure || second != warm) continue;
            Settle();
            (baseline, baselineAt) = (GC.GetTotalMemory(forceFullCollection: true), expected);
        }

        Assert.Equal(expected, readers.Received);
        Assert.True(readers.Gaps >= Subscriptions, "The sockets were not lost, or the readers were not told.");
        if (measure)
        {
            Settle();
            var growth = GC.GetTotalMemory(forceFullCollection: true) - baseline;
            var perMillion = growth * 1_000_000 / (expected - baselineAt);
            output.WriteLine(FormattableString.Invariant(
                $"{expected} messages over {Subscriptions} subscriptions in {watch.Elapsed.TotalSeconds:0.0} s, {expected / watch.Elapsed.TotalSeconds:0} a second; grown by {growth} bytes, {perMillion} per million messages; {readers.Gaps} gaps told"));
            Assert.True(perMillion < MaxGrowthPerMillionMessages, FormattableString.Invariant($"Memory grew by {perMillion} bytes per million messages."));
            Assert.True(expected / watch.Elapsed.TotalSeconds > MessagesPerSecond, FormattableString.Invariant($"Only {expected / watch.Elapsed.TotalSeconds:0} messages a second were read."));
        }

        await readers.EndAsync();
        List<(string, WeakReference<object>)> remains = [("The client", new(client)), ("The hub", new(client.Feeds)), ("A reader", new(readers))];
        client.Dispose();
        await venue.EndedAsync();
        return remains;
    }

    private static void Settle()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>What is open, by kind, so that a failure says what was left open. Without code, which the runtime opens when it is first needed, and keeps.</summary>
    private static string[] OpenFiles() => !Directory.Exists("/proc/self/fd")
        ? []
        : [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget ?? "gone").Where(target => Path.GetExtension(target) is not (".dll" or ".so" or ".pdb")).Select(target => target.Split(":[")[0]).Order(StringComparer.Ordinal)];
}

using System.Diagnostics;

namespace HypeKr.Benchmarks;

/// <summary>Two sides timed in turn, so that a change of the machine's mood meets both.</summary>
internal static class Measure
{
    private const int Rounds = 7;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(400);

    /// <summary>Ours against code that runs in this process.</summary>
    public static ComparisonRow InTurn(string name, Action ours, string otherName, Action other, double? target)
    {
        WarmUp(ours);
        WarmUp(other);
        var ourTimes = new List<double>();
        var otherTimes = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            ourTimes.Add(MicrosecondsAnOperation(ours));
            otherTimes.Add(MicrosecondsAnOperation(other));
        }

        return Row(name, Median(ourTimes), Median(otherTimes), otherName, target, AllocatedBytes(ours));
    }

    /// <summary>Ours against a peer in another process, which times itself and prints <c>{"name": microseconds}</c>.</summary>
    public static ComparisonRow AgainstPeer(string name, Action ours, Peer peer, string otherName, string key, double? target)
    {
        WarmUp(ours);
        var ourTimes = new List<double>();
        var otherTimes = new List<double>();
        string? missing = null;
        for (var round = 0; round < 3; round++)
        {
            ourTimes.Add(MicrosecondsAnOperation(ours));
            if (missing is null && peer.TryRun(key, out var microseconds, out missing)) otherTimes.Add(microseconds);
        }

        return missing is null
            ? Row(name, Median(ourTimes), Median(otherTimes), otherName, target, AllocatedBytes(ours))
            : new ComparisonRow(name, Median(ourTimes), null, $"{otherName} (absent: {missing})", "us", null, target, AllocatedBytes(ours));
    }

    private static ComparisonRow Row(string name, double ours, double other, string otherName, double? target, long allocated) =>
        new(name, ours, other, otherName, "us", other / ours, target, allocated);

    private static void WarmUp(Action action)
    {
        var watch = Stopwatch.StartNew();
        do action();
        while (watch.Elapsed < RoundTime);
    }

    private static double MicrosecondsAnOperation(Action action)
    {
        var watch = Stopwatch.StartNew();
        var operations = 0L;
        do
        {
            action();
            operations++;
        }
        while (watch.Elapsed < RoundTime);
        return watch.Elapsed.TotalMicroseconds / operations;
    }

    private static long AllocatedBytes(Action action)
    {
        const int Operations = 8;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Operations; i++) action();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Operations;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}

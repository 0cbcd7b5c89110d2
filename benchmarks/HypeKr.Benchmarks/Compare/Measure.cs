using System.Diagnostics;
using System.Globalization;

namespace HypeKr.Benchmarks;

/// <summary>The processor time of two sides in turn, the best round of each: whatever else the machine does can only add to a round.</summary>
/// <remarks>Processor time counts every thread of the process, so the garbage collector's work too, and a panel's workers.</remarks>
internal static class Measure
{
    private const int Rounds = 15;
    private const int PeerRuns = 3;
    private const int BriefRounds = 4;

    /// <summary>Ours against code that runs in this process.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="ours">Our side.</param>
    /// <param name="otherName">The peer or floor.</param>
    /// <param name="other">Its side.</param>
    /// <param name="target">The ratio to reach.</param>
    /// <param name="operations">How many operations one call of a side carries out.</param>
    /// <param name="byClock">Takes the time on the clock: for threads that hand over to each other, and spin while they wait.</param>
    public static ComparisonRow InTurn(string name, Action ours, string otherName, Action other, double? target, int operations = 1, bool byClock = false)
    {
        var (our, their) = (new Side(ours, operations, byClock: byClock), new Side(other, operations, byClock: byClock));
        for (var round = 0; round < Rounds; round++)
        {
            our.Round();
            their.Round();
        }

        return Row(name, our, otherName, their.Best, target);
    }

    /// <summary>Ours against a peer in another process, which times itself the same way and prints <c>{"key": microseconds}</c>.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="ours">Our side.</param>
    /// <param name="peer">The other process.</param>
    /// <param name="otherName">The peer.</param>
    /// <param name="key">What it is asked for.</param>
    /// <param name="target">The ratio to reach.</param>
    /// <param name="agreed">What it has to print beside the time, to show that both sides did the same work.</param>
    public static ComparisonRow AgainstPeer(string name, Action ours, Peer peer, string otherName, string key, double? target, params ReadOnlySpan<(string Key, double Value)> agreed)
    {
        var our = new Side(ours, 1);
        var best = double.PositiveInfinity;
        string? missing = null;
        for (var run = 0; run < PeerRuns; run++)
        {
            for (var round = 0; round < Rounds / PeerRuns; round++) our.Round();
            if (missing is not null || !peer.TryRun(key, out var figures, out missing)) continue;
            best = Math.Min(best, figures[key]);
            foreach (var (what, value) in agreed)
            {
                if (figures[what] != value) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{name}: {otherName} has {what} {figures[what]:R}, ours is {value:R}: they do not do the same work."));
            }
        }

        return missing is null ? Row(name, our, otherName, best, target) : Absent(name, our, otherName, missing, target);
    }

    /// <summary>Several sides in turn, briefly: for tables of many rows, where the trend counts more than the last percent.</summary>
    /// <returns>For each side the microseconds of processor time of its best round, and the bytes it allocates.</returns>
    public static (double Microseconds, long AllocatedBytes)[] Briefly(params ReadOnlySpan<Action> actions)
    {
        var sides = new Side[actions.Length];
        for (var i = 0; i < sides.Length; i++) sides[i] = new Side(actions[i], 1, brief: true);
        for (var round = 0; round < BriefRounds; round++)
        {
            foreach (var side in sides) side.Round();
        }

        return Array.ConvertAll(sides, side => (side.Best, side.AllocatedBytes));
    }

    /// <summary>Ours where the other side cannot run here.</summary>
    public static ComparisonRow Alone(string name, Action ours, string otherName, string missing, double? target)
    {
        var our = new Side(ours, 1);
        for (var round = 0; round < Rounds; round++) our.Round();
        return Absent(name, our, otherName, missing, target);
    }

    /// <summary>Ours against a time that it may take.</summary>
    public static ComparisonRow AgainstBudget(string name, Action ours, string otherName, double budget, int operations = 1)
    {
        var our = new Side(ours, operations);
        for (var round = 0; round < Rounds; round++) our.Round();
        return Row(name, our, otherName, budget, 1);
    }

    private static ComparisonRow Row(string name, Side ours, string otherName, double other, double? target) =>
        new(name, ours.Best, other, otherName, "us", other / ours.Best, target, ours.AllocatedBytes);

    private static ComparisonRow Absent(string name, Side ours, string otherName, string missing, double? target) =>
        new(name, ours.Best, null, $"{otherName} (absent: {missing})", "us", null, target, ours.AllocatedBytes);

    private sealed class Side
    {
        private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(8);
        private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(150);
        private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(1);

        private readonly Action _action;
        private readonly int _operations;
        private readonly int _batch;
        private readonly TimeSpan _roundTime;
        private readonly bool _byClock;

        public Side(Action action, int operations, bool brief = false, bool byClock = false)
        {
            (_action, _operations, _byClock) = (action, operations, byClock);
            _roundTime = brief ? RoundTime / 6 : RoundTime;
            var warmUp = brief ? WarmUpTime / 4 : WarmUpTime;
            var watch = Stopwatch.StartNew();
            var start = Environment.CpuUsage.TotalTime;
            var spent = TimeSpan.Zero;
            var calls = 0;
            do
            {
                action();
                calls++;
                spent = Environment.CpuUsage.TotalTime - start;
            }
            while (spent < warmUp && watch.Elapsed < LongestWarmUp);

            // Reading the clock takes as long as a short operation, so it is read once a millisecond.
            _batch = Math.Max(1, (int)(calls * (BatchTime / spent)));
        }

        /// <summary>Microseconds an operation in the best round so far.</summary>
        public double Best { get; private set; } = double.PositiveInfinity;

        /// <summary>Managed bytes an operation, on all threads, in the last round.</summary>
        public long AllocatedBytes { get; private set; }

        public void Round()
        {
            // Neither side pays for what the other left behind.
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var calls = 0L;
            var watch = Stopwatch.StartNew();
            var start = Environment.CpuUsage.TotalTime;
            do
            {
                for (var i = 0; i < _batch; i++) _action();
                calls += _batch;
            }
            while (watch.Elapsed < _roundTime);

            var spent = _byClock ? watch.Elapsed : Environment.CpuUsage.TotalTime - start;
            var operations = calls * _operations;
            AllocatedBytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / operations;
            Best = Math.Min(Best, spent.TotalMicroseconds / operations);
        }
    }
}

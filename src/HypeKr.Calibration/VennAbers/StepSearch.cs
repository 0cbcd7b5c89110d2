using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HypeKr.Calibration;

/// <summary>The scores and values of the steps of a model, laid out for search: eights of scores, the last of each eight, and the last of each eight of those.</summary>
/// <remarks>The upper two levels of half a million steps fit the nearest caches, so that a search waits for two lines of memory: one of scores, one of values.</remarks>
internal sealed class StepSearch
{
    /// <summary>How many scores are searched for together.</summary>
    public const int Together = 8;

    private const int Part = 8;

    private readonly double[] _scores;
    private readonly double[] _lasts;
    private readonly double[] _top;

    public StepSearch(VennAbersStep[] steps)
    {
        Count = steps.Length;
        Values = new double[steps.Length];

        // No score is above +∞, so that what fills up an eight is never counted.
        _scores = new double[Math.Max(1, (steps.Length + Part - 1) / Part) * Part];
        _scores.AsSpan(steps.Length).Fill(double.PositiveInfinity);
        for (var i = 0; i < steps.Length; i++) (_scores[i], Values[i]) = (steps[i].Score, steps[i].Value);
        _lasts = Lasts(_scores, Part);
        _top = Lasts(_lasts, 1);
    }

    /// <summary>How many steps there are.</summary>
    public int Count { get; }

    /// <summary>The probability of every step.</summary>
    public double[] Values { get; }

    /// <summary>Whether a step has this place and this score.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(int place, double score) => place < Count && _scores[place] == score;

    /// <summary>How many steps have a score below one that is not NaN.</summary>
    public int CountBelow(double score) => SortedSearch.CountBelow(_scores.AsSpan(0, Count), score);

    /// <summary>How many steps have a score at or below one that is not NaN.</summary>
    public int CountUpTo(double score)
    {
        var below = CountBelow(score);
        return IsAt(below, score) ? below + 1 : below;
    }

    /// <summary>How many steps have a score below each of eight, without branches and in step, so that the searches wait for memory and comparisons together.</summary>
    /// <param name="scores">Eight scores, none NaN.</param>
    /// <param name="counts">Room for eight counts.</param>
    public void CountBelow(ReadOnlySpan<double> scores, Span<int> counts)
    {
        var (a, b, c, d) = (scores[0], scores[1], scores[2], scores[3]);
        var (e, f, g, h) = (scores[4], scores[5], scores[6], scores[7]);
        nint atA = 0, atB = 0, atC = 0, atD = 0, atE = 0, atF = 0, atG = 0, atH = 0;
        unchecked
        {
            // The last one is not looked at: what is above all before it is in its part, or above all steps.
            ref var first = ref MemoryMarshal.GetArrayDataReference(_top);
            for (nint length = _top.Length - 1; length > 0;)
            {
                // A single one left is compared itself; else the one before the middle.
                var half = (length + 1) >> 1;
                ref var middle = ref Unsafe.Add(ref first, half - 1);
                atA = Further(atA, Unsafe.Add(ref middle, atA) < a, half);
                atB = Further(atB, Unsafe.Add(ref middle, atB) < b, half);
                atC = Further(atC, Unsafe.Add(ref middle, atC) < c, half);
                atD = Further(atD, Unsafe.Add(ref middle, atD) < d, half);
                atE = Further(atE, Unsafe.Add(ref middle, atE) < e, half);
                atF = Further(atF, Unsafe.Add(ref middle, atF) < f, half);
                atG = Further(atG, Unsafe.Add(ref middle, atG) < g, half);
                atH = Further(atH, Unsafe.Add(ref middle, atH) < h, half);
                length -= half;
            }

            ref var lasts = ref MemoryMarshal.GetArrayDataReference(_lasts);
            var last = (nint)(_scores.Length / Part) - 1;
            atA = InPart(ref lasts, atA, a, last);
            atB = InPart(ref lasts, atB, b, last);
            atC = InPart(ref lasts, atC, c, last);
            atD = InPart(ref lasts, atD, d, last);
            atE = InPart(ref lasts, atE, e, last);
            atF = InPart(ref lasts, atF, f, last);
            atG = InPart(ref lasts, atG, g, last);
            atH = InPart(ref lasts, atH, h, last);

            ref var all = ref MemoryMarshal.GetArrayDataReference(_scores);
            counts[7] = (int)InPart(ref all, atH, h, Count);
            counts[0] = (int)InPart(ref all, atA, a, Count);
            counts[1] = (int)InPart(ref all, atB, b, Count);
            counts[2] = (int)InPart(ref all, atC, c, Count);
            counts[3] = (int)InPart(ref all, atD, d, Count);
            counts[4] = (int)InPart(ref all, atE, e, Count);
            counts[5] = (int)InPart(ref all, atF, f, Count);
            counts[6] = (int)InPart(ref all, atG, g, Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Further(nint at, bool below, nint half) => unchecked(at + (half & -(nint)Unsafe.BitCast<bool, byte>(below)));

    /// <summary>How many of a level are below a score, known to be all before its part and none behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint InPart(ref double level, nint part, double score, nint most)
    {
        unchecked
        {
            ref var first = ref Unsafe.Add(ref level, part * Part);
            var (low, high) = (Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 4));
            var below = Vector256.LessThan(low, Vector256.Create(score)).ExtractMostSignificantBits() | (Vector256.LessThan(high, Vector256.Create(score)).ExtractMostSignificantBits() << 4);
            return Math.Min((part * Part) + BitOperations.PopCount(below), most);
        }
    }

    /// <summary>The last of each eight, filled up to a multiple.</summary>
    private static double[] Lasts(double[] level, int multiple)
    {
        var count = level.Length / Part;
        var lasts = new double[(count + multiple - 1) / multiple * multiple];
        lasts.AsSpan(count).Fill(double.PositiveInfinity);
        for (var i = 0; i < count; i++) lasts[i] = level[(i * Part) + Part - 1];
        return lasts;
    }
}

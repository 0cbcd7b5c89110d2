using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>Sorts rows by score with the label carried in the key: a radix sort on the bits of the double.</summary>
/// <remarks>
/// The bits of non-negative doubles sort like the numbers, and their sign bit is free, so that score and label share one 64-bit key;
/// negative scores are a sort of their own with the bits flipped. Only as many leading bits as tell the rows apart go through counting
/// passes; the few runs that still agree are put right afterwards. O(n) for rows of few thousand or more.
/// </remarks>
internal static class RowSort
{
    private const ulong SignBit = 1UL << 63;
    private const int FewKeys = 512;

    /// <summary>The score of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Score(ulong key, bool negative) => BitConverter.UInt64BitsToDouble(negative ? ~(key >> 1) : key >> 1);

    /// <summary>Packs scores and labels into keys, those of negative scores in front.</summary>
    internal static int Pack(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, Span<ulong> keys)
    {
        var bits = MemoryMarshal.Cast<double, ulong>(scores);
        int low = 0, high = keys.Length;
        unchecked
        {
            for (var i = 0; i < bits.Length; i++)
            {
                var score = bits[i];
                var label = labels[i] ? 1UL : 0UL;
                if ((long)score >= 0)
                {
                    if (score >= 0x7FF0_0000_0000_0000) Guard.Finite(scores[i], i, "score");
                    keys[--high] = (score << 1) | label;
                }
                else if (score == SignBit)
                {
                    keys[--high] = label;
                }
                else
                {
                    if (score >= 0xFFF0_0000_0000_0000) Guard.Finite(scores[i], i, "score");
                    // The larger the magnitude, the smaller the score.
                    keys[low++] = (~score << 1) | label;
                }
            }
        }

        return low;
    }

    /// <summary>Sorts packed rows.</summary>
    /// <param name="keys">The keys, those of negative scores in front.</param>
    /// <param name="scratch">Room for as many.</param>
    /// <param name="below">How many keys have scores below 0.</param>
    /// <returns>The sorted keys, in one of the two spans.</returns>
    public static Span<ulong> Sort(Span<ulong> keys, Span<ulong> scratch, int below)
    {
        var lowInScratch = Sort(keys[..below], scratch[..below]);
        var highInScratch = Sort(keys[below..], scratch[below..]);
        if (lowInScratch == highInScratch) return highInScratch ? scratch : keys;
        if (lowInScratch) scratch[..below].CopyTo(keys);
        else keys[..below].CopyTo(scratch);
        return highInScratch ? scratch : keys;
    }

    /// <summary>How many distinct scores sorted keys have.</summary>
    public static int CountScores(ReadOnlySpan<ulong> keys, int below)
    {
        // Two keys of one score differ in the label at most. One score's key below zero may be another's above.
        var count = keys.IsEmpty ? 0 : 1;
        for (var i = 1; i < keys.Length; i++) count += (keys[i] ^ keys[i - 1]) > 1 ? 1 : 0;
        return below > 0 && below < keys.Length && (keys[below] ^ keys[below - 1]) <= 1 ? count + 1 : count;
    }

    /// <summary>Sorts keys of any meaning.</summary>
    /// <returns>Whether the sorted keys lie in the scratch.</returns>
    internal static bool Sort(Span<ulong> keys, Span<ulong> scratch)
    {
        if (keys.Length <= FewKeys)
        {
            keys.Sort();
            return false;
        }

        var (lowest, highest, ascending, descending) = Survey(keys);
        if (ascending) return false;
        if (descending)
        {
            keys.Reverse();
            return false;
        }

        // 13 bits more than it takes to number the rows leave few rows that agree in all of them.
        var width = 64 - BitOperations.LeadingZeroCount(unchecked(highest - lowest));
        var leading = Math.Min(width, 64 - BitOperations.LeadingZeroCount((ulong)keys.Length) + 13);
        var passes = (leading + 10) / 11;
        var digit = (leading + passes - 1) / passes;
        var shift = Math.Max(0, width - (digit * passes));
        var inScratch = Passes(keys, scratch, lowest, shift, digit, passes);
        if (shift > 0) SortRuns(inScratch ? scratch : keys, inScratch ? keys : scratch, lowest, shift);
        return inScratch;
    }

    private static (ulong Lowest, ulong Highest, bool Ascending, bool Descending) Survey(ReadOnlySpan<ulong> keys)
    {
        var (lowest, highest) = (ulong.MaxValue, 0UL);
        bool ascending = true, descending = true;
        var last = keys[0];
        foreach (var key in keys)
        {
            lowest = Math.Min(lowest, key);
            highest = Math.Max(highest, key);
            ascending &= key >= last;
            descending &= key <= last;
            last = key;
        }

        return (lowest, highest, ascending, descending);
    }

    /// <summary>Counting passes from the last of the leading digits to the first.</summary>
    /// <returns>Whether the result lies in the scratch.</returns>
    private static bool Passes(Span<ulong> keys, Span<ulong> scratch, ulong lowest, int shift, int digit, int passes)
    {
        var size = 1 << digit;
        var mask = (ulong)size - 1;
        var counts = new int[size * passes];
        unchecked
        {
            ref var count = ref MemoryMarshal.GetArrayDataReference(counts);
            if (passes == 3)
            {
                // The usual number, for some ten thousand to a million rows.
                ref var second = ref Unsafe.Add(ref count, size);
                ref var third = ref Unsafe.Add(ref second, size);
                foreach (var key in keys)
                {
                    var rest = (key - lowest) >> shift;
                    Unsafe.Add(ref count, (nint)(rest & mask))++;
                    Unsafe.Add(ref second, (nint)((rest >> digit) & mask))++;
                    Unsafe.Add(ref third, (nint)((rest >> digit >> digit) & mask))++;
                }
            }
            else foreach (var key in keys)
            {
                var rest = (key - lowest) >> shift;
                for (var pass = 0; pass < passes; pass++)
                {
                    Unsafe.Add(ref count, (nint)(uint)(pass << digit) + (nint)(rest & mask))++;
                    rest >>= digit;
                }
            }
        }

        var swapped = false;
        for (var pass = 0; pass < passes; pass++)
        {
            var starts = counts.AsSpan(pass * size, size);
            if (!ToStarts(starts, keys.Length)) continue;
            if (swapped) Scatter(scratch, keys, lowest, shift + (pass * digit), mask, starts);
            else Scatter(keys, scratch, lowest, shift + (pass * digit), mask, starts);
            swapped = !swapped;
        }

        return swapped;
    }

    /// <summary>Counts become the places where their digit begins; false where all keys have one digit.</summary>
    private static bool ToStarts(Span<int> counts, int total)
    {
        var next = 0;
        foreach (ref var count in counts)
        {
            if (count == total) return false;
            (count, next) = (next, next + count);
        }

        return true;
    }

    private static void Scatter(ReadOnlySpan<ulong> from, Span<ulong> to, ulong lowest, int shift, ulong mask, Span<int> starts)
    {
        // The counts were taken from these keys, so every place is inside.
        ref var place = ref MemoryMarshal.GetReference(starts);
        ref var target = ref MemoryMarshal.GetReference(to);
        unchecked
        {
            foreach (var key in from) Unsafe.Add(ref target, Unsafe.Add(ref place, (nint)(((key - lowest) >> shift) & mask))++) = key;
        }
    }

    /// <summary>Sorts every run of keys that agree in their leading bits.</summary>
    private static void SortRuns(Span<ulong> keys, Span<ulong> scratch, ulong lowest, int shift)
    {
        unchecked
        {
            for (var first = 0; first < keys.Length;)
            {
                var leading = (keys[first] - lowest) >> shift;
                var next = first + 1;
                var ordered = true;
                while (next < keys.Length && (keys[next] - lowest) >> shift == leading)
                {
                    ordered &= keys[next] >= keys[next - 1];
                    next++;
                }

                if (!ordered) SortRun(keys[first..next], scratch);
                first = next;
            }
        }
    }

    private static void SortRun(Span<ulong> run, Span<ulong> scratch)
    {
        if (run.Length > 24)
        {
            scratch = scratch[..run.Length];
            if (Sort(run, scratch)) scratch.CopyTo(run);
            return;
        }

        for (var i = 1; i < run.Length; i++)
        {
            var key = run[i];
            var hole = i;
            while (hole > 0 && run[hole - 1] > key)
            {
                run[hole] = run[hole - 1];
                hole--;
            }

            run[hole] = key;
        }
    }
}

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

    /// <summary>The keys of n rows, ascending. The first <c>Negative</c> ones have scores below 0.</summary>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite; the error names its row.</exception>
    public static (ulong[] Keys, int Negative) Sort(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var n = scores.Length;
        var keys = GC.AllocateUninitializedArray<ulong>(n);
        var negative = Pack(scores, labels, keys);
        Sort(keys, negative);
        return (keys, negative);
    }

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

    private static void Sort(ulong[] keys, int negative)
    {
        var scratch = keys.Length > FewKeys ? GC.AllocateUninitializedArray<ulong>(keys.Length) : [];
        Sort(keys.AsSpan(0, negative), scratch);
        Sort(keys.AsSpan(negative), scratch);
    }

    /// <summary>Sorts keys; the scratch has room for as many, unless they are few.</summary>
    internal static void Sort(Span<ulong> keys, Span<ulong> scratch)
    {
        if (keys.Length <= FewKeys)
        {
            keys.Sort();
            return;
        }

        var (lowest, highest, ascending, descending) = Survey(keys);
        if (ascending) return;
        if (descending)
        {
            keys.Reverse();
            return;
        }

        // 13 bits more than it takes to number the rows leave few rows that agree in all of them.
        var width = 64 - BitOperations.LeadingZeroCount(unchecked(highest - lowest));
        var leading = Math.Min(width, 64 - BitOperations.LeadingZeroCount((ulong)keys.Length) + 13);
        var passes = (leading + 10) / 11;
        var digit = (leading + passes - 1) / passes;
        var shift = Math.Max(0, width - (digit * passes));
        scratch = scratch[..keys.Length];
        if (Passes(keys, scratch, lowest, shift, digit, passes)) scratch.CopyTo(keys);
        if (shift > 0) SortRuns(keys, scratch, lowest, shift);
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
            foreach (var key in keys)
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
            Sort(run, scratch);
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

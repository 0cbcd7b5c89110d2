using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>Binary search without branches, so that the processor can work on several scores at once.</summary>
internal static class SortedSearch
{
    /// <summary>How many of the sorted values lie below a score that is not NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountBelow(ReadOnlySpan<double> sorted, double score)
    {
        if (sorted.IsEmpty) return 0;
        unchecked
        {
            ref var start = ref MemoryMarshal.GetReference(sorted);
            var (first, length) = (0, sorted.Length);
            while (length > 1)
            {
                var half = length >> 1;
                first += half & -Unsafe.BitCast<bool, byte>(Unsafe.Add(ref start, first + half - 1) < score);
                length -= half;
            }

            return first + Unsafe.BitCast<bool, byte>(Unsafe.Add(ref start, first) < score);
        }
    }

    /// <summary>How many of the sorted values lie at or below a score that is not NaN.</summary>
    public static int CountUpTo(ReadOnlySpan<double> sorted, double score)
    {
        var below = CountBelow(sorted, score);
        while (below < sorted.Length && sorted[below] == score) below++;
        return below;
    }
}

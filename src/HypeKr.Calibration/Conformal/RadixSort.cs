using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>Sorts finite doubles by their bits, alone or with items: the leading bits that vary in counting passes, what they leave open by insertion.</summary>
internal static class RadixSort
{
    // Below this the counting tables cost more than comparisons do.
    private const int Small = 512;
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;
    private const int Passes = 3;

    /// <summary>The key of a finite double: keys are in the order of their doubles, and that of -0.0 is that of 0.0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(double value) => Ordered(BitConverter.DoubleToUInt64Bits(value + 0.0));

    /// <summary>Sorts keys and turns them into their doubles in place.</summary>
    /// <param name="keys">From <see cref="Key"/>; in their memory the sorted doubles lie afterwards.</param>
    /// <param name="scratch">At least as long.</param>
    /// <returns>How many distinct ones there are.</returns>
    public static int SortKeys(Span<ulong> keys, Span<ulong> scratch)
    {
        scratch = scratch[..keys.Length];
        var sorted = RowSort.Sort(keys, scratch) ? scratch : keys;

        // No finite double has the key 0.
        var distinct = 0;
        var last = 0UL;
        for (var i = 0; i < keys.Length; i++)
        {
            var key = sorted[i];
            distinct += key != last ? 1 : 0;
            last = key;
            keys[i] = Original(key);
        }

        return distinct;
    }

    /// <summary>Sorts values together with the items that belong to them.</summary>
    /// <param name="values">The doubles; no NaN, and no -0.0 beside 0.0.</param>
    /// <param name="items">One item a value.</param>
    /// <param name="scratch">At least as long.</param>
    /// <param name="itemScratch">At least as long.</param>
    public static void Sort(Span<double> values, Span<int> items, Span<double> scratch, Span<int> itemScratch)
    {
        if (values.Length < Small)
        {
            values.Sort(items);
            return;
        }

        var keys = MemoryMarshal.Cast<double, ulong>(values);
        var (any, all) = (0UL, ulong.MaxValue);
        foreach (ref var key in keys)
        {
            key = Ordered(key);
            any |= key;
            all &= key;
        }

        var lowest = Lowest(any ^ all);
        var counts = Count(keys, lowest);
        var other = MemoryMarshal.Cast<double, ulong>(scratch)[..values.Length];
        var from = items;
        var to = itemScratch[..items.Length];
        for (var pass = 0; pass < Passes; pass++)
        {
            if (!Places(counts, keys[0], lowest, pass, keys.Length)) continue;
            var (shift, row) = (lowest + (pass * Bits), pass << Bits);
            for (var i = 0; i < keys.Length; i++)
            {
                var place = counts[row + (int)((keys[i] >> shift) & (Buckets - 1))]++;
                other[place] = keys[i];
                to[place] = from[i];
            }

            var swap = keys;
            keys = other;
            other = swap;
            var itemSwap = from;
            from = to;
            to = itemSwap;
        }

        if (lowest > 0) Finish(keys, from);
        var result = MemoryMarshal.Cast<double, ulong>(values);
        for (var i = 0; i < result.Length; i++) result[i] = Original(keys[i]);
        from.CopyTo(items);
    }

    /// <summary>An order of unsigned integers that is the order of the doubles: flips the sign of positives, all bits of negatives.</summary>
    private static ulong Ordered(ulong bits) => unchecked(bits ^ ((ulong)((long)bits >> 63) | 0x8000_0000_0000_0000));

    private static ulong Original(ulong bits) => unchecked(bits ^ ((ulong)((long)~bits >> 63) | 0x8000_0000_0000_0000));

    /// <summary>The lowest of the bits that are sorted by, given those that vary.</summary>
    private static int Lowest(ulong varying) => Math.Max(0, 64 - BitOperations.LeadingZeroCount(varying) - (Passes * Bits));

    private static int[] Count(ReadOnlySpan<ulong> keys, int lowest)
    {
        var counts = new int[Passes * Buckets];
        ref var table = ref MemoryMarshal.GetArrayDataReference(counts);
        foreach (var key in keys)
        {
            var bits = key >> lowest;
            Unsafe.Add(ref table, (int)(bits & (Buckets - 1)))++;
            Unsafe.Add(ref table, Buckets + (int)((bits >> Bits) & (Buckets - 1)))++;
            Unsafe.Add(ref table, (2 * Buckets) + (int)((bits >> (2 * Bits)) & (Buckets - 1)))++;
        }

        return counts;
    }

    /// <summary>Turns the counts of one digit into first places; false when all keys share the digit and nothing has to move.</summary>
    private static bool Places(int[] counts, ulong anyKey, int lowest, int pass, int length)
    {
        var digits = counts.AsSpan(pass << Bits, Buckets);
        if (digits[(int)((anyKey >> (lowest + (pass * Bits))) & (Buckets - 1))] == length) return false;
        var sum = 0;
        foreach (ref var count in digits) (count, sum) = (sum, sum + count);
        return true;
    }

    /// <summary>Insertion for keys that are in order but for their lowest bits; comparisons when that turns out to be much.</summary>
    private static void Finish(Span<ulong> keys, Span<int> items)
    {
        var moves = 8L * keys.Length;
        for (var i = 1; i < keys.Length; i++)
        {
            var (key, item) = (keys[i], items[i]);
            if (keys[i - 1] <= key) continue;
            var at = i;
            for (; at > 0 && keys[at - 1] > key; at--) (keys[at], items[at]) = (keys[at - 1], items[at - 1]);
            (keys[at], items[at]) = (key, item);
            moves -= i - at;
            if (moves >= 0) continue;
            keys.Sort(items);
            return;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>Sorts finite doubles by their bits, eleven at a time from the lowest: linear, and several times faster than comparing.</summary>
internal static class RadixSort
{
    // Below this the counting tables cost more than comparisons do.
    private const int Small = 512;
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;
    private const int Passes = 6;

    /// <summary>Sorts in place. There must be no NaN, and no -0.0 beside 0.0.</summary>
    /// <param name="values">The doubles.</param>
    /// <param name="scratch">At least as long as <paramref name="values"/>.</param>
    public static void Sort(Span<double> values, Span<double> scratch)
    {
        if (values.Length < Small)
        {
            values.Sort();
            return;
        }

        var keys = MemoryMarshal.Cast<double, ulong>(values);
        var other = MemoryMarshal.Cast<double, ulong>(scratch)[..values.Length];
        var counts = new int[Passes * Buckets];
        foreach (ref var key in keys)
        {
            // An order of unsigned integers that is the order of the doubles: flip the sign of positives, all bits of negatives.
            var bits = key;
            bits ^= (ulong)((long)bits >> 63) | 0x8000_0000_0000_0000;
            key = bits;
            for (var pass = 0; pass < Passes; pass++) counts[(pass << Bits) + (int)((bits >> (pass * Bits)) & (Buckets - 1))]++;
        }

        for (var pass = 0; pass < Passes; pass++)
        {
            var table = counts.AsSpan(pass << Bits, Buckets);
            var shift = pass * Bits;

            // All keys share this digit: nothing to move.
            if (table[(int)((keys[0] >> shift) & (Buckets - 1))] == keys.Length) continue;
            var sum = 0;
            foreach (ref var count in table) (count, sum) = (sum, sum + count);
            ref var target = ref MemoryMarshal.GetReference(other);
            ref var place = ref MemoryMarshal.GetReference(table);
            foreach (var key in keys) Unsafe.Add(ref target, Unsafe.Add(ref place, (int)((key >> shift) & (Buckets - 1)))++) = key;
            var swap = keys;
            keys = other;
            other = swap;
        }

        var result = MemoryMarshal.Cast<double, ulong>(values);
        for (var i = 0; i < result.Length; i++)
        {
            var bits = keys[i];
            result[i] = bits ^ ((ulong)((long)~bits >> 63) | 0x8000_0000_0000_0000);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HypeKr.Calibration;

/// <summary>Sums over raw rows, four at a time. They are sums on a grid, so the answer is that of the rows' table to the last bit.</summary>
internal static class RowScores
{
    /// <summary>The sum of (f - o)² on the unit grid.</summary>
    public static Int128 Brier(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels)
    {
        Int128 total = 0;
        for (var first = 0; first < forecasts.Length; first += GridSum.BlockRows)
        {
            var count = Math.Min(GridSum.BlockRows, forecasts.Length - first);
            total += BrierBlock(forecasts.Slice(first, count), labels.Slice(first, count), first);
        }

        return total;
    }

    /// <summary>The sum of -ln of what was forecast for the label, on the loss grid; null where a loss is infinite.</summary>
    public static Int128? LogLoss(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, LogLossClip clip)
    {
        Int128 total = 0;
        for (var first = 0; first < forecasts.Length; first += GridSum.BlockRows)
        {
            var count = Math.Min(GridSum.BlockRows, forecasts.Length - first);
            if (LogLossBlock(forecasts.Slice(first, count), labels.Slice(first, count), clip, first) is not { } block) return null;
            total += block;
        }

        return total;
    }

    private static Int128 BrierBlock(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, int offset)
    {
        Int128 total = 0;
        Vector256<double> coarse = default, fine = default;
        var outside = Vector256<ulong>.Zero;
        var i = 0;
        ref var f = ref MemoryMarshal.GetReference(forecasts);
        ref var l = ref MemoryMarshal.GetReference(labels);
        for (; i <= forecasts.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var p = Vector256.LoadUnsafe(ref f, (nuint)i);
            outside |= Outside(p);
            var off = p - (Vector256<double>.One & Vector256.GreaterThan(Outcomes(ref l, i), Vector256<long>.Zero).AsDouble());
            GridSum.Unit.Split(off * off, out var c, out var d);
            coarse += c;
            fine += d;
        }

        if (outside != Vector256<ulong>.Zero) Refuse(forecasts, offset);
        total += GridSum.Unit.Total(coarse, fine);
        for (; i < forecasts.Length; i++)
        {
            var p = Guard.Probability(forecasts[i], offset + i, "forecast");
            total += GridSum.Unit.Round(BrierTerm(p, labels[i]));
        }

        return total;
    }

    private static Int128? LogLossBlock(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, LogLossClip clip, int offset)
    {
        Int128 total = 0;
        Vector256<double> coarse = default, fine = default;
        var (low, high) = (Vector256.Create(clip.Epsilon), Vector256.Create(1 - clip.Epsilon));
        var outside = Vector256<ulong>.Zero;
        var i = 0;
        var infinite = false;
        ref var f = ref MemoryMarshal.GetReference(forecasts);
        ref var l = ref MemoryMarshal.GetReference(labels);
        for (; i <= forecasts.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var p = Vector256.LoadUnsafe(ref f, (nuint)i);
            outside |= Outside(p);
            p = Vector256.Min(Vector256.Max(p, low), high);
            var no = Vector256.Equals(Outcomes(ref l, i), Vector256<long>.Zero).AsDouble();
            var given = Vector256.ConditionalSelect(no, Vector256<double>.One - p, p);
            if (ExactMath.AllNormal(given))
            {
                GridSum.Loss.Split(-ExactMath.Log(given), out var c, out var d);
                coarse += c;
                fine += d;
                continue;
            }

            for (var lane = 0; lane < Vector256<double>.Count; lane++)
            {
                var loss = -ExactMath.Log(given[lane]);
                if (double.IsFinite(loss)) total += GridSum.Loss.Round(loss);
                else infinite = true;
            }
        }

        if (outside != Vector256<ulong>.Zero) Refuse(forecasts, offset);
        total += GridSum.Loss.Total(coarse, fine);
        for (; i < forecasts.Length; i++)
        {
            var loss = LogLossTerm(Guard.Probability(forecasts[i], offset + i, "forecast"), labels[i], clip);
            if (double.IsFinite(loss)) total += GridSum.Loss.Round(loss);
            else infinite = true;
        }

        return infinite ? null : total;
    }

    /// <summary>(f - o)² of one row.</summary>
    public static double BrierTerm(double p, bool yes)
    {
        var off = yes ? p - 1 : p;
        return off * off;
    }

    /// <summary>The log loss of one row.</summary>
    public static double LogLossTerm(double p, bool yes, LogLossClip clip)
    {
        p = clip.Apply(p);
        return -ExactMath.Log(yes ? p : 1 - p);
    }

    /// <summary>All bits where a number is outside [0, 1] or NaN, and at -0.0, which the check behind it lets pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Outside(Vector256<double> p) => Vector256.GreaterThan(p.AsUInt64(), Vector256.Create(0x3FF0_0000_0000_0000UL));

    /// <summary>Four labels as 0 and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Outcomes(ref bool labels, int index)
    {
        var four = Unsafe.ReadUnaligned<uint>(ref Unsafe.As<bool, byte>(ref Unsafe.Add(ref labels, index)));

        // A bool may be any byte but 0.
        var bytes = Vector128.Min(Vector128.CreateScalar(four).AsByte(), Vector128<byte>.One);
        var ints = Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();
        return Vector256.WidenLower(ints.ToVector256Unsafe());
    }

    /// <summary>Four forecasts that are not all between 0 and 1 by their bits: -0.0 passes as 0.0.</summary>
    /// <exception cref="InvalidCalibrationDataException">One is no probability; the error names its row.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<double> Checked(Vector256<double> forecasts, int row)
    {
        for (var lane = 0; lane < Vector256<double>.Count; lane++) Guard.Probability(forecasts[lane], row + lane, "forecast");
        return Vector256.Abs(forecasts);
    }

    private static void Refuse(ReadOnlySpan<double> forecasts, int offset)
    {
        for (var i = 0; i < forecasts.Length; i++) Guard.Probability(forecasts[i], offset + i, "forecast");
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HypeKr.Calibration;

/// <summary>The bins of a rule with their edges known.</summary>
internal sealed class BinMap
{
    private readonly BinEdges _kind;
    private readonly int _count;

    // Where bins part: the inner edges, with those at 0 and 1 only where a rule needs them.
    private readonly double[] _edges;

    private BinMap(BinEdges kind, int count, double[] edges) => (_kind, _count, _edges) = (kind, count, edges);

    /// <summary>How many bins there may be, those apart included.</summary>
    public int BinCount => _kind switch
    {
        BinEdges.RightClosedZeroApart or BinEdges.FloorUncapped => _count + 1,
        BinEdges.EqualMass or BinEdges.Quantile or BinEdges.QuantileLeftClosed => _edges.Length + 1,
        BinEdges.QuantileLowestApart or BinEdges.Distinct => _edges.Length + 1,
        _ => _count,
    };

    public static BinMap Of(BinningRule rule, ScoreTable table) => new(rule.Edges, rule.Count, rule.Edges switch
    {
        BinEdges.EqualMass => EqualMass(table, rule.Count),
        BinEdges.Quantile => Quantiles(table, [.. Inner(rule.Count)]),
        BinEdges.QuantileLeftClosed => Quantiles(table, LeftClosedShares(rule.Count)),
        BinEdges.QuantileLowestApart => [table.Scores[0], .. Quantiles(table, [.. Inner(rule.Count)]), table.Scores[^1]],
        BinEdges.Distinct => table.Scores.ToArray(),
        _ => Uniform(rule.Count),
    });

    /// <summary>The bin of a probability; -1 where it is in none.</summary>
    public int BinOf(double p) => _kind switch
    {
        BinEdges.LeftClosed => Math.Min(SortedSearch.CountUpTo(_edges, p) - 1, _count - 1),
        BinEdges.HalfOpen => p == 1 ? -1 : SortedSearch.CountUpTo(_edges, p) - 1,
        BinEdges.RightClosed => Math.Max(SortedSearch.CountBelow(_edges, p) - 1, 0),
        BinEdges.FloorCapped => Math.Min((int)Math.Floor(p * _count), _count - 1),
        BinEdges.FloorUncapped => (int)Math.Floor(p * _count),
        BinEdges.QuantileLeftClosed => SortedSearch.CountUpTo(_edges, p),
        _ => SortedSearch.CountBelow(_edges, p),
    };

    /// <summary>The middle of a bin; the value itself where a bin is one value.</summary>
    public double MiddleOf(int bin)
    {
        switch (_kind)
        {
            case BinEdges.RightClosedZeroApart:
                return bin == 0 ? 0 : (bin - 0.5) / _count;
            case BinEdges.FloorUncapped when bin == _count:
                return 1;
            case BinEdges.EqualMass or BinEdges.Quantile or BinEdges.QuantileLeftClosed or BinEdges.QuantileLowestApart or BinEdges.Distinct:
                var low = bin == 0 ? 0 : _edges[bin - 1];
                var high = bin < _edges.Length ? _edges[bin] : 1;
                return low + ((high - low) / 2);
            default:
                return (bin + 0.5) / _count;
        }
    }

    /// <summary>Counts rows into bins, and sums their forecasts on the unit grid.</summary>
    /// <param name="forecasts">n probabilities.</param>
    /// <param name="labels">n labels.</param>
    /// <returns>Rows, positives and sum of forecasts of every bin, empty ones too.</returns>
    /// <exception cref="InvalidCalibrationDataException">A forecast is no probability; the error names its row.</exception>
    public (long Rows, long Positives, Int128 Sum)[] Count(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels)
    {
        var bins = new Tally[(BinCount + 1) * Banks];
        if (_kind == BinEdges.LeftClosed) CountLeftClosed(forecasts, labels, bins);
        else CountEach(forecasts, labels, bins);
        var result = new (long, long, Int128)[BinCount];
        for (var k = 0; k < result.Length; k++)
        {
            (long Rows, long Positives, Int128 Sum) total = default;
            for (var bank = 0; bank < Banks; bank++)
            {
                var tally = bins[(k * Banks) + bank];
                total.Rows += tally.Rows & uint.MaxValue;
                total.Positives += tally.Rows >>> 32;
                total.Sum += ((Int128)tally.High << HalfBits) + tally.Low;
            }

            result[k] = total;
        }

        return result;
    }

    // A tally a lane, so that rows of one bin need not wait for each other.
    private const int Lanes = 4;
    private const int Banks = Lanes;
    private const int HalfBits = 31;

    // Two counters ride on top of the two sums of a block; 2^15 rows a lane stay below them.
    private const int CountBit = 47;
    private const int BlockRows = Lanes << 15;

    private void CountEach(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, Tally[] bins)
    {
        for (var i = 0; i < forecasts.Length; i++)
        {
            var p = Guard.Probability(forecasts[i], i, "forecast");
            var bin = BinOf(p);
            if (bin >= 0) bins[bin * Banks].Add(GridSum.Unit.Round(p), labels[i]);
        }
    }

    private void CountLeftClosed(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, Tally[] bins)
    {
        // The nearest integer to the product is the bin or the next; the edge tells. Beyond the last edge lies infinity, so that 1 stays in the last bin.
        double[] edges = [.. _edges.AsSpan(0, _count), double.PositiveInfinity];
        var packed = new Packed[(_count + 1) * Lanes];
        var i = 0;
        while (i <= forecasts.Length - Lanes)
        {
            var rows = Math.Min(BlockRows, forecasts.Length - i) & -Lanes;
            CountBlock(forecasts.Slice(i, rows), labels.Slice(i, rows), edges, packed, i);
            for (var k = 0; k < packed.Length; k++) bins[k].Add(packed[k]);
            Array.Clear(packed);
            i += rows;
        }

        for (; i < forecasts.Length; i++)
        {
            var p = Guard.Probability(forecasts[i], i, "forecast");
            bins[BinOf(p) * Banks].Add(GridSum.Unit.Round(p), labels[i]);
        }
    }

    private void CountBlock(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, double[] edges, Packed[] packed, int offset)
    {
        ref var forecast = ref MemoryMarshal.GetReference(forecasts);
        ref var label = ref MemoryMarshal.GetReference(labels);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(edges);
        ref var tally = ref MemoryMarshal.GetArrayDataReference(packed);
        var scale = Vector256.Create((double)_count);
        var integers = Vector256.Create(4503599627370496.0);
        var one = Vector256.Create(1L << CountBit);
        Unsafe.SkipInit(out Four four);
        unchecked
        {
            for (var i = 0; i < forecasts.Length; i += Lanes)
            {
                var p = Vector256.LoadUnsafe(ref forecast, (nuint)i);

                // The bits of 0 to 1, and of no other double: one comparison.
                if (Vector256.GreaterThanAny(p.AsUInt64(), Vector256.Create(0x3FF0_0000_0000_0000UL))) p = RowScores.Checked(p, offset + i);
                GridSum.Unit.SplitToIntegers(p, out var high, out var low);
                four.Nearest = (p * scale + integers).AsInt64() & Vector256.Create(0xFFFF_FFFFL);
                four.High = high + one;
                four.Low = low + Vector256.Create(1L << (HalfBits - 1)) + Vector256.ShiftLeft(RowScores.Outcomes(ref label, i), CountBit);
                four.Forecast = p;
                Count(ref four, 0, ref edge, ref tally);
                Count(ref four, 1, ref edge, ref tally);
                Count(ref four, 2, ref edge, ref tally);
                Count(ref four, 3, ref edge, ref tally);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Count(ref Four four, int lane, ref double edge, ref Packed tally)
    {
        unchecked
        {
            var bin = (nint)Unsafe.Add(ref Unsafe.As<Vector256<long>, long>(ref four.Nearest), lane);
            bin -= Unsafe.BitCast<bool, byte>(Unsafe.Add(ref Unsafe.As<Vector256<double>, double>(ref four.Forecast), lane) < Unsafe.Add(ref edge, bin));
            ref var own = ref Unsafe.Add(ref tally, (bin * Lanes) + lane);
            own.High += Unsafe.Add(ref Unsafe.As<Vector256<long>, long>(ref four.High), lane);
            own.Low += Unsafe.Add(ref Unsafe.As<Vector256<long>, long>(ref four.Low), lane);
        }
    }

    private static double[] Uniform(int count)
    {
        // numpy.linspace(0, 1, K + 1): i times the rounded step, and the end put in by hand.
        var edges = new double[count + 1];
        var step = 1.0 / count;
        for (var i = 0; i < count; i++) edges[i] = i * step;
        edges[count] = 1;
        return edges;
    }

    /// <summary>Cuts at the K - 1 ranks that split the rows evenly (the first parts one larger), each moved halfway between its neighbours.</summary>
    private static double[] EqualMass(ScoreTable table, int count)
    {
        var total = table.TotalWeight;
        var parts = Math.Min(count, total);
        var ranks = new Ranks(table);
        var edges = new List<double>();
        for (long part = 1, rank = 0; part < parts; part++)
        {
            rank += (total / parts) + (part <= total % parts ? 1 : 0);
            var edge = (ranks.ScoreAt(rank - 1) + ranks.ScoreAt(rank)) / 2;
            if (edges.Count == 0 || edges[^1] != edge) edges.Add(edge);
        }

        return [.. edges];
    }

    /// <summary>i/K for the inner edges, as numpy.percentile has them of numpy.linspace(0, 1, K + 1) · 100.</summary>
    private static IEnumerable<double> Inner(int count)
    {
        var step = 1.0 / count;
        for (var i = 1; i < count; i++) yield return i * step * 100 / 100;
    }

    /// <summary>numpy.linspace(1/K, 1 - 1/K, K - 1).</summary>
    private static double[] LeftClosedShares(int count)
    {
        var shares = new double[count - 1];
        var (start, stop) = (1.0 / count, 1 - (1.0 / count));
        var step = count > 2 ? (stop - start) / (count - 2) : 0;
        for (var i = 0; i < shares.Length; i++) shares[i] = i == shares.Length - 1 && i > 0 ? stop : (i * step) + start;
        return shares;
    }

    /// <summary>Quantiles with linear interpolation, in numpy's own arithmetic.</summary>
    private static double[] Quantiles(ScoreTable table, double[] shares)
    {
        var ranks = new Ranks(table);
        var last = table.TotalWeight - 1;
        return Array.ConvertAll(shares, share =>
        {
            var position = last * share;
            var rank = (long)Math.Floor(position);
            var (low, high) = (ranks.ScoreAt(rank), ranks.ScoreAt(Math.Min(rank + 1, last)));
            var t = position - rank;
            return t >= 0.5 ? high - ((high - low) * (1 - t)) : low + ((high - low) * t);
        });
    }

    /// <summary>The score of the row at a rank, for ranks that mostly ascend.</summary>
    private sealed class Ranks(ScoreTable table)
    {
        private int _index;
        private long _before;

        public double ScoreAt(long rank)
        {
            while (rank >= _before + table.WeightAt(_index)) _before += table.WeightAt(_index++);
            while (rank < _before) _before -= table.WeightAt(--_index);
            return table.Scores[_index];
        }
    }

    private struct Tally
    {
        // Rows in the lower half, positives in the upper: spans hold fewer than 2^31.
        public long Rows;
        public long High;
        public long Low;

        public void Add(Packed block)
        {
            var sums = (1L << CountBit) - 1;
            var rows = block.High >>> CountBit;
            Rows += rows | (block.Low >>> CountBit << 32);
            High += block.High & sums;
            Low += (block.Low & sums) - (rows << (HalfBits - 1));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long onGrid, bool yes)
        {
            unchecked
            {
                Rows += 1 + ((yes ? 1L : 0L) << 32);
                High += onGrid >> HalfBits;
                Low += onGrid & ((1L << HalfBits) - 1);
            }
        }
    }

    /// <summary>The sums of a block: the two halves of the forecasts, with rows above the one and positives above the other.</summary>
    private struct Packed
    {
        public long High;
        public long Low;
    }

    /// <summary>Four rows, ready to be counted.</summary>
    private struct Four
    {
        public Vector256<long> Nearest;
        public Vector256<long> High;
        public Vector256<long> Low;
        public Vector256<double> Forecast;
    }
}

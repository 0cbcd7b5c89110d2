using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HypeKr.Calibration;

/// <summary>The bins of a rule with their edges known.</summary>
internal sealed class BinMap
{
    // The bits of 1.0.
    private const long One = 0x3FF0_0000_0000_0000;

    // A tally a lane, so that rows of one bin need not wait for each other; its sums hold 2^10 rows at the least.
    private const int Lanes = 4;
    private const int BlockRows = Lanes << 10;
    private const int Together = 256;

    // Above that clearing the tallies of a block costs more than the vectors save.
    private const int MaximumTallied = 4096;

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

    /// <summary>A forecast as an integer of 2^-52, half to even: finer than the mean of a bin can be told from another.</summary>
    public static long OnGrid(double p) => unchecked(BitConverter.DoubleToInt64Bits(p + 1) - One);

    /// <summary>The mean of forecasts whose integers add up to a total.</summary>
    public static double Mean(Int128 total, long weight) => (double)total / weight / (1L << 52);

    /// <summary>Counts rows into bins, and adds up their forecasts on the grid.</summary>
    /// <param name="forecasts">n probabilities.</param>
    /// <param name="labels">n labels.</param>
    /// <returns>Rows, positives and sum of forecasts of every bin, empty ones too.</returns>
    /// <exception cref="InvalidCalibrationDataException">A forecast is no probability; the error names its row.</exception>
    public (long Rows, long Positives, Int128 Sum)[] Count(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels)
    {
        var bins = new (long Rows, long Positives, Int128 Sum)[BinCount];
        var counted = _kind == BinEdges.LeftClosed && _count <= MaximumTallied ? CountLeftClosed(forecasts, labels, bins) : 0;
        for (var i = counted; i < forecasts.Length; i++)
        {
            var p = Guard.Probability(forecasts[i], i, "forecast");
            var bin = BinOf(p);
            if (bin < 0) continue;
            ref var own = ref bins[bin];
            own = (own.Rows + 1, own.Positives + (labels[i] ? 1 : 0), own.Sum + OnGrid(p));
        }

        return bins;
    }

    /// <summary>Counts as many rows as fill vectors, and says how many.</summary>
    private int CountLeftClosed(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, (long Rows, long Positives, Int128 Sum)[] bins)
    {
        var tallies = new Vector128<long>[_count * Lanes];
        var end = forecasts.Length & -Lanes;
        for (var first = 0; first < end; first += BlockRows)
        {
            var rows = Math.Min(BlockRows, end - first);
            CountBlock(forecasts.Slice(first, rows), labels.Slice(first, rows), tallies, first);
            for (var k = 0; k < tallies.Length; k++)
            {
                ref var own = ref bins[k / Lanes];
                var (sum, counts) = (tallies[k][0], tallies[k][1]);
                own = (own.Rows + (counts & uint.MaxValue), own.Positives + (counts >>> 32), own.Sum + sum);
            }

            Array.Clear(tallies);
        }

        return end;
    }

    private void CountBlock(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, Vector128<long>[] tallies, int offset)
    {
        // Vectors write, then others read: apart, so that no read waits for the write just before it.
        Span<long> places = stackalloc long[Together];
        Span<Vector128<long>> additions = stackalloc Vector128<long>[Together];
        ref var place = ref MemoryMarshal.GetReference(places);
        ref var addition = ref MemoryMarshal.GetReference(additions);
        ref var tally = ref MemoryMarshal.GetArrayDataReference(tallies);
        for (var first = 0; first < forecasts.Length; first += Together)
        {
            var part = forecasts.Slice(first, Math.Min(Together, forecasts.Length - first));
            Prepare(part, labels.Slice(first, part.Length), ref place, ref addition, offset + first);

            // A line of code a lane: a processor that guesses which reads wait for which writes goes by the line, and lanes never meet.
            for (nint i = 0; i < part.Length; i += Lanes)
            {
                Unsafe.AddByteOffset(ref tally, (nint)Unsafe.Add(ref place, i)) += Unsafe.Add(ref addition, i);
                Unsafe.AddByteOffset(ref tally, (nint)Unsafe.Add(ref place, i + 1)) += Unsafe.Add(ref addition, i + 1);
                Unsafe.AddByteOffset(ref tally, (nint)Unsafe.Add(ref place, i + 2)) += Unsafe.Add(ref addition, i + 2);
                Unsafe.AddByteOffset(ref tally, (nint)Unsafe.Add(ref place, i + 3)) += Unsafe.Add(ref addition, i + 3);
            }
        }
    }

    /// <summary>At how many bytes from the first tally each row is counted, and what is added there: the forecast on the grid, and 1 with the label in the upper half.</summary>
    private void Prepare(ReadOnlySpan<double> forecasts, ReadOnlySpan<bool> labels, ref long place, ref Vector128<long> addition, int offset)
    {
        const double TallyBytes = 16;
        ref var forecast = ref MemoryMarshal.GetReference(forecasts);
        ref var label = ref MemoryMarshal.GetReference(labels);
        ref var target = ref Unsafe.As<Vector128<long>, long>(ref addition);
        var (scale, step, last) = (Vector256.Create((double)_count), Vector256.Create(1.0 / _count), Vector256.Create(_count - 1.0));
        var integers = Vector256.Create(4503599627370496.0);
        var (binBytes, lanes) = (Vector256.Create(Lanes * TallyBytes), Vector256.Create(0, TallyBytes, 2 * TallyBytes, 3 * TallyBytes));
        unchecked
        {
            for (var i = 0; i < forecasts.Length; i += Lanes)
            {
                var p = Vector256.LoadUnsafe(ref forecast, (nuint)i);

                // The bits of 0 to 1, and of no other double: one comparison.
                if (Vector256.GreaterThanAny(p.AsUInt64(), Vector256.Create((ulong)One))) p = RowScores.Checked(p, offset + i);

                // The integer nearest to the product is the bin or the next one: its edge, a product too, tells.
                var nearest = (p * scale) + integers - integers;
                var bin = Vector256.Min(nearest - (Vector256<double>.One & Vector256.LessThan(p, nearest * step)), last);
                (((bin * binBytes) + lanes + integers).AsInt64() & Vector256.Create(0xFFFF_FFFFL)).StoreUnsafe(ref place, (nuint)i);

                var sums = (p + Vector256<double>.One).AsInt64() - Vector256.Create(One);
                var counts = Vector256<long>.One + Vector256.ShiftLeft(RowScores.Outcomes(ref label, i), 32);
                Vector256.Shuffle(Vector256.Create(sums.GetLower(), counts.GetLower()), Vector256.Create(0L, 2, 1, 3)).StoreUnsafe(ref target, (nuint)(2 * i));
                Vector256.Shuffle(Vector256.Create(sums.GetUpper(), counts.GetUpper()), Vector256.Create(0L, 2, 1, 3)).StoreUnsafe(ref target, (nuint)((2 * i) + Lanes));
            }
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
            var (lower, upper) = (ranks.ScoreAt(rank - 1), ranks.ScoreAt(rank));
            var edge = (lower + upper) / 2;

            // Between neighbouring doubles the middle may round up, and would then part nothing.
            if (edge >= upper) edge = lower;
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
}

namespace HypeKr.Calibration;

/// <summary>A binning convention with its number of bins.</summary>
public readonly record struct BinningRule
{
    /// <summary>A rule.</summary>
    /// <param name="edges">The convention.</param>
    /// <param name="count">K, at least 1; without meaning for <see cref="BinEdges.Distinct"/>.</param>
    public BinningRule(BinEdges edges, int count)
    {
        if (!Enum.IsDefined(edges)) throw new ArgumentOutOfRangeException(nameof(edges), edges, "This is no binning convention.");
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Edges = edges;
        Count = count;
    }

    /// <summary>15 equal bins, left-closed: what calibration errors here are reported with unless a rule is given.</summary>
    public static BinningRule Default { get; } = new(BinEdges.LeftClosed, 15);

    /// <summary>A bin for every distinct forecast.</summary>
    public static BinningRule Distinct { get; } = new(BinEdges.Distinct, 1);

    /// <summary>The convention.</summary>
    public BinEdges Edges { get; }

    /// <summary>K. 0 in a default value, which no method accepts.</summary>
    public int Count { get; }

    /// <summary>For example "15 bins, LeftClosed".</summary>
    public override string ToString() => Edges == BinEdges.Distinct ? "distinct forecasts" : string.Create(CultureInfo.InvariantCulture, $"{Count} bins, {Edges}");

    /// <summary>The bin of every distinct forecast of a table; -1 for one that is in no bin.</summary>
    internal int[] Assign(ScoreTable table)
    {
        Guard.Probabilities(table);
        if (Count == 0) throw new ArgumentException("The binning rule is a default value; use new BinningRule(BinEdges.LeftClosed, 15) or BinningRule.Default.");
        var bins = new int[table.Count];
        double[] edges = Edges switch
        {
            BinEdges.EqualMass => EqualMassEdges(table),
            BinEdges.Quantile => QuantileEdges(table),
            BinEdges.LeftClosed or BinEdges.RightClosed or BinEdges.RightClosedZeroApart or BinEdges.HalfOpen => UniformEdges(),
            _ => [],
        };

        for (var i = 0; i < bins.Length; i++)
        {
            var p = table.Scores[i];
            bins[i] = Edges switch
            {
                BinEdges.LeftClosed => Math.Min(CountBelow(edges, p, orEqual: true) - 1, Count - 1),
                BinEdges.HalfOpen => p == 1 ? -1 : CountBelow(edges, p, orEqual: true) - 1,
                BinEdges.RightClosed => Math.Max(CountBelow(edges, p, orEqual: false) - 1, 0),
                BinEdges.RightClosedZeroApart => CountBelow(edges, p, orEqual: false),
                BinEdges.FloorCapped => Math.Min((int)Math.Floor(p * Count), Count - 1),
                BinEdges.FloorUncapped => (int)Math.Floor(p * Count),
                BinEdges.EqualMass or BinEdges.Quantile => CountBelow(edges, p, orEqual: false),
                _ => i,
            };
        }

        return bins;
    }

    private double[] UniformEdges()
    {
        // numpy.linspace(0, 1, K + 1): i times the rounded step, and the end put in by hand.
        var edges = new double[Count + 1];
        var step = 1.0 / Count;
        for (var i = 0; i < Count; i++) edges[i] = i * step;
        edges[Count] = 1;
        return edges;
    }

    /// <summary>Cuts at the K - 1 ranks that split the rows evenly (the first parts one larger), each moved halfway between its neighbours.</summary>
    private double[] EqualMassEdges(ScoreTable table)
    {
        var total = table.TotalWeight;
        var parts = Math.Min(Count, total);
        var edges = new List<double>();
        for (long part = 1, rank = 0; part < parts; part++)
        {
            rank += (total / parts) + (part <= total % parts ? 1 : 0);
            var edge = (ScoreAt(table, rank - 1) + ScoreAt(table, rank)) / 2;
            if (edges.Count == 0 || edges[^1] != edge) edges.Add(edge);
        }

        return [.. edges];
    }

    /// <summary>The inner K-quantiles with linear interpolation, in numpy.percentile's own arithmetic.</summary>
    private double[] QuantileEdges(ScoreTable table)
    {
        var edges = new double[Count - 1];
        var step = 1.0 / Count;
        for (var i = 1; i < Count; i++)
        {
            var position = (table.TotalWeight - 1) * (i * step * 100 / 100);
            var rank = (long)Math.Floor(position);
            var (low, high) = (ScoreAt(table, rank), ScoreAt(table, Math.Min(rank + 1, table.TotalWeight - 1)));
            var t = position - rank;
            edges[i - 1] = t >= 0.5 ? high - ((high - low) * (1 - t)) : low + ((high - low) * t);
        }

        return edges;
    }

    private static double ScoreAt(ScoreTable table, long rank)
    {
        var index = 0;
        for (var seen = table.WeightAt(0); seen <= rank; seen += table.WeightAt(index)) index++;
        return table.Scores[index];
    }

    private static int CountBelow(double[] edges, double value, bool orEqual)
    {
        var low = 0;
        var high = edges.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (edges[middle] < value || (orEqual && edges[middle] == value)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

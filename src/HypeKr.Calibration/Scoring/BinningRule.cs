namespace HypeKr.Calibration;

/// <summary>A binning convention with its number of bins.</summary>
public readonly record struct BinningRule
{
    /// <summary>2^20, the most bins a rule may have.</summary>
    private const int MaximumCount = 1 << 20;

    /// <summary>A rule.</summary>
    /// <param name="edges">The convention.</param>
    /// <param name="count">K, from 1 to 1,048,576; without meaning for <see cref="BinEdges.Distinct"/>.</param>
    public BinningRule(BinEdges edges, int count)
    {
        if (!Enum.IsDefined(edges)) throw new ArgumentOutOfRangeException(nameof(edges), edges, "This is no binning convention.");
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (count > MaximumCount) throw new ArgumentOutOfRangeException(nameof(count), count, "A rule has at most 1,048,576 bins; BinningRule.Distinct has one for every forecast.");
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

    /// <summary>The bins of this rule for the forecasts of a table.</summary>
    internal BinMap For(ScoreTable table)
    {
        Guard.Probabilities(table);
        Check();
        return BinMap.Of(this, table);
    }

    /// <summary>The bins of this rule where they do not hang on the forecasts; null where they do.</summary>
    internal BinMap? ForAny()
    {
        Check();
        return Edges is BinEdges.EqualMass or BinEdges.Quantile or BinEdges.QuantileLeftClosed or BinEdges.QuantileLowestApart or BinEdges.Distinct ? null : BinMap.Of(this, ScoreTable.Empty);
    }

    /// <summary>The bin of every distinct forecast of a table; -1 for one that is in no bin.</summary>
    internal int[] Assign(ScoreTable table)
    {
        var map = For(table);
        var bins = new int[table.Count];
        for (var i = 0; i < bins.Length; i++) bins[i] = map.BinOf(table.Scores[i]);
        return bins;
    }

    private void Check()
    {
        if (Count == 0) throw new ArgumentException("The binning rule is a default value; use new BinningRule(BinEdges.LeftClosed, 15) or BinningRule.Default.");
    }
}

namespace HypeKr.Calibration;

/// <summary>One Mondrian cell: the nonconformity scores of the calibration rows that share a category, a true class, or both.</summary>
public sealed class ConformalCell
{
    private readonly SortedScores _scores;
    private readonly MondrianOptions _options;

    internal ConformalCell(string? category, int? @class, SortedScores scores, MondrianOptions options)
    {
        Category = category;
        Class = @class;
        _scores = scores;
        _options = options;
    }

    /// <summary>The category; null where the taxonomy does not tell categories apart.</summary>
    public string? Category { get; }

    /// <summary>The true class of the cell's rows, for binary data 1 is YES; null where the taxonomy does not tell classes apart.</summary>
    public int? Class { get; }

    /// <summary>n, how many rows the cell has.</summary>
    public long Count => _scores.Total;

    /// <summary>Whether two rows share a score. Then the band of coverage is a lower one.</summary>
    public bool HasTies => _scores.HasTies;

    /// <summary>Whether the cell has fewer rows than the minimum, so that its label is always in the set.</summary>
    public bool AlwaysIncludes => _options.SmallCells == SmallCellRule.IncludeLabel && Count < _options.MinimumSamples;

    internal ReadOnlySpan<double> Scores => _scores.Distinct;

    internal long CountAt(int index) => _scores.WeightAt(index);

    /// <summary>The p-value of a nonconformity score in this cell. O(log n).</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public ConformalPValue PValue(double score) => new(_scores.AtLeast(score), Count);

    /// <summary>How many scores of the cell are strictly above the given one.</summary>
    public long CountAbove(double score) => _scores.Above(score);

    /// <summary>The smoothed p-value (#above + θ(#equal + 1)) / (n + 1), which is uniform for exchangeable rows.</summary>
    /// <param name="score">The object's nonconformity score.</param>
    /// <param name="theta">Drawn uniformly from [0, 1] for every object and label.</param>
    public double SmoothedPValue(double score, double theta)
    {
        Guard.Probability(theta, "theta");
        var above = CountAbove(score);
        var equal = PValue(score).AtLeast - above;
        return (above + (theta * (equal + 1))) / (Count + 1);
    }

    /// <summary>The score that bounds the set: a label is in it by its p-value exactly when its score is at most this. The only number of a cell that an application needs for one alpha.</summary>
    /// <returns>The k-th smallest score, or +∞ when k &gt; n: then nothing can be excluded. k = ceil((n+1)(1-alpha)) where p = alpha is excluded, floor((n+1)(1-alpha)) + 1 where it is included.</returns>
    public double Quantile(SignificanceLevel alpha)
    {
        var rank = Rank(alpha);
        return rank > Count ? double.PositiveInfinity : _scores.AtRank(rank);
    }

    /// <summary>Where the coverage of this cell lies at a level, given the rows it was calibrated on; null where inclusion is forced, by the minimum or because nothing can be excluded.</summary>
    /// <param name="alpha">The error rate.</param>
    /// <remarks>The 5 % and 95 % quantiles of Beta(k, n + 1 - k), to 1e-7.</remarks>
    public CoverageBand? CoverageBand(SignificanceLevel alpha)
    {
        var rank = Rank(alpha);
        if (AlwaysIncludes || rank > Count) return null;
        return new CoverageBand(BetaQuantile.Of(rank, Count + 1 - rank, 0.05), HasTies ? null : BetaQuantile.Of(rank, Count + 1 - rank, 0.95));
    }

    /// <summary>The numbers to look at before the cell is relied on.</summary>
    public ConformalCellReport Report(SignificanceLevel alpha) => new(Category, Class, Count, Quantile(alpha), CoverageBand(alpha), AlwaysIncludes);

    private long Rank(SignificanceLevel alpha) => alpha.Rank(Count, 1, _options.Boundary);
}

using MathNet.Numerics.Distributions;

namespace HypeKr.Calibration;

/// <summary>One Mondrian cell: the nonconformity scores of the calibration rows of one category and one true class.</summary>
public sealed class ConformalCell
{
    private readonly double[] _scores;
    private readonly long[] _cumulative;
    private readonly MondrianOptions _options;

    internal ConformalCell(string category, int @class, double[] scores, long[] counts, MondrianOptions options)
    {
        Category = category;
        Class = @class;
        _scores = scores;
        _options = options;
        _cumulative = new long[counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            Count += counts[i];
            _cumulative[i] = Count;
        }
    }

    /// <summary>The category.</summary>
    public string Category { get; }

    /// <summary>The true class of the cell's rows; for binary data 1 is YES.</summary>
    public int Class { get; }

    /// <summary>How many rows the cell has.</summary>
    public long Count { get; }

    /// <summary>Whether the cell has fewer rows than the minimum, so that its label is always in the set.</summary>
    public bool AlwaysIncludes => _options.SmallCells == SmallCellRule.IncludeLabel && Count < _options.MinimumSamples;

    internal ReadOnlySpan<double> Scores => _scores;

    internal long CountAt(int index) => index == 0 ? _cumulative[0] : _cumulative[index] - _cumulative[index - 1];

    /// <summary>The p-value of a nonconformity score in this cell. O(log n).</summary>
    public ConformalPValue PValue(double score) => new(Count - Below(score, orEqual: false), Count);

    /// <summary>How many scores of the cell are strictly above the given one.</summary>
    public long CountAbove(double score) => Count - Below(score, orEqual: true);

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

    /// <summary>The score that bounds the set: p &gt; alpha exactly when the object's score is at most this. The only number of a cell that an application needs for one alpha.</summary>
    /// <returns>The k-th smallest score with k = ceil((n+1)(1-alpha)), or +∞ when k &gt; n: then nothing can be excluded.</returns>
    public double Quantile(decimal alpha)
    {
        var rank = ConformalLevel.Rank(Count, ConformalLevel.Check(alpha));
        if (rank > Count) return double.PositiveInfinity;
        var index = Array.BinarySearch(_cumulative, rank);
        return _scores[index >= 0 ? index : ~index];
    }

    /// <summary>The 5 % to 95 % band of this cell's coverage at a level.</summary>
    public CoverageBand CoverageBand(decimal alpha)
    {
        var rank = ConformalLevel.Rank(Count, ConformalLevel.Check(alpha));
        if (AlwaysIncludes || rank > Count) return new CoverageBand(1, 1);
        return new CoverageBand(Beta.InvCDF(rank, Count + 1 - rank, 0.05), Beta.InvCDF(rank, Count + 1 - rank, 0.95));
    }

    private long Below(double score, bool orEqual)
    {
        if (double.IsNaN(score)) throw new InvalidCalibrationDataException("The nonconformity score is NaN.");
        var low = 0;
        var high = _scores.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_scores[middle] < score || (orEqual && _scores[middle] == score)) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? 0 : _cumulative[low - 1];
    }
}

namespace HypeKr.Calibration;

/// <summary>The sufficient statistic of what needs the market beside the forecast: distinct (forecast, market) pairs with integer counts.</summary>
/// <remarks>Sorted by forecast, then market. Rows, groups and merged shards give the same table. Immutable and safe to share.</remarks>
public sealed class PairedScoreTable
{
    private readonly PairedScoreGroup[] _groups;

    private PairedScoreTable(PairedScoreGroup[] groups)
    {
        _groups = groups;
        foreach (var group in groups) TotalCount += group.Count;
    }

    /// <summary>A table without rows.</summary>
    public static PairedScoreTable Empty { get; } = new([]);

    /// <summary>The distinct pairs with their counts, in order.</summary>
    public ReadOnlySpan<PairedScoreGroup> Groups => _groups;

    /// <summary>How many rows there are.</summary>
    public long TotalCount { get; }

    /// <summary>Counts n rows.</summary>
    /// <param name="scores">n forecasts in [0, 1].</param>
    /// <param name="markets">n market prices in [0, 1].</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A forecast or price is no probability; the error names its row.</exception>
    public static PairedScoreTable FromRows(ReadOnlySpan<double> scores, ReadOnlySpan<double> markets, ReadOnlySpan<bool> labels)
    {
        Guard.SameLength(scores.Length, markets.Length, nameof(markets));
        Guard.SameLength(scores.Length, labels.Length, nameof(labels));
        var groups = new PairedScoreGroup[scores.Length];
        for (var i = 0; i < scores.Length; i++) groups[i] = new(scores[i], markets[i], 1, labels[i] ? 1 : 0);
        return FromGroups(groups);
    }

    /// <summary>Takes rows that were already grouped; the same pair may come more than once.</summary>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability or the counts contradict each other; the error names the row.</exception>
    public static PairedScoreTable FromGroups(IEnumerable<PairedScoreGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var sorted = new List<PairedScoreGroup>();
        var row = 0L;
        foreach (var group in groups)
        {
            var score = Guard.Probability(group.Score, row, "forecast");
            var market = Guard.Probability(group.Market, row, "market price");
            Guard.Counts(group.Count, group.Positives, row);
            if (group.Count > 0) sorted.Add(group with { Score = score, Market = market });
            row++;
        }

        sorted.Sort(static (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : a.Market.CompareTo(b.Market));
        var merged = new List<PairedScoreGroup>(sorted.Count);
        foreach (var group in sorted)
        {
            if (merged.Count > 0 && merged[^1].Score == group.Score && merged[^1].Market == group.Market)
            {
                merged[^1] = merged[^1] with { Count = merged[^1].Count + group.Count, Positives = merged[^1].Positives + group.Positives };
            }
            else
            {
                merged.Add(group);
            }
        }

        return new PairedScoreTable([.. merged]);
    }

    /// <summary>The table of both inputs' rows together: associative and commutative.</summary>
    public PairedScoreTable Merge(PairedScoreTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return FromGroups([.. _groups, .. other._groups]);
    }

    /// <summary>The table of the forecasts alone.</summary>
    public ScoreTable ToScoreTable() => ScoreTable.FromGroups(_groups.Select(g => new ScoreGroup(g.Score, g.Count, g.Positives)));

    /// <summary>The table of the market prices alone, as if the market were the forecaster.</summary>
    public ScoreTable ToMarketTable() => ScoreTable.FromGroups(_groups.Select(g => new ScoreGroup(g.Market, g.Count, g.Positives)));
}

namespace HypeKr.Calibration;

/// <summary>The sufficient statistic of binary calibration: every distinct score with its integer weights of positives and negatives.</summary>
/// <remarks>
/// <para>
/// Calibrators and scores that do not depend on the identity or order of rows are functions of this table alone, so rows, shuffled
/// rows, <c>GROUP BY</c> rows and merged shards give the same result bit for bit. Scores are sorted, distinct and finite; -0.0 is 0.0.
/// </para>
/// <para>
/// Weights are integers, because sums of doubles depend on their order. Fractional weights are integers in a stated unit
/// (<see cref="UnitsPerWeight"/>). Immutable and safe to share.
/// </para>
/// </remarks>
public sealed class ScoreTable
{
    // Leaves room for one more object of any weight in sums and for products in Int128.
    private const long MaximumTotal = long.MaxValue / 4;

    private readonly double[] _scores;
    private readonly long[] _positives;
    private readonly long[] _negatives;

    private ScoreTable(double[] scores, long[] positives, long[] negatives, long unitsPerWeight)
    {
        _scores = scores;
        _positives = positives;
        _negatives = negatives;
        UnitsPerWeight = unitsPerWeight;
        Int128 positive = 0, negative = 0;
        foreach (var weight in positives) positive += weight;
        foreach (var weight in negatives) negative += weight;
        if (positive + negative > MaximumTotal) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The weights add up to {positive + negative}, more than {MaximumTotal}; use a coarser unit."));
        TotalPositives = (long)positive;
        TotalNegatives = (long)negative;
    }

    /// <summary>A table without rows, which merges into any table that counts in units of 1.</summary>
    public static ScoreTable Empty { get; } = new([], [], [], 1);

    /// <summary>How many integer units make a weight of one. 1 for plain counts.</summary>
    public long UnitsPerWeight { get; }

    /// <summary>How many distinct scores there are.</summary>
    public int Count => _scores.Length;

    /// <summary>The weight of all rows, in units.</summary>
    public long TotalWeight => TotalPositives + TotalNegatives;

    /// <summary>The weight of the YES rows, in units.</summary>
    public long TotalPositives { get; }

    /// <summary>The weight of the NO rows, in units.</summary>
    public long TotalNegatives { get; }

    /// <summary>The distinct scores, ascending.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>The weight of YES rows at each score, in units.</summary>
    public ReadOnlySpan<long> Positives => _positives;

    /// <summary>The weight of NO rows at each score, in units.</summary>
    public ReadOnlySpan<long> Negatives => _negatives;

    /// <summary>Counts n rows, one score and one label each.</summary>
    /// <param name="scores">n scores on any scale, finite.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite; the error names its row.</exception>
    public static ScoreTable FromRows(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Guard.SameLength(scores.Length, labels.Length, nameof(labels));
        var entries = new (double Score, long Positives, long Negatives)[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            entries[i] = (Guard.Finite(scores[i], i, "score"), labels[i] ? 1 : 0, labels[i] ? 0 : 1);
        }

        return Group(entries, 1);
    }

    /// <inheritdoc cref="FromRows(ReadOnlySpan{double}, ReadOnlySpan{bool})"/>
    public static ScoreTable FromRows(IEnumerable<(double Score, BinaryOutcome Outcome)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var entries = new List<(double, long, long)>();
        foreach (var (score, outcome) in rows)
        {
            entries.Add((Guard.Finite(score, entries.Count, "score"), outcome.IsYes ? 1 : 0, outcome.IsYes ? 0 : 1));
        }

        return Group([.. entries], 1);
    }

    /// <summary>Counts n weighted rows. Rows of weight 0 are left out and do not widen the range of scores.</summary>
    /// <param name="scores">n scores, finite.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <param name="weights">n weights, 0 or more, each a whole number of units.</param>
    /// <param name="unitsPerWeight">How many units make a weight of one, for example 1000 for weights with three decimals.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite, or a weight is negative or no whole number of units.</exception>
    public static ScoreTable FromWeightedRows(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<decimal> weights, long unitsPerWeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        Guard.SameLength(scores.Length, labels.Length, nameof(labels));
        Guard.SameLength(scores.Length, weights.Length, nameof(weights));
        var entries = new (double Score, long Positives, long Negatives)[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            var units = Units(weights[i], unitsPerWeight, i);
            entries[i] = (Guard.Finite(scores[i], i, "score"), labels[i] ? units : 0, labels[i] ? 0 : units);
        }

        return Group(entries, unitsPerWeight);
    }

    /// <summary>Takes rows that some database has already grouped and counted; the same score may come more than once.</summary>
    /// <exception cref="InvalidCalibrationDataException">A score is not finite, or the counts of a row contradict each other; the error names the row.</exception>
    public static ScoreTable FromGroups(IEnumerable<ScoreGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var entries = new List<(double, long, long)>();
        foreach (var group in groups)
        {
            var row = entries.Count;
            if (group.Count < 0 || group.Positives < 0 || group.Positives > group.Count)
            {
                throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"{group.Positives} positives of {group.Count} rows is impossible; 0 <= positives <= count is needed."));
            }

            entries.Add((Guard.Finite(group.Score, row, "score"), group.Positives, group.Count - group.Positives));
        }

        return Group([.. entries], 1);
    }

    /// <summary>The table of both inputs' rows together: associative and commutative, so shards may be merged in any order.</summary>
    /// <exception cref="InvalidCalibrationDataException">The tables count in different units.</exception>
    public ScoreTable Merge(ScoreTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Count == 0) return other;
        if (other.Count == 0) return this;
        if (UnitsPerWeight != other.UnitsPerWeight) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"One table counts in units of 1/{UnitsPerWeight}, the other in 1/{other.UnitsPerWeight}; merge tables of one unit."));
        var entries = new (double, long, long)[Count + other.Count];
        for (var i = 0; i < Count; i++) entries[i] = (_scores[i], _positives[i], _negatives[i]);
        for (var i = 0; i < other.Count; i++) entries[Count + i] = (other._scores[i], other._positives[i], other._negatives[i]);
        return Group(entries, UnitsPerWeight);
    }

    /// <summary>Puts every score s on a grid of K steps to one by the integer rule q = floor(s·K + 0.5) on the double product; the score becomes q / K.</summary>
    /// <remarks>A named rule, because <c>round(0.12345, 4)</c> differs between databases and .NET.</remarks>
    /// <param name="stepsPerOne">K, for example 10000 for four decimals.</param>
    public ScoreTable Quantize(int stepsPerOne)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerOne, 1);
        var entries = new (double, long, long)[Count];
        for (var i = 0; i < Count; i++)
        {
            var step = Math.Floor((_scores[i] * stepsPerOne) + 0.5);
            entries[i] = (Guard.Finite(step / stepsPerOne, i, "quantized score"), _positives[i], _negatives[i]);
        }

        return Group(entries, UnitsPerWeight);
    }

    /// <summary>A table with the same weights and each score replaced; scores that become equal are joined.</summary>
    /// <remarks>What a calibrator does to a table: scoring calibrated rows needs no rows.</remarks>
    /// <param name="transform">Gives the new score of an old one.</param>
    /// <exception cref="InvalidCalibrationDataException">A new score is not finite.</exception>
    public ScoreTable Map(Func<double, double> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        var entries = new (double, long, long)[Count];
        for (var i = 0; i < Count; i++) entries[i] = (Guard.Finite(transform(_scores[i]), i, "new score"), _positives[i], _negatives[i]);
        return Group(entries, UnitsPerWeight);
    }

    /// <summary>The weight of all rows at one distinct score, in units.</summary>
    internal long WeightAt(int index) => _positives[index] + _negatives[index];

    /// <summary>A table over the same scores with other weights, which is what a resample is; scores without weight are dropped.</summary>
    internal ScoreTable WithWeights(long[] positives, long[] negatives)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (positives[i] + negatives[i] > 0) kept++;
        }

        var scores = new double[kept];
        var yes = new long[kept];
        var no = new long[kept];
        for (int i = 0, k = 0; i < Count; i++)
        {
            if (positives[i] + negatives[i] == 0) continue;
            (scores[k], yes[k], no[k]) = (_scores[i], positives[i], negatives[i]);
            k++;
        }

        return new ScoreTable(scores, yes, no, UnitsPerWeight);
    }

    private static long Units(decimal weight, long unitsPerWeight, int row)
    {
        if (weight < 0) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is negative."));
        if (weight > (decimal)MaximumTotal / unitsPerWeight) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is too large in units of 1/{unitsPerWeight}."));
        var units = weight * unitsPerWeight;
        if (units != decimal.Truncate(units)) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is no whole number of units of 1/{unitsPerWeight}; choose a finer unit or round it."));
        return (long)units;
    }

    private static ScoreTable Group((double Score, long Positives, long Negatives)[] entries, long unitsPerWeight)
    {
        Array.Sort(entries, static (a, b) => a.Score.CompareTo(b.Score));
        var scores = new double[entries.Length];
        var positives = new long[entries.Length];
        var negatives = new long[entries.Length];
        var count = 0;
        foreach (var (score, positive, negative) in entries)
        {
            if (positive + negative == 0) continue;
            if (count == 0 || scores[count - 1] != score) scores[count++] = score;
            positives[count - 1] += positive;
            negatives[count - 1] += negative;
        }

        return new ScoreTable(scores[..count], positives[..count], negatives[..count], unitsPerWeight);
    }
}

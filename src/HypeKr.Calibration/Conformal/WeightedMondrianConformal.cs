namespace HypeKr.Calibration;

/// <summary>Conformal prediction under covariate shift: calibration rows count as much as the objects to come resemble them.</summary>
/// <remarks>
/// <para>
/// Tibshirani, Barber, Candès and Ramdas, "Conformal prediction under covariate shift" (2019). With w the ratio of the densities of
/// objects to come and calibration objects, p = (Σ w of scores ≥ s + w) / (Σ w + w), the object's own weight in both sums. Coverage is
/// exact for the true ratio; an estimated one makes it approximate. With equal weights it is <see cref="MondrianConformal"/>.
/// </para>
/// <para>Weights are integers, so sums do not depend on order and comparisons are exact; <see cref="Units"/> turns ratios into them. Immutable and safe to share.</para>
/// </remarks>
public sealed class WeightedMondrianConformal
{
    // Squares of sums times a minimum must fit in 128 bits.
    private const long MaximumTotal = 1L << 47;

    private readonly Dictionary<string, int> _indexes;
    private readonly (SortedScores Scores, Int128 Squares)[] _cells;
    private readonly int _categoryStep;
    private readonly int _classStep;

    private WeightedMondrianConformal(Dictionary<string, int> indexes, (SortedScores, Int128)[] cells, int classCount, MondrianOptions options)
    {
        _indexes = indexes;
        _cells = cells;
        ClassCount = classCount;
        Options = options;
        (_categoryStep, _classStep) = (options.ByCategory ? (options.ByClass ? classCount : 1) : 0, options.ByClass ? 1 : 0);
    }

    /// <summary>C, the number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>The policies. <see cref="MondrianOptions.MinimumSamples"/> is compared with the effective number of rows (Σw)² / Σw².</summary>
    public MondrianOptions Options { get; }

    /// <summary>Ratios as integers: round(ratio · unitsPerWeight), half up. Use one unit for calibration and prediction.</summary>
    /// <param name="ratios">Ratios of densities, 0 or more and finite.</param>
    /// <param name="unitsPerWeight">How many units make a weight of one.</param>
    /// <exception cref="InvalidCalibrationDataException">A ratio is negative, not finite, or too large for the unit.</exception>
    public static long[] Units(ReadOnlySpan<double> ratios, long unitsPerWeight = 1 << 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        var units = new long[ratios.Length];
        for (var i = 0; i < ratios.Length; i++)
        {
            var scaled = Math.Floor((ratios[i] * unitsPerWeight) + 0.5);
            if (!(ratios[i] >= 0 && scaled < MaximumTotal)) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the ratio {ratios[i]} is no weight from 0 to {MaximumTotal / unitsPerWeight}."));
            units[i] = (long)scaled;
        }

        return units;
    }

    /// <summary>Fits cells. Rows of weight 0 are left out.</summary>
    /// <param name="categories">n categories.</param>
    /// <param name="classes">n true classes, 0 to C - 1.</param>
    /// <param name="scores">n nonconformity scores of the true class.</param>
    /// <param name="weights">n weights in units, 0 or more.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, a class does not exist, a score is not finite, a category is empty, or a weight is negative or too large; the error names the row.</exception>
    public static WeightedMondrianConformal Fit(ReadOnlySpan<string> categories, ReadOnlySpan<int> classes, ReadOnlySpan<double> scores, ReadOnlySpan<long> weights, int classCount, MondrianOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        Guard.SameLength(categories.Length, classes.Length, nameof(classes));
        Guard.SameLength(categories.Length, scores.Length, nameof(scores));
        Guard.SameLength(categories.Length, weights.Length, nameof(weights));
        if (categories.Length == 0) throw new InvalidCalibrationDataException("There is no row; at least one is needed.");
        options ??= MondrianOptions.Default;
        options.Validate();
        var (names, places) = CategoryColumn.Encode(categories);
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++) indexes.Add(names[i], i);

        var rows = new List<(double Score, long Weight)>[(options.ByCategory ? names.Length : 1) * (options.ByClass ? classCount : 1)];
        foreach (ref var cell in rows.AsSpan()) cell = [];
        for (var i = 0; i < categories.Length; i++)
        {
            if (classes[i] < 0 || classes[i] >= classCount) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the class {classes[i]} is not one of 0 to {classCount - 1}."));
            if (weights[i] < 0 || weights[i] > MaximumTotal) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the weight {weights[i]} is outside 0 to {MaximumTotal}."));
            var score = Guard.Finite(scores[i], i, "nonconformity score");
            var cell = (options.ByCategory ? places[i] * (options.ByClass ? classCount : 1) : 0) + (options.ByClass ? classes[i] : 0);
            if (weights[i] > 0) rows[cell].Add((score, weights[i]));
        }

        return new WeightedMondrianConformal(indexes, [.. rows.Select(Cell)], classCount, options);
    }

    /// <summary>The effective number of rows behind a label of a category, (Σw)² / Σw² (Kish); 0 without rows.</summary>
    public double EffectiveCount(string category, int @class)
    {
        var (scores, squares) = Find(category, @class);
        return squares == 0 ? 0 : (double)((Int128)scores.Total * scores.Total) / (double)squares;
    }

    /// <summary>The p-value of one label of an object.</summary>
    /// <param name="category">The object's category; one never seen gives p = 1.</param>
    /// <param name="class">The label.</param>
    /// <param name="score">The label's nonconformity score.</param>
    /// <param name="weight">The object's own weight in units, at least 1.</param>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public ConformalPValue PValue(string category, int @class, double score, long weight)
    {
        CheckOwn(weight);
        var (scores, _) = Find(category, @class);
        return new ConformalPValue(scores.AtLeast(score), scores.Total, weight);
    }

    /// <summary>The largest score of a label that is in the set by its p-value; +∞ when nothing can be excluded.</summary>
    /// <param name="category">The object's category.</param>
    /// <param name="class">The label.</param>
    /// <param name="alpha">The error rate, a decimal or an exact fraction.</param>
    /// <param name="weight">The object's own weight in units, at least 1.</param>
    public double Quantile(string category, int @class, SignificanceLevel alpha, long weight)
    {
        CheckOwn(weight);
        var (scores, _) = Find(category, @class);
        var rank = alpha.Rank(scores.Total, weight, Options.Boundary);
        return rank > scores.Total ? double.PositiveInfinity : scores.AtRank(rank);
    }

    /// <summary>The set of one object from the nonconformity scores of all its labels.</summary>
    /// <param name="category">The object's category; one never seen gives a set of all labels.</param>
    /// <param name="scores">C nonconformity scores, one a label.</param>
    /// <param name="weight">The object's own weight in units, at least 1.</param>
    /// <param name="alpha">The error rate, a decimal or an exact fraction.</param>
    /// <exception cref="ArgumentException">There are not C scores.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN.</exception>
    public PredictionSet Predict(string category, ReadOnlySpan<double> scores, long weight, SignificanceLevel alpha)
    {
        Guard.SameLength(ClassCount, scores.Length, nameof(scores));
        Span<ConformalPValue> values = new ConformalPValue[ClassCount];
        Span<bool> forced = new bool[ClassCount];
        var seen = !Options.ByCategory;
        for (var c = 0; c < ClassCount; c++)
        {
            values[c] = PValue(category, c, scores[c], weight);
            var (cell, squares) = Find(category, c);
            seen |= cell.Total > 0;
            forced[c] = Options.SmallCells == SmallCellRule.IncludeLabel && (squares == 0 ? Options.MinimumSamples > 0 : (Int128)cell.Total * cell.Total < Options.MinimumSamples * squares);
        }

        return Options.Decide(category, seen, alpha, values, forced);
    }

    private static (SortedScores Scores, Int128 Squares) Cell(List<(double Score, long Weight)> rows)
    {
        rows.Sort(static (a, b) => a.Score.CompareTo(b.Score));
        var scores = new List<double>();
        var weights = new List<long>();
        Int128 squares = 0, total = 0;
        foreach (var (score, weight) in rows)
        {
            squares += (Int128)weight * weight;
            total += weight;
            if (scores.Count > 0 && scores[^1] == score)
            {
                weights[^1] += weight;
            }
            else
            {
                scores.Add(score);
                weights.Add(weight);
            }
        }

        if (total > MaximumTotal) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The weights of a cell add up to {total}, more than {MaximumTotal}; use a coarser unit."));
        return (SortedScores.FromWeights([.. scores], [.. weights]), squares);
    }

    private (SortedScores Scores, Int128 Squares) Find(string category, int @class)
    {
        ArgumentNullException.ThrowIfNull(category);
        ArgumentOutOfRangeException.ThrowIfNegative(@class);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(@class, ClassCount);
        var known = _indexes.TryGetValue(category, out var index);
        return known || !Options.ByCategory ? _cells[(index * _categoryStep) + (@class * _classStep)] : (SortedScores.Empty, 0);
    }

    private static void CheckOwn(long weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, MaximumTotal);
    }
}

namespace HypeKr.Calibration;

/// <summary>Mondrian conformal prediction by (category, true class): every cell covers its own class at the promised rate.</summary>
/// <remarks>
/// <para>
/// Vovk, Gammerman and Shafer, "Algorithmic learning in a random world" (2005), chapter 4. A cell holds the nonconformity scores of
/// the calibration rows of one category and class; p = (#{scores ≥ s} + 1) / (n + 1). For exchangeable rows the set {p > alpha} of
/// a cell covers the truth with probability 1 - alpha to 1 - alpha + 1/(n+1) (the upper bound without ties).
/// </para>
/// <para>
/// Fit it on raw probabilities, or on a calibrator's output for rows that calibrator has not seen: on an output fitted on the same
/// rows exchangeability is gone. Immutable and safe to share.
/// </para>
/// </remarks>
public sealed class MondrianConformal
{
    private readonly SortedDictionary<string, ConformalCell[]> _categories;
    private readonly ConformalCell[] _cells;

    private MondrianConformal(int classCount, SortedDictionary<string, ConformalCell[]> categories, MondrianOptions options)
    {
        ClassCount = classCount;
        _categories = categories;
        Options = options;
        _cells = [.. categories.Values.SelectMany(c => c)];
    }

    /// <summary>C, the number of classes; 2 for binary data.</summary>
    public int ClassCount { get; }

    /// <summary>The policies.</summary>
    public MondrianOptions Options { get; }

    /// <summary>All cells, by category (ordinal) and class; a class that a category lacks has a cell without rows.</summary>
    public IReadOnlyList<ConformalCell> Cells => _cells;

    /// <summary>Fits binary cells from probabilities: the nonconformity of YES is 1 - p, of NO it is p.</summary>
    /// <param name="tables">For each category the raw probabilities and labels of its calibration rows, in whole rows.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <exception cref="InvalidCalibrationDataException">A table is empty, weighted, or holds a score outside [0, 1].</exception>
    public static MondrianConformal FitBinary(IReadOnlyDictionary<string, ScoreTable> tables, MondrianOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var rows = new List<(string, int, double, long)>();
        foreach (var (category, table) in tables)
        {
            Guard.Probabilities(table);
            Guard.UnitWeights(table, "conformal prediction");
            Guard.Category(category, 0);
            for (var i = 0; i < table.Count; i++)
            {
                if (table.Negatives[i] > 0) rows.Add((category, 0, table.Scores[i], table.Negatives[i]));
                if (table.Positives[i] > 0) rows.Add((category, 1, 1 - table.Scores[i], table.Positives[i]));
            }
        }

        return FromCounts(rows, 2, options ?? MondrianOptions.Default);
    }

    /// <summary>Fits cells from nonconformity scores of any kind and any number of classes.</summary>
    /// <param name="categories">n categories.</param>
    /// <param name="classes">n true classes, 0 to C - 1.</param>
    /// <param name="scores">n nonconformity scores of the true class: the larger, the stranger.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, a class does not exist, a score is not finite or a category is empty; the error names the row.</exception>
    public static MondrianConformal Fit(ReadOnlySpan<string> categories, ReadOnlySpan<int> classes, ReadOnlySpan<double> scores, int classCount, MondrianOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        Guard.SameLength(categories.Length, classes.Length, nameof(classes));
        Guard.SameLength(categories.Length, scores.Length, nameof(scores));
        var rows = new List<(string, int, double, long)>(categories.Length);
        for (var i = 0; i < categories.Length; i++)
        {
            if (classes[i] < 0 || classes[i] >= classCount) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the class {classes[i]} is not one of 0 to {classCount - 1}."));
            rows.Add((Guard.Category(categories[i], i), classes[i], Guard.Finite(scores[i], i, "nonconformity score"), 1));
        }

        return FromCounts(rows, classCount, options ?? MondrianOptions.Default);
    }

    /// <summary>The cell of a category and class, or null for a category that calibration has not seen.</summary>
    public ConformalCell? FindCell(string category, int @class)
    {
        ArgumentNullException.ThrowIfNull(category);
        ArgumentOutOfRangeException.ThrowIfNegative(@class);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(@class, ClassCount);
        return _categories.TryGetValue(category, out var cells) ? cells[@class] : null;
    }

    /// <summary>The p-value of one label. A category never seen gives p = 1 of no rows.</summary>
    public ConformalPValue PValue(string category, int @class, double score) => FindCell(category, @class)?.PValue(score) ?? default;

    /// <summary>The set of one object from the nonconformity scores of all its labels.</summary>
    /// <param name="category">The object's category; one never seen gives a set of all labels.</param>
    /// <param name="scores">C nonconformity scores, one a label.</param>
    /// <param name="alpha">The error rate, with at most 12 decimals. A decimal, since a double's rounding moves the boundary.</param>
    /// <exception cref="ArgumentException">There are not C scores.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is not between 0 and 1.</exception>
    public PredictionSet Predict(string category, ReadOnlySpan<double> scores, decimal alpha)
    {
        if (scores.Length != ClassCount) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {scores.Length} nonconformity scores for {ClassCount} classes; one for each is needed."), nameof(scores));
        ConformalLevel.Check(alpha);
        var labels = new ConformalLabel[ClassCount];
        var seen = false;
        for (var c = 0; c < ClassCount; c++)
        {
            var cell = FindCell(category, c);
            seen |= cell is not null;
            var p = cell?.PValue(scores[c]) ?? default;
            var forced = cell?.AlwaysIncludes ?? (Options.SmallCells == SmallCellRule.IncludeLabel && Options.MinimumSamples > 0);
            var included = Options.Boundary == ConformalBoundary.Exclude ? p.Exceeds(alpha) : p.Reaches(alpha);
            labels[c] = new ConformalLabel(c, p, forced ? LabelInclusion.Forced : included ? LabelInclusion.Included : LabelInclusion.Excluded);
        }

        return new PredictionSet(category, seen, alpha, labels);
    }

    /// <summary>The set of one binary object from its probability of YES.</summary>
    /// <inheritdoc cref="Predict(string, ReadOnlySpan{double}, decimal)"/>
    /// <param name="category">The object's category; one never seen gives a set of both labels.</param>
    /// <param name="probability">The object's raw probability of YES.</param>
    /// <param name="alpha">The error rate, with at most 12 decimals.</param>
    /// <exception cref="InvalidOperationException">The cells are not binary.</exception>
    /// <exception cref="InvalidCalibrationDataException">The probability is outside [0, 1].</exception>
    public PredictionSet PredictBinary(string category, double probability, decimal alpha)
    {
        if (ClassCount != 2) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"These cells have {ClassCount} classes; a probability of YES fits two."));
        probability = Guard.Probability(probability, "probability");
        return Predict(category, [probability, 1 - probability], alpha);
    }

    /// <summary>Builds cells from counted scores.</summary>
    internal static MondrianConformal FromCounts(List<(string Category, int Class, double Score, long Count)> rows, int classCount, MondrianOptions options)
    {
        options.Validate();
        if (rows.Count == 0) throw new InvalidCalibrationDataException("There is no row; at least one is needed.");
        rows.Sort(static (a, b) =>
        {
            var byCategory = string.CompareOrdinal(a.Category, b.Category);
            if (byCategory != 0) return byCategory;
            return a.Class != b.Class ? a.Class.CompareTo(b.Class) : a.Score.CompareTo(b.Score);
        });

        var categories = new SortedDictionary<string, ConformalCell[]>(StringComparer.Ordinal);
        var next = 0;
        while (next < rows.Count)
        {
            var category = rows[next].Category;
            var cells = new ConformalCell[classCount];
            for (var c = 0; c < classCount; c++)
            {
                var scores = new List<double>();
                var counts = new List<long>();
                for (; next < rows.Count && rows[next].Category == category && rows[next].Class == c; next++)
                {
                    if (scores.Count > 0 && scores[^1] == rows[next].Score)
                    {
                        counts[^1] += rows[next].Count;
                    }
                    else
                    {
                        scores.Add(rows[next].Score);
                        counts.Add(rows[next].Count);
                    }
                }

                cells[c] = new ConformalCell(category, c, [.. scores], [.. counts], options);
            }

            categories.Add(category, cells);
        }

        return new MondrianConformal(classCount, categories, options);
    }
}

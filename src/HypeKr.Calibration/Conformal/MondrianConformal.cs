using System.Buffers;
using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>Mondrian conformal prediction: by (category, true class) every cell covers its own class at the promised rate; coarser taxonomies are special cases.</summary>
/// <remarks>
/// <para>
/// Vovk, Gammerman and Shafer, "Algorithmic learning in a random world" (2005), chapter 4. A cell holds the nonconformity scores of
/// the calibration rows of one category and class; p = (#{scores ≥ s} + 1) / (n + 1). For exchangeable rows the set {p &gt; alpha} of
/// a cell covers the truth with probability 1 - alpha to 1 - alpha + 1/(n+1) (the upper bound without ties).
/// <see cref="MondrianOptions.Taxonomy"/> makes it class-conditional, category-only or marginal.
/// </para>
/// <para>
/// Fit it on raw probabilities, or on a calibrator's output for rows that calibrator has not seen: on an output fitted on the same
/// rows exchangeability is gone. Immutable and safe to share.
/// </para>
/// </remarks>
public sealed class MondrianConformal
{
    // From here on sorting the scores of a batch costs less than searching for each.
    private const int Batch = 4096;

    private readonly string[] _categories;
    private readonly Dictionary<string, int> _indexes;
    private readonly ConformalCell[] _cells;
    private readonly SortedScores[] _scores;
    private readonly int _categoryStep;
    private readonly int _classStep;

    private MondrianConformal(string[] categories, int classCount, SortedScores[] scores, MondrianOptions options)
    {
        _categories = options.ByCategory ? categories : [];
        _scores = scores;
        ClassCount = classCount;
        Options = options;
        (_categoryStep, _classStep) = Steps(options, classCount);
        _indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _categories.Length; i++) _indexes.Add(_categories[i], i);
        _cells = new ConformalCell[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            string? category = options.ByCategory ? categories[i / _categoryStep] : null;
            int? @class = options.ByClass ? i % classCount : null;
            _cells[i] = new ConformalCell(category, @class, scores[i], options);
        }
    }

    /// <summary>C, the number of classes; 2 for binary data.</summary>
    public int ClassCount { get; }

    /// <summary>The policies.</summary>
    public MondrianOptions Options { get; }

    /// <summary>The categories of calibration, whose places are what the batch methods take: in ordinal order, or as they were named. Empty where the taxonomy does not tell them apart.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <summary>All cells, by category and class as far as the taxonomy tells them apart; a class that a category lacks has a cell without rows.</summary>
    public IReadOnlyList<ConformalCell> Cells => _cells;

    /// <summary>Fits binary cells from probabilities: the nonconformity of YES is 1 - p, of NO it is p. Linear in the distinct scores: a table is sorted.</summary>
    /// <param name="tables">For each category the raw probabilities and labels of its calibration rows, in whole rows.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <exception cref="InvalidCalibrationDataException">There is no table, or one is empty, weighted, or holds a score outside [0, 1].</exception>
    public static MondrianConformal FitBinary(IReadOnlyDictionary<string, ScoreTable> tables, MondrianOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        options ??= MondrianOptions.Default;
        options.Validate();
        string[] categories = [.. tables.Keys.Order(StringComparer.Ordinal)];
        if (categories.Length == 0) throw NoRow();
        var parts = new (double[] Scores, long[] Counts)[categories.Length * 2];
        for (var g = 0; g < categories.Length; g++)
        {
            var table = tables[Guard.Category(categories[g], g)];
            Guard.Probabilities(table);
            Guard.UnitWeights(table, "conformal prediction");
            parts[g * 2] = Part(table.Scores, table.Negatives, reflect: false);
            parts[(g * 2) + 1] = Part(table.Scores, table.Positives, reflect: true);
        }

        return FromParts(categories, 2, parts, options);
    }

    /// <inheritdoc cref="FitBinary(IReadOnlyDictionary{string, ScoreTable}, MondrianOptions?)"/>
    /// <param name="table">For each category the raw probabilities and labels of its calibration rows, in whole rows.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    public static MondrianConformal FitBinary(CategorizedScoreTable table, MondrianOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return FitBinary(table.Tables, options);
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
        Guard.SameLength(categories.Length, classes.Length, nameof(classes));
        var (names, indexes) = CategoryColumn.Encode(categories);
        return Fit(names, indexes, classes, scores, classCount, options);
    }

    /// <summary>Fits cells where every row names its category by its place in a list, the form that a million rows are best held in. Linear in n.</summary>
    /// <param name="categories">The names, distinct; a category without rows counts as never seen.</param>
    /// <param name="indexes">n places in <paramref name="categories"/>.</param>
    /// <param name="classes">n true classes, 0 to C - 1.</param>
    /// <param name="scores">n nonconformity scores of the true class: the larger, the stranger.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="options">The policies; defaults when left out.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a name comes twice.</exception>
    /// <exception cref="InvalidCalibrationDataException">There is no row, a class or place does not exist, a score is not finite or a name is empty; the error names the row.</exception>
    public static MondrianConformal Fit(IReadOnlyList<string> categories, ReadOnlySpan<int> indexes, ReadOnlySpan<int> classes, ReadOnlySpan<double> scores, int classCount, MondrianOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        Guard.SameLength(indexes.Length, classes.Length, nameof(classes));
        Guard.SameLength(indexes.Length, scores.Length, nameof(scores));
        if (indexes.Length == 0) throw NoRow();
        options ??= MondrianOptions.Default;
        options.Validate();
        string[] names = [.. categories];
        for (var g = 0; g < names.Length; g++) Guard.Category(names[g], g);
        var (categoryStep, classStep) = Steps(options, classCount);

        // A counting sort puts the rows of each cell side by side; then each stretch is sorted by itself, small enough for the cache.
        var ends = new int[CellCount(options, names.Length, classCount)];
        for (var i = 0; i < indexes.Length; i++)
        {
            if (classes[i] < 0 || classes[i] >= classCount) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the class {classes[i]} is not one of 0 to {classCount - 1}."));
            if (indexes[i] < 0 || indexes[i] >= names.Length) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the category {indexes[i]} is not one of 0 to {names.Length - 1}."));
            ends[unchecked((indexes[i] * categoryStep) + (classes[i] * classStep))]++;
        }

        var sum = 0;
        foreach (ref var end in ends.AsSpan()) (end, sum) = (sum, sum + end);
        var flat = GC.AllocateUninitializedArray<double>(scores.Length);
        var keys = MemoryMarshal.Cast<double, ulong>(flat.AsSpan());
        unchecked
        {
            for (var i = 0; i < scores.Length; i++)
            {
                var score = scores[i];
                if (!double.IsFinite(score)) Guard.Finite(score, i, "nonconformity score");
                ref var place = ref ends[(indexes[i] * categoryStep) + (classes[i] * classStep)];
                keys[place++] = RadixSort.Key(score);
            }
        }

        var longest = 0;
        for (var c = 0; c < ends.Length; c++) longest = Math.Max(longest, ends[c] - (c == 0 ? 0 : ends[c - 1]));
        var scratch = GC.AllocateUninitializedArray<ulong>(longest);
        var cells = new SortedScores[ends.Length];
        for (var c = 0; c < ends.Length; c++)
        {
            var start = c == 0 ? 0 : ends[c - 1];
            var distinct = RadixSort.SortKeys(keys[start..ends[c]], scratch);
            cells[c] = SortedScores.FromSorted(flat, start, ends[c] - start, distinct);
        }

        return new MondrianConformal(names, classCount, cells, options);
    }

    /// <summary>The place of a category in <see cref="Categories"/>, or -1 for one that calibration has not seen.</summary>
    public int IndexOf(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        return _indexes.TryGetValue(category, out var index) ? index : -1;
    }

    /// <summary>The cell that judges a label of a category, or null for a category that calibration has not seen.</summary>
    public ConformalCell? FindCell(string category, int @class)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(@class);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(@class, ClassCount);
        var index = IndexOf(category);
        if (index < 0 && Options.ByCategory) return null;
        return _cells[(Math.Max(index, 0) * _categoryStep) + (@class * _classStep)];
    }

    /// <summary>The p-value of one label. A category never seen gives p = 1 of no rows.</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public ConformalPValue PValue(string category, int @class, double score) => FindCell(category, @class)?.PValue(score) ?? default;

    /// <summary>The smoothed p-value of one label, θ itself for a category never seen.</summary>
    /// <inheritdoc cref="ConformalCell.SmoothedPValue"/>
    /// <param name="category">The object's category.</param>
    /// <param name="class">The label.</param>
    /// <param name="score">The label's nonconformity score.</param>
    /// <param name="theta">Drawn uniformly from [0, 1] for every object and label.</param>
    public double SmoothedPValue(string category, int @class, double score, double theta) =>
        FindCell(category, @class)?.SmoothedPValue(score, theta) ?? Guard.Probability(theta, "theta");

    /// <summary>The p-values of all labels of m objects. Large batches borrow from the array pool; none is kept.</summary>
    /// <param name="categories">m places in <see cref="Categories"/>; -1 for a category never seen. They count for nothing where the taxonomy does not tell categories apart.</param>
    /// <param name="scores">m · C nonconformity scores, those of an object side by side.</param>
    /// <param name="values">Receives m · C p-values in (0, 1].</param>
    /// <exception cref="ArgumentException">The spans do not fit each other.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN, or a place does not exist.</exception>
    public void PValues(ReadOnlySpan<int> categories, ReadOnlySpan<double> scores, Span<double> values)
    {
        Guard.SameLength(categories.Length * ClassCount, scores.Length, nameof(scores));
        Guard.SameLength(scores.Length, values.Length, nameof(values));
        for (var i = 0; i < scores.Length; i++)
        {
            if (double.IsNaN(scores[i])) throw new InvalidCalibrationDataException(i / ClassCount, "the nonconformity score is NaN.");
        }

        scores.CopyTo(values);
        ScoresToPValues(categories, values);
    }

    /// <summary>The p-values of NO and YES of m binary objects. Large batches borrow from the array pool; none is kept.</summary>
    /// <param name="categories">m places in <see cref="Categories"/>; -1 for a category never seen.</param>
    /// <param name="probabilities">m raw probabilities of YES.</param>
    /// <param name="values">Receives 2 · m p-values, for each object that of NO and then that of YES.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other.</exception>
    /// <exception cref="InvalidOperationException">The cells are not binary.</exception>
    /// <exception cref="InvalidCalibrationDataException">A probability is outside [0, 1], or a place does not exist.</exception>
    public void PValuesBinary(ReadOnlySpan<int> categories, ReadOnlySpan<double> probabilities, Span<double> values)
    {
        RequireBinary();
        Guard.SameLength(categories.Length, probabilities.Length, nameof(probabilities));
        Guard.SameLength(categories.Length * 2, values.Length, nameof(values));
        for (var i = 0; i < categories.Length; i++)
        {
            var p = Guard.Probability(probabilities[i], i, "probability");
            values[2 * i] = p;
            values[(2 * i) + 1] = 1 - p;
        }

        ScoresToPValues(categories, values);
    }

    /// <summary>The set of one object from the nonconformity scores of all its labels.</summary>
    /// <param name="category">The object's category; one never seen gives a set of all labels.</param>
    /// <param name="scores">C nonconformity scores, one a label.</param>
    /// <param name="alpha">The error rate, a decimal or an exact fraction: a double's rounding would move the boundary.</param>
    /// <exception cref="ArgumentException">There are not C scores.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is not between 0 and 1.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN.</exception>
    public PredictionSet Predict(string category, ReadOnlySpan<double> scores, SignificanceLevel alpha)
    {
        if (scores.Length != ClassCount) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {scores.Length} nonconformity scores for {ClassCount} classes; one for each is needed."), nameof(scores));
        Span<ConformalPValue> values = new ConformalPValue[ClassCount];
        Span<bool> forced = new bool[ClassCount];
        var seen = !Options.ByCategory;
        for (var c = 0; c < ClassCount; c++)
        {
            var cell = FindCell(category, c);
            seen |= cell?.Count > 0;
            values[c] = cell?.PValue(scores[c]) ?? default;
            forced[c] = cell?.AlwaysIncludes ?? (Options.SmallCells == SmallCellRule.IncludeLabel && Options.MinimumSamples > 0);
        }

        return Options.Decide(category, seen, alpha, values, forced);
    }

    /// <summary>The set of one binary object from its probability of YES.</summary>
    /// <inheritdoc cref="Predict(string, ReadOnlySpan{double}, SignificanceLevel)"/>
    /// <param name="category">The object's category; one never seen gives a set of both labels.</param>
    /// <param name="probability">The object's raw probability of YES.</param>
    /// <param name="alpha">The error rate, a decimal or an exact fraction.</param>
    /// <exception cref="InvalidOperationException">The cells are not binary.</exception>
    /// <exception cref="InvalidCalibrationDataException">The probability is outside [0, 1].</exception>
    public PredictionSet PredictBinary(string category, double probability, SignificanceLevel alpha)
    {
        RequireBinary();
        probability = Guard.Probability(probability, "probability");
        return Predict(category, [probability, 1 - probability], alpha);
    }

    /// <summary>The cell that judges a label of a category that calibration has seen.</summary>
    internal ConformalCell CellAt(int category, int @class) => _cells[PlaceOf(category, @class)];

    /// <summary>The set of a binary object whose category was looked up before; allocates the set and nothing else.</summary>
    /// <param name="index">The place of the category, -1 for one never seen; any number where the taxonomy does not tell categories apart.</param>
    /// <param name="category">Its name.</param>
    /// <param name="probability">The raw probability of YES.</param>
    /// <param name="alpha">The error rate.</param>
    internal PredictionSet PredictBinary(int index, string category, double probability, SignificanceLevel alpha)
    {
        Span<ConformalPValue> values = stackalloc ConformalPValue[2];
        Span<bool> forced = stackalloc bool[2];
        var seen = !Options.ByCategory;
        for (var c = 0; c < 2; c++)
        {
            if (Options.ByCategory && index < 0)
            {
                values[c] = default;
                forced[c] = Options.SmallCells == SmallCellRule.IncludeLabel && Options.MinimumSamples > 0;
                continue;
            }

            var cell = _cells[PlaceOf(index, c)];
            seen |= cell.Count > 0;
            values[c] = cell.PValue(c == 0 ? probability : 1 - probability);
            forced[c] = cell.AlwaysIncludes;
        }

        return Options.Decide(category, seen, alpha, values, forced);
    }

    /// <summary>For every cell its n, its quantile and where its coverage lies: what to look at before sets are relied on.</summary>
    public IReadOnlyList<ConformalCellReport> Report(SignificanceLevel alpha) => [.. _cells.Select(c => c.Report(alpha))];

    /// <summary>The binary cells of a saved model, in their order.</summary>
    internal static MondrianConformal FromCells(string[] categories, SortedScores[] cells, MondrianOptions options) => new(categories, 2, cells, options);

    /// <summary>Builds cells from counted scores: those of a saved model, in any order.</summary>
    internal static MondrianConformal FromCounts(List<(string Category, int Class, double Score, long Count)> rows, int classCount, MondrianOptions options)
    {
        options.Validate();
        if (rows.Count == 0) throw NoRow();
        rows.Sort(static (a, b) =>
        {
            var byCategory = string.CompareOrdinal(a.Category, b.Category);
            if (byCategory != 0) return byCategory;
            return a.Class != b.Class ? a.Class.CompareTo(b.Class) : a.Score.CompareTo(b.Score);
        });

        string[] categories = [.. rows.Select(r => r.Category).Distinct(StringComparer.Ordinal)];
        var parts = new (double[] Scores, long[] Counts)[categories.Length * classCount];
        var next = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var start = next;
            while (next < rows.Count && rows[next].Category == categories[i / classCount] && rows[next].Class == i % classCount) next++;
            var stretch = rows[start..next];
            parts[i] = ([.. stretch.Select(r => r.Score)], [.. stretch.Select(r => r.Count)]);
        }

        return FromParts(categories, classCount, parts, options);
    }

    /// <summary>Pools the sorted parts of (category, class) into the cells of the taxonomy.</summary>
    private static MondrianConformal FromParts(string[] categories, int classCount, (double[] Scores, long[] Counts)[] parts, MondrianOptions options)
    {
        var (categoryStep, classStep) = Steps(options, classCount);
        var pooled = new (double[] Scores, long[] Counts)[CellCount(options, categories.Length, classCount)];
        for (var i = 0; i < parts.Length; i++)
        {
            ref var cell = ref pooled[(i / classCount * categoryStep) + (i % classCount * classStep)];
            cell = Merge(cell.Scores is null ? ([], []) : cell, parts[i]);
        }

        return new MondrianConformal(categories, classCount, [.. pooled.Select(p => SortedScores.FromWeights(p.Scores, p.Counts))], options);
    }

    /// <summary>Two sorted lists as one, with the counts of equal scores added up.</summary>
    private static (double[] Scores, long[] Counts) Merge((double[] Scores, long[] Counts) a, (double[] Scores, long[] Counts) b)
    {
        var scores = new double[a.Scores.Length + b.Scores.Length];
        var counts = new long[scores.Length];
        var (i, j, kept) = (0, 0, 0);
        while (i < a.Scores.Length || j < b.Scores.Length)
        {
            var first = j == b.Scores.Length || (i < a.Scores.Length && a.Scores[i] <= b.Scores[j]);
            var (score, count) = first ? (a.Scores[i], a.Counts[i++]) : (b.Scores[j], b.Counts[j++]);
            if (kept == 0 || scores[kept - 1] != score) scores[kept++] = score;
            counts[kept - 1] += count;
        }

        return (scores[..kept], counts[..kept]);
    }

    /// <summary>The scores of one class of a table; 1 - p turns their order around.</summary>
    private static (double[] Scores, long[] Counts) Part(ReadOnlySpan<double> probabilities, ReadOnlySpan<long> counts, bool reflect)
    {
        var scores = new List<double>(probabilities.Length);
        var weights = new List<long>(probabilities.Length);
        for (var i = 0; i < probabilities.Length; i++)
        {
            var at = reflect ? probabilities.Length - 1 - i : i;
            if (counts[at] == 0) continue;
            scores.Add(reflect ? 1 - probabilities[at] : probabilities[at]);
            weights.Add(counts[at]);
        }

        return Merge(([], []), ([.. scores], [.. weights]));
    }

    private static (int Category, int Class) Steps(MondrianOptions options, int classCount) => options.Taxonomy switch
    {
        MondrianTaxonomy.CategoryAndClass => (classCount, 1),
        MondrianTaxonomy.Category => (1, 0),
        MondrianTaxonomy.Class => (0, 1),
        _ => (0, 0),
    };

    private static int CellCount(MondrianOptions options, int categories, int classCount) => (options.ByCategory ? categories : 1) * (options.ByClass ? classCount : 1);

    private static InvalidCalibrationDataException NoRow() => new("There is no row; at least one is needed.");

    /// <summary>Turns the scores of m objects, C side by side, into their p-values.</summary>
    private void ScoresToPValues(ReadOnlySpan<int> categories, Span<double> values)
    {
        if (Options.ByCategory)
        {
            for (var i = 0; i < categories.Length; i++)
            {
                if (categories[i] < -1 || categories[i] >= _categories.Length) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the category {categories[i]} is neither one of 0 to {_categories.Length - 1} nor -1."));
            }
        }

        if (values.Length < Batch)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var at = PlaceOf(categories[i / ClassCount], i % ClassCount);
                values[i] = at < 0 ? 1 : (_scores[at].AtLeast(values[i]) + 1.0) / (_scores[at].Total + 1.0);
            }

            return;
        }

        // A search in a large cell waits for memory at every step. So the scores of each cell are sorted, and cells are walked once.
        var size = values.Length;
        var (sorted, scratch) = (ArrayPool<double>.Shared.Rent(size), ArrayPool<double>.Shared.Rent(size));
        var (places, placeScratch) = (ArrayPool<int>.Shared.Rent(size), ArrayPool<int>.Shared.Rent(size));
        var weights = ArrayPool<long>.Shared.Rent(size);
        try
        {
            var ends = new int[_scores.Length];
            foreach (var category in categories)
            {
                for (var c = 0; c < ClassCount && PlaceOf(category, c) is >= 0 and var at; c++) ends[at]++;
            }

            var sum = 0;
            foreach (ref var end in ends.AsSpan()) (end, sum) = (sum, sum + end);
            var next = 0;
            foreach (var category in categories)
            {
                for (var c = 0; c < ClassCount; c++, next++)
                {
                    var at = PlaceOf(category, c);
                    if (at < 0)
                    {
                        values[next] = 1;
                        continue;
                    }

                    // Adding 0 makes the one zero of -0.0.
                    sorted[ends[at]] = values[next] + 0.0;
                    places[ends[at]++] = next;
                }
            }

            for (var c = 0; c < ends.Length; c++)
            {
                var start = c == 0 ? 0 : ends[c - 1];
                var length = ends[c] - start;
                RadixSort.Sort(sorted.AsSpan(start, length), places.AsSpan(start, length), scratch, placeScratch);
                _scores[c].AtLeast(sorted.AsSpan(start, length), weights);
                var total = _scores[c].Total + 1.0;
                for (var i = 0; i < length; i++) values[places[start + i]] = (weights[i] + 1.0) / total;
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sorted);
            ArrayPool<double>.Shared.Return(scratch);
            ArrayPool<int>.Shared.Return(places);
            ArrayPool<int>.Shared.Return(placeScratch);
            ArrayPool<long>.Shared.Return(weights);
        }
    }

    /// <summary>The place of the cell that judges a label, or -1 for a category never seen.</summary>
    private int PlaceOf(int category, int @class) => Options.ByCategory
        ? (category < 0 ? -1 : (category * _categoryStep) + (@class * _classStep))
        : @class * _classStep;

    private void RequireBinary()
    {
        if (ClassCount != 2) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"These cells have {ClassCount} classes; a probability of YES fits two."));
    }
}

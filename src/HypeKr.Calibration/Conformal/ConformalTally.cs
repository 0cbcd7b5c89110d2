namespace HypeKr.Calibration;

/// <summary>Counts how sets did once the truth is known: coverage a cell and a class, set sizes, and how often singletons were right.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
public sealed class ConformalTally
{
    private readonly SortedDictionary<(string Category, int Class), (long Covered, long Total)> _cells = new(Comparer<(string Category, int Class)>.Create(static (a, b) =>
    {
        var byCategory = string.CompareOrdinal(a.Category, b.Category);
        return byCategory != 0 ? byCategory : a.Class.CompareTo(b.Class);
    }));

    private long _labels;
    private long _covered;

    /// <summary>How many objects were counted.</summary>
    public long Total { get; private set; }

    /// <summary>How many sets were empty.</summary>
    public long Empty { get; private set; }

    /// <summary>How many sets held exactly one label.</summary>
    public long Singletons { get; private set; }

    /// <summary>How many of those held the true one.</summary>
    public long CorrectSingletons { get; private set; }

    /// <summary>The share of sets without the truth; null without objects.</summary>
    public double? ErrorRate => 1 - Share(_covered, Total);

    /// <summary>The mean number of labels in a set; null without objects.</summary>
    public double? MeanSize => Share(_labels, Total);

    /// <summary>The share of sets with exactly one label; null without objects.</summary>
    public double? SingletonRate => Share(Singletons, Total);

    /// <summary>The share of empty sets; null without objects.</summary>
    public double? EmptyRate => Share(Empty, Total);

    /// <summary>How often a singleton is right, which no conformal guarantee speaks of; null without singletons.</summary>
    public double? SingletonAccuracy => Share(CorrectSingletons, Singletons);

    /// <summary>The coverage of every cell that had an object, by category and class.</summary>
    public IReadOnlyList<CellCoverage> Cells => [.. _cells.Select(c => new CellCoverage(c.Key.Category, c.Key.Class, c.Value.Covered, c.Value.Total))];

    /// <summary>The coverage of every true class over all categories, by class: the class-conditional coverage that a marginal guarantee says nothing about.</summary>
    public IReadOnlyList<CellCoverage> PerClassEmpiricalCoverage => [.. _cells.Keys.Select(k => k.Class).Distinct().Order().Select(OfClass)];

    /// <summary>The coverage of all objects of a category, whatever their class.</summary>
    public CellCoverage OfCategory(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        var (covered, total) = (0L, 0L);
        foreach (var (key, value) in _cells)
        {
            if (key.Category != category) continue;
            covered += value.Covered;
            total += value.Total;
        }

        return new CellCoverage(category, null, covered, total);
    }

    /// <summary>The coverage of a true class over all categories.</summary>
    public CellCoverage OfClass(int @class)
    {
        var (covered, total) = (0L, 0L);
        foreach (var (key, value) in _cells)
        {
            if (key.Class != @class) continue;
            covered += value.Covered;
            total += value.Total;
        }

        return new CellCoverage(null, @class, covered, total);
    }

    /// <summary>Counts one object's set.</summary>
    /// <param name="prediction">The set.</param>
    /// <param name="trueClass">What the object turned out to be.</param>
    public void Add(PredictionSet prediction, int trueClass)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Add(prediction.Category, [.. prediction.Labels.Select(l => l.IsIncluded)], trueClass);
    }

    /// <summary>Counts one object's set, however it was made.</summary>
    /// <param name="category">The object's category.</param>
    /// <param name="included">For each class whether it is in the set.</param>
    /// <param name="trueClass">What the object turned out to be.</param>
    /// <exception cref="ArgumentOutOfRangeException">The true class does not exist.</exception>
    public void Add(string category, ReadOnlySpan<bool> included, int trueClass) => Add(category, included, trueClass, 1);

    /// <summary>Counts objects that share a category, a set and a true class, as a database counts them.</summary>
    /// <param name="category">The objects' category.</param>
    /// <param name="included">For each class whether it is in the set.</param>
    /// <param name="trueClass">What the objects turned out to be.</param>
    /// <param name="count">How many there are, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The true class does not exist, or the count is negative.</exception>
    public void Add(string category, ReadOnlySpan<bool> included, int trueClass, long count)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        ArgumentOutOfRangeException.ThrowIfNegative(trueClass);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(trueClass, included.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0) return;
        var size = included.Count(true);
        var covers = included[trueClass];
        Total += count;
        _labels += size * count;
        if (covers) _covered += count;
        if (size == 0) Empty += count;
        if (size == 1)
        {
            Singletons += count;
            if (covers) CorrectSingletons += count;
        }

        var (covered, total) = _cells.GetValueOrDefault((category, trueClass));
        _cells[(category, trueClass)] = (covered + (covers ? count : 0), total + count);
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}

namespace HypeKr.Calibration;

/// <summary>The sorted residuals of every category: what intervals and predictive systems both rest on.</summary>
internal sealed class RegressionCells
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly SortedScores[] _cells;
    private readonly MondrianOptions _options;

    /// <param name="categories">n categories.</param>
    /// <param name="predictions">n predictions.</param>
    /// <param name="outcomes">n outcomes.</param>
    /// <param name="difficulties">n difficulties above 0, or none for 1.</param>
    /// <param name="absolute">|residual| instead of the residual.</param>
    /// <param name="options">The policies.</param>
    public RegressionCells(ReadOnlySpan<string> categories, ReadOnlySpan<double> predictions, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> difficulties, bool absolute, MondrianOptions options)
    {
        Guard.SameLength(categories.Length, predictions.Length, nameof(predictions));
        Guard.SameLength(categories.Length, outcomes.Length, nameof(outcomes));
        if (difficulties.Length > 0) Guard.SameLength(categories.Length, difficulties.Length, nameof(difficulties));
        if (categories.Length == 0) throw new InvalidCalibrationDataException("There is no row; at least one is needed.");
        options.Validate();
        if (options.ByClass && options.Taxonomy != MondrianTaxonomy.CategoryAndClass) throw new ArgumentException("A number has no class: the taxonomy of a regression is Category or Marginal.");
        _options = options;
        var (names, places) = CategoryColumn.Encode(categories);
        for (var i = 0; i < names.Length; i++) _indexes.Add(names[i], i);
        var rows = new List<double>[options.ByCategory ? names.Length : 1];
        foreach (ref var cell in rows.AsSpan()) cell = [];
        for (var i = 0; i < categories.Length; i++)
        {
            var difficulty = difficulties.Length > 0 ? difficulties[i] : 1;
            if (!(difficulty > 0) || double.IsInfinity(difficulty)) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the difficulty {difficulty} is not above 0 and finite."));
            var residual = (Guard.Finite(outcomes[i], i, "outcome") - Guard.Finite(predictions[i], i, "prediction")) / difficulty;
            rows[options.ByCategory ? places[i] : 0].Add(Guard.Finite(absolute ? Math.Abs(residual) : residual, i, "residual"));
        }

        _cells = [.. rows.Select(r =>
        {
            var sorted = r.Select(RadixSort.Key).ToArray();
            var distinct = RadixSort.SortKeys(sorted, new ulong[sorted.Length]);
            return SortedScores.FromSorted([.. sorted.Select(BitConverter.UInt64BitsToDouble)], 0, sorted.Length, distinct);
        })];
    }

    public IReadOnlyCollection<string> Categories => _indexes.Keys;

    /// <summary>The residuals that judge an object of a category, and whether they are too few.</summary>
    public (SortedScores Residuals, bool IsForced) Find(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        var cell = _options.ByCategory ? (_indexes.TryGetValue(category, out var index) ? _cells[index] : SortedScores.Empty) : _cells[0];
        return (cell, cell.Total == 0 || (_options.SmallCells == SmallCellRule.IncludeLabel && cell.Total < _options.MinimumSamples));
    }

    /// <summary>The rank of the residual that bounds an interval.</summary>
    public long Rank(long count, SignificanceLevel alpha) => alpha.Rank(count, 1, _options.Boundary);

    public static double Difficulty(double difficulty)
    {
        if (!(difficulty > 0) || double.IsInfinity(difficulty)) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The difficulty {difficulty} is not above 0 and finite."));
        return difficulty;
    }

    public static double Number(double value, string what) =>
        double.IsFinite(value) ? value : throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The {what} {value} is not finite."));
}

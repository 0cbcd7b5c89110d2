namespace HypeKr.Calibration;

/// <summary>What a shrinkage is fitted on: for every category the counted forecasts with their market prices, from raw aggregates or out-of-fold values and from nothing else.</summary>
/// <remarks>There is no way in for values that a calibrator gave to the rows it was fitted on. Tables merge as their parts do. Immutable and safe to share.</remarks>
public sealed class ShrinkageTable
{
    private readonly SortedDictionary<string, PairedScoreTable> _categories;

    private ShrinkageTable(SortedDictionary<string, PairedScoreTable> categories, bool isOutOfFold)
    {
        _categories = categories;
        IsOutOfFold = isOutOfFold;
    }

    /// <summary>The counted pairs of every category.</summary>
    public IReadOnlyDictionary<string, PairedScoreTable> Categories => _categories;

    /// <summary>Whether forecasts are out-of-fold values; raw aggregates otherwise.</summary>
    public bool IsOutOfFold { get; }

    /// <summary>How many rows there are.</summary>
    public long TotalCount => _categories.Values.Sum(t => t.TotalCount);

    /// <summary>Counts n rows of raw forecasts.</summary>
    /// <param name="categories">n categories.</param>
    /// <param name="forecasts">n raw forecasts: the aggregate before extremisation and calibration.</param>
    /// <param name="markets">n market prices in [0, 1].</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability, or forecast and market are both certain and wrong: no alpha has a finite loss there. The error names the row.</exception>
    /// <exception cref="UninitializedValueException">A forecast is a default value.</exception>
    public static ShrinkageTable FromRaw(ReadOnlySpan<string> categories, ReadOnlySpan<RawProbability> forecasts, ReadOnlySpan<double> markets, ReadOnlySpan<bool> labels)
    {
        Guard.SameLength(categories.Length, forecasts.Length, nameof(forecasts));
        var values = new double[forecasts.Length];
        for (var i = 0; i < values.Length; i++) values[i] = forecasts[i].Value;
        return FromRows(categories, values, markets, labels, isOutOfFold: false);
    }

    /// <summary>Takes raw forecasts that a database has grouped and counted.</summary>
    /// <param name="tables">For each category its raw forecasts, market prices and labels.</param>
    /// <exception cref="InvalidCalibrationDataException">Forecast and market of a group are both certain and wrong; the error names the group's place in its table.</exception>
    public static ShrinkageTable FromRaw(IReadOnlyDictionary<string, PairedScoreTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var categories = new SortedDictionary<string, PairedScoreTable>(StringComparer.Ordinal);
        foreach (var (category, table) in tables)
        {
            for (var i = 0; i < table.Groups.Length; i++) RefuseCertainError(table.Groups[i], i, category);
            if (table.TotalCount > 0) categories.Add(Guard.Category(category, 0), table);
        }

        return new ShrinkageTable(categories, isOutOfFold: false);
    }

    /// <summary>Counts n rows of out-of-fold forecasts.</summary>
    /// <param name="categories">n categories.</param>
    /// <param name="forecasts">n calibrated forecasts with their labels.</param>
    /// <param name="markets">n market prices in [0, 1].</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="InvalidCalibrationDataException">A price is no probability, or forecast and market are both certain and wrong. The error names the row.</exception>
    public static ShrinkageTable FromOutOfFold(ReadOnlySpan<string> categories, OutOfFoldForecasts forecasts, ReadOnlySpan<double> markets)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        return FromRows(categories, forecasts.Values, markets, forecasts.Labels, isOutOfFold: true);
    }

    /// <summary>The table of both inputs' rows together: associative and commutative.</summary>
    /// <exception cref="InvalidCalibrationDataException">One holds raw forecasts and the other out-of-fold values.</exception>
    public ShrinkageTable Merge(ShrinkageTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsOutOfFold != other.IsOutOfFold) throw new InvalidCalibrationDataException("One table holds raw forecasts and the other out-of-fold values; they are different quantities.");
        var categories = new SortedDictionary<string, PairedScoreTable>(_categories, StringComparer.Ordinal);
        foreach (var (category, table) in other._categories) categories[category] = categories.TryGetValue(category, out var own) ? own.Merge(table) : table;
        return new ShrinkageTable(categories, IsOutOfFold);
    }

    /// <summary>Out-of-fold forecasts that were counted where they were made.</summary>
    internal static ShrinkageTable OfFolds(SortedDictionary<string, PairedScoreTable> categories)
    {
        foreach (var table in categories.Values)
        {
            for (var i = 0; i < table.Groups.Length; i++) RefuseCertainError(table.Groups[i], i);
        }

        return new ShrinkageTable(categories, isOutOfFold: true);
    }

    internal static void RefuseCertainError(PairedScoreGroup group, int row, string? category = null)
    {
        if (group.Score != group.Market) return;
        if ((group.Market == 0 && group.Positives > 0) || (group.Market == 1 && group.Positives < group.Count))
        {
            throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"{(category is null ? "" : $"in \"{category}\" ")}forecast and market are both {group.Market} and the outcome is {(group.Market == 0 ? "YES" : "NO")}; the log loss is infinite for every alpha. Clip one of them, for example to [0.001, 0.999]."));
        }
    }

    private static ShrinkageTable FromRows(ReadOnlySpan<string> categories, ReadOnlySpan<double> forecasts, ReadOnlySpan<double> markets, ReadOnlySpan<bool> labels, bool isOutOfFold)
    {
        Guard.SameLength(categories.Length, forecasts.Length, nameof(forecasts));
        Guard.SameLength(categories.Length, markets.Length, nameof(markets));
        Guard.SameLength(categories.Length, labels.Length, nameof(labels));
        var rows = new Dictionary<string, List<PairedScoreGroup>>(StringComparer.Ordinal);
        for (var i = 0; i < categories.Length; i++)
        {
            var row = new PairedScoreGroup(Guard.Probability(forecasts[i], i, "forecast"), Guard.Probability(markets[i], i, "market price"), 1, labels[i] ? 1 : 0);
            RefuseCertainError(row, i);
            var category = Guard.Category(categories[i], i);
            if (!rows.TryGetValue(category, out var list)) rows[category] = list = [];
            list.Add(row);
        }

        var tables = new SortedDictionary<string, PairedScoreTable>(StringComparer.Ordinal);
        foreach (var (category, list) in rows) tables.Add(category, PairedScoreTable.FromGroups(list));
        return new ShrinkageTable(tables, isOutOfFold);
    }
}

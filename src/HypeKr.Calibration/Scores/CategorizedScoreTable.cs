using System.Data;
using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>A <see cref="ScoreTable"/> for every category: the sufficient statistic of what is fitted or reported category by category.</summary>
/// <remarks>Categories compare by ordinal. Rows, groups and merged shards in any order give the same tables. Immutable and safe to share.</remarks>
public sealed class CategorizedScoreTable
{
    private readonly SortedDictionary<string, ScoreTable> _tables;

    private CategorizedScoreTable(SortedDictionary<string, ScoreTable> tables)
    {
        _tables = tables;
        long? unit = null;
        foreach (var table in tables.Values)
        {
            unit ??= table.UnitsPerWeight;
            if (table.UnitsPerWeight != unit) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"One table counts in units of 1/{unit}, the other in 1/{table.UnitsPerWeight}; merge tables of one unit."));
        }
    }

    /// <summary>No category.</summary>
    public static CategorizedScoreTable Empty { get; } = new([]);

    /// <summary>The table of every category that has rows, in ordinal order.</summary>
    public IReadOnlyDictionary<string, ScoreTable> Tables => _tables;

    /// <summary>The table of all categories together, merged when it is first read.</summary>
    /// <exception cref="InvalidCalibrationDataException">The weights of all categories together grow too large.</exception>
    public ScoreTable Total => field ??= ScoreTable.Merge(_tables.Values);

    /// <summary>The table of one category; empty for one without rows.</summary>
    public ScoreTable this[string category] => _tables.GetValueOrDefault(category, ScoreTable.Empty);

    /// <summary>Counts n rows.</summary>
    /// <param name="categories">n categories, not empty.</param>
    /// <param name="scores">n scores, finite.</param>
    /// <param name="labels">n labels, true for the event.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A category is empty or a score is not finite; the error names the row.</exception>
    public static CategorizedScoreTable FromRows(ReadOnlySpan<string> categories, ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Guard.SameLength(categories.Length, scores.Length, nameof(scores));
        Guard.SameLength(categories.Length, labels.Length, nameof(labels));
        var rows = new Dictionary<string, (List<double> Scores, List<bool> Labels)>(StringComparer.Ordinal);
        for (var i = 0; i < categories.Length; i++)
        {
            var category = Guard.Category(categories[i], i);
            if (!rows.TryGetValue(category, out var own)) rows[category] = own = ([], []);
            own.Scores.Add(Guard.Finite(scores[i], i, "score"));
            own.Labels.Add(labels[i]);
        }

        var tables = new SortedDictionary<string, ScoreTable>(StringComparer.Ordinal);
        foreach (var (category, own) in rows) tables.Add(category, ScoreTable.FromRows(CollectionsMarshal.AsSpan(own.Scores), CollectionsMarshal.AsSpan(own.Labels)));
        return new CategorizedScoreTable(tables);
    }

    /// <summary>Takes rows that were already grouped; the same category and score may come more than once.</summary>
    /// <exception cref="InvalidCalibrationDataException">A category is empty, a score is not finite, or the counts of a row contradict each other; the error names the row.</exception>
    public static CategorizedScoreTable FromGroups(IEnumerable<CategorizedScoreGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var collector = new Collector();
        foreach (var group in groups) collector.Add(group);
        return collector.Build();
    }

    /// <summary>Takes grouped rows as they come.</summary>
    /// <param name="groups">Categories and scores with their counts.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <inheritdoc cref="FromGroups(IEnumerable{CategorizedScoreGroup})"/>
    public static async Task<CategorizedScoreTable> FromGroupsAsync(IAsyncEnumerable<CategorizedScoreGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var collector = new Collector();
        await foreach (var group in groups.WithCancellation(cancellationToken).ConfigureAwait(false)) collector.Add(group);
        return collector.Build();
    }

    /// <summary>Reads the rest of a database cursor whose first four columns are category, score, number of rows and number of positives.</summary>
    /// <param name="reader">A reader on <c>SELECT category, score, count(*), sum(label) ... GROUP BY category, score</c>. It is not disposed.</param>
    /// <exception cref="InvalidCalibrationDataException">A column is null or of another type, or the values of a row contradict each other; the error names the row.</exception>
    public static CategorizedScoreTable FromReader(IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var collector = new Collector();
        for (var row = 0L; reader.Read(); row++)
        {
            var (score, count, positives) = GroupReader.Read(reader, 1, row);
            collector.Add(new CategorizedScoreGroup(reader.GetValue(0) as string ?? "", score, count, positives));
        }

        return collector.Build();
    }

    /// <summary>Takes a table for every category.</summary>
    /// <exception cref="InvalidCalibrationDataException">A category is empty, or the tables count in different units.</exception>
    public static CategorizedScoreTable FromTables(IEnumerable<KeyValuePair<string, ScoreTable>> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return Empty.With(tables);
    }

    /// <summary>The tables of both inputs' rows together: associative and commutative.</summary>
    /// <exception cref="InvalidCalibrationDataException">The tables count in different units.</exception>
    public CategorizedScoreTable Merge(CategorizedScoreTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return With(other._tables);
    }

    private CategorizedScoreTable With(IEnumerable<KeyValuePair<string, ScoreTable>> tables)
    {
        var merged = new SortedDictionary<string, ScoreTable>(_tables, StringComparer.Ordinal);
        var row = 0L;
        foreach (var (category, table) in tables)
        {
            ArgumentNullException.ThrowIfNull(table);
            Guard.Category(category, row++);
            if (table.Count > 0) merged[category] = merged.TryGetValue(category, out var own) ? own.Merge(table) : table;
        }

        return new CategorizedScoreTable(merged);
    }

    private sealed class Collector
    {
        private readonly Dictionary<string, List<ScoreGroup>> _groups = new(StringComparer.Ordinal);
        private long _rows;

        public void Add(CategorizedScoreGroup group)
        {
            var category = Guard.Category(group.Category, _rows);
            Guard.Finite(group.Score, _rows, "score");
            Guard.Counts(group.Count, group.Positives, _rows);
            if (!_groups.TryGetValue(category, out var own)) _groups[category] = own = [];
            own.Add(new ScoreGroup(group.Score, group.Count, group.Positives));
            _rows++;
        }

        public CategorizedScoreTable Build() => FromTables(_groups.Select(g => KeyValuePair.Create(g.Key, ScoreTable.FromGroups(g.Value))));
    }
}

namespace HypeKr.Calibration;

/// <summary>A <see cref="ScoreTable"/> for every day, from which a table is made that has forgotten what is old.</summary>
/// <remarks>Forgetting multiplies each day's counts by an integer, so rows, groups and shards in any order still give the same table bit for bit. Immutable.</remarks>
public sealed class DailyScoreTable
{
    private readonly SortedDictionary<DateOnly, ScoreTable> _days;

    private DailyScoreTable(SortedDictionary<DateOnly, ScoreTable> days) => _days = days;

    /// <summary>No day.</summary>
    public static DailyScoreTable Empty { get; } = new([]);

    /// <summary>The table of every day that has rows, in order.</summary>
    public IReadOnlyDictionary<DateOnly, ScoreTable> Days => _days;

    /// <summary>Takes a table for every day; a day may come more than once.</summary>
    /// <exception cref="InvalidCalibrationDataException">Tables of one day count in different units.</exception>
    public static DailyScoreTable FromTables(IEnumerable<KeyValuePair<DateOnly, ScoreTable>> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        return Empty.With(days);
    }

    /// <summary>These days and one more table; the days are merged where both have rows.</summary>
    /// <exception cref="InvalidCalibrationDataException">Tables of one day count in different units.</exception>
    public DailyScoreTable Add(DateOnly day, ScoreTable table) => With([KeyValuePair.Create(day, table)]);

    /// <summary>The days of both: associative and commutative.</summary>
    /// <exception cref="InvalidCalibrationDataException">Tables of one day count in different units.</exception>
    public DailyScoreTable Merge(DailyScoreTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return With(other._days);
    }

    /// <summary>What is remembered on a day. Rows of later days are left out: they are not known yet.</summary>
    /// <param name="today">The day that has age 0.</param>
    /// <param name="rule">How much an older row counts.</param>
    /// <returns>A table in units of the days' tables divided by the rule's.</returns>
    /// <exception cref="InvalidCalibrationDataException">The days count in different units, or the weights grow too large.</exception>
    public ScoreTable At(DateOnly today, ForgettingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return ScoreTable.Merge(_days.Where(d => d.Key <= today).Select(d => d.Value.Scale(rule.FactorOf(today.DayNumber - d.Key.DayNumber), rule.UnitsPerWeight)));
    }

    private DailyScoreTable With(IEnumerable<KeyValuePair<DateOnly, ScoreTable>> days)
    {
        var merged = new SortedDictionary<DateOnly, ScoreTable>(_days);
        foreach (var (day, table) in days)
        {
            ArgumentNullException.ThrowIfNull(table);
            if (table.Count > 0) merged[day] = merged.TryGetValue(day, out var own) ? own.Merge(table) : table;
        }

        return new DailyScoreTable(merged);
    }
}

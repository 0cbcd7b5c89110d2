namespace HypeKr.Calibration;

/// <summary>Which rows a refit is made from, in whole days of question creation.</summary>
public sealed class RefitWindow
{
    private readonly string _name;
    private readonly long? _rows;
    private readonly DateOnly? _since;

    private RefitWindow(string name, long? rows, DateOnly? since, ForgettingRule? rule) => (_name, _rows, _since, Rule) = (name, rows, since, rule);

    /// <summary>All rows.</summary>
    public static RefitWindow All { get; } = new("all rows", null, null, null);

    /// <summary>The newest rows: as many whole days as it takes.</summary>
    /// <param name="rows">How many rows at least.</param>
    public static RefitWindow LastRows(long rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return new RefitWindow(string.Create(CultureInfo.InvariantCulture, $"the last {rows} rows"), rows, null, null);
    }

    /// <summary>Rows of questions created on a day or later.</summary>
    public static RefitWindow Since(DateOnly day) => new(string.Create(CultureInfo.InvariantCulture, $"since {day:O}"), null, day, null);

    /// <summary>Rows that count the less the older they are, for example <c>ForgettingRule.Halving(30)</c>. Maps are fitted with these weights; conformal cells and tests take the rows that still count at all.</summary>
    public static RefitWindow Forgetting(ForgettingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new RefitWindow(rule.Name, null, null, rule);
    }

    /// <summary>How rows fade; null where they do not.</summary>
    public ForgettingRule? Rule { get; }

    /// <summary>What reports print.</summary>
    public override string ToString() => _name;

    internal RefitData Of(RefitData data)
    {
        var days = data.CountByDay();
        if (days.Length == 0) return data;
        var first = _since ?? days[0].Day;
        if (_rows is { } wanted)
        {
            var at = days.Length - 1;
            for (var rows = days[at].Rows; at > 0 && rows < wanted; rows += days[at].Rows) at--;
            first = days[at].Day;
        }

        if (Rule is { } rule) first = days.First(d => rule.FactorOf(days[^1].Day.DayNumber - d.Day.DayNumber) > 0 || d.Day == days[^1].Day).Day;
        return data.Between(first, days[^1].Day);
    }
}

using System.Data;
using System.Text;

namespace HypeKr.Calibration;

/// <summary>The running counts a refit is made from: for every day and category a <see cref="ScoreTable"/> and a <see cref="PairedScoreTable"/>. New rows are added to it, shards are merged; history is never read again.</summary>
/// <remarks>Rows, groups and merged shards in any order give the same data, hence the same refit to the last bit. Immutable and safe to share.</remarks>
public sealed class RefitData
{
    /// <summary>Weights have three decimals.</summary>
    internal const long WeightUnits = 1000;
    private const int MostWeight = 1_000_000;

    private readonly SortedDictionary<DateOnly, SortedDictionary<string, Bucket>> _days;

    private RefitData(SortedDictionary<DateOnly, SortedDictionary<string, Bucket>> days)
    {
        _days = days;
        foreach (var bucket in days.Values.SelectMany(d => d.Values)) RowCount += bucket.Rows.TotalWeight;
    }

    /// <summary>No row.</summary>
    public static RefitData Empty { get; } = new([]);

    /// <summary>How many rows there are.</summary>
    public long RowCount { get; }

    /// <summary>The days that have rows, in order.</summary>
    public IReadOnlyCollection<DateOnly> Days => _days.Keys;

    /// <summary>How many rows each category has from a day on.</summary>
    /// <param name="first">The first day.</param>
    public IReadOnlyDictionary<string, long> CountSince(DateOnly first)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (_, categories) in _days.Where(d => d.Key >= first))
        {
            foreach (var (name, bucket) in categories) counts[name] = counts.GetValueOrDefault(name) + bucket.Rows.TotalWeight;
        }

        return counts;
    }

    /// <summary>Counts rows.</summary>
    /// <inheritdoc cref="Add(IEnumerable{RefitRow})"/>
    public static RefitData FromRows(IEnumerable<RefitRow> rows) => Empty.Add(rows);

    /// <summary>Takes rows that a database has counted.</summary>
    /// <exception cref="InvalidCalibrationDataException">A category is empty, a value is no probability, counts contradict each other, or forecast and market are both certain and wrong; the error names the row.</exception>
    public static RefitData FromGroups(IEnumerable<RefitGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var collector = new Collector();
        var index = 0;
        foreach (var group in groups)
        {
            Guard.Counts(group.Count, group.Positives, index);
            collector.Add(Guard.Category(group.Category, index), group.Day, Guard.Probability(group.Raw, index, "raw_prob"), group.Market, group.Count, group.Positives, null, null, index);
            index++;
        }

        return Empty.Merge(collector.Build());
    }

    /// <summary>Reads the rest of a database cursor by the names of its columns: category, raw_prob, outcome and created_at, and where they exist market_prob, calibrated_prob and weight.</summary>
    /// <remarks>The column that is fitted on is the one named raw_prob, whatever its place. An outcome is a number that is YES from 0.5 up, or a truth value.</remarks>
    /// <param name="reader">A reader on unresolved rows left out. It is not disposed.</param>
    /// <exception cref="InvalidCalibrationDataException">A needed column is missing, null or of another type, or a value is no probability; the error names the row.</exception>
    public static RefitData FromReader(IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < reader.FieldCount; i++) columns[reader.GetName(i)] = i;
        foreach (var needed in (string[])["category", "raw_prob", "outcome", "created_at"])
        {
            if (!columns.ContainsKey(needed)) throw new InvalidCalibrationDataException($"There is no column {needed}; a refit reads category, raw_prob, outcome and created_at, and there are {string.Join(", ", columns.Keys)}.");
        }

        return Empty.Add(Rows());

        IEnumerable<RefitRow> Rows()
        {
            for (var row = 0L; reader.Read(); row++)
            {
                var created = reader.GetValue(columns["created_at"]) switch
                {
                    DateTimeOffset offset => offset,
                    DateTime { Kind: DateTimeKind.Local } local => new DateTimeOffset(local),
                    DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
                    DateOnly day => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero),
                    string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) => parsed,
                    var other => throw new InvalidCalibrationDataException(row, $"created_at is {other}, which is no time."),
                };
                var outcome = reader.GetValue(columns["outcome"]) is bool yes ? BinaryOutcome.From(yes) : BinaryOutcome.FromResolution(Guard.Finite(Number("outcome", row) ?? throw Missing("outcome", row), row, "outcome"));
                yield return new RefitRow(
                    reader.GetValue(columns["category"]) as string ?? "",
                    new RawProbability(Guard.Probability(Number("raw_prob", row) ?? throw Missing("raw_prob", row), row, "raw_prob")),
                    outcome,
                    created,
                    Number("market_prob", row),
                    Number("calibrated_prob", row),
                    Number("weight", row) is { } weight ? Weight(weight, row) : null);
            }
        }

        double? Number(string name, long row)
        {
            if (!columns.TryGetValue(name, out var place) || reader.IsDBNull(place)) return null;
            try
            {
                return Convert.ToDouble(reader.GetValue(place), CultureInfo.InvariantCulture);
            }
            catch (Exception e) when (e is InvalidCastException or FormatException or OverflowException)
            {
                throw new InvalidCalibrationDataException(row, $"{name} is {reader.GetValue(place)}, which is no number.");
            }
        }

        // What a decimal cannot hold is no weight either.
        static decimal Weight(double weight, long row) => weight is >= 0 and <= MostWeight ? (decimal)weight : throw WrongWeight(weight, row);

        static InvalidCalibrationDataException Missing(string name, long row) => new(row, $"{name} is null; leave out rows that have not resolved.");
    }

    /// <summary>This data and more rows.</summary>
    /// <param name="rows">Resolved forecasts, in any order.</param>
    /// <exception cref="InvalidCalibrationDataException">A category is empty, a value is no probability, a weight is negative or has more than three decimals, or forecast and market are both certain and wrong; the error names the row.</exception>
    /// <exception cref="UninitializedValueException">A row holds a default value.</exception>
    public RefitData Add(IEnumerable<RefitRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var collector = new Collector();
        var index = 0;
        foreach (var row in rows)
        {
            var category = Guard.Category(row.Category, index);
            long? units = null;
            if (row.Weight is { } weight && weight != 1)
            {
                if (weight < 0 || weight > MostWeight || decimal.Truncate(weight * WeightUnits) != weight * WeightUnits) throw WrongWeight(weight, index);
                units = (long)(weight * WeightUnits);
            }

            collector.Add(category, DateOnly.FromDateTime(row.CreatedAt.UtcDateTime), row.Raw.Value, row.Market, 1, row.Outcome.IsYes ? 1 : 0, units, row.Calibrated is { } calibrated ? row.Raw.Value == Guard.Probability(calibrated, index, "calibrated_prob") : null, index);
            index++;
        }

        return Merge(collector.Build());
    }

    /// <summary>The rows of both: associative and commutative.</summary>
    public RefitData Merge(RefitData other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (RowCount == 0) return other;
        if (other.RowCount == 0) return this;
        var days = new SortedDictionary<DateOnly, SortedDictionary<string, Bucket>>(_days);
        foreach (var (day, categories) in other._days)
        {
            if (!days.TryGetValue(day, out var own))
            {
                days[day] = categories;
                continue;
            }

            var merged = new SortedDictionary<string, Bucket>(own, StringComparer.Ordinal);
            foreach (var (name, bucket) in categories) merged[name] = merged.TryGetValue(name, out var there) ? there.Merge(bucket) : bucket;
            days[day] = merged;
        }

        return new RefitData(days);
    }

    /// <summary>The counts as JSON, to go on with later: a process that starts again needs no history.</summary>
    public string ToJson() => RefitDataJson.Write(_days);

    /// <summary>Reads saved counts. They are what they were, to the last bit of every refit.</summary>
    /// <param name="json">From <see cref="ToJson"/>.</param>
    /// <exception cref="MonitorFormatException">The text is no such data, does not have the hash it states, or contradicts itself.</exception>
    public static RefitData FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new RefitData(RefitDataJson.Read(json));
    }

    /// <summary>Saves the counts as a file, atomically and durably, as <see cref="CalibratorBundle.Save(string)"/> does.</summary>
    /// <param name="path">Where; an existing file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        DurableFile.Write(path, Encoding.UTF8.GetBytes(ToJson()));
    }

    /// <summary>Reads saved counts from a file.</summary>
    /// <inheritdoc cref="FromJson"/>
    /// <param name="path">Where they were saved.</param>
    public static RefitData Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FromJson(File.ReadAllText(path));
    }

    /// <summary>For each category how many rows from a day on have a calibrated_prob, and in how many of those it is their raw_prob.</summary>
    internal SortedDictionary<string, (long Compared, long Equal)> Columns(DateOnly first)
    {
        var columns = new SortedDictionary<string, (long Compared, long Equal)>(StringComparer.Ordinal);
        foreach (var (name, bucket) in _days.Where(d => d.Key >= first).SelectMany(d => d.Value))
        {
            var there = columns.GetValueOrDefault(name);
            columns[name] = (there.Compared + bucket.Compared, there.Equal + bucket.Equal);
        }

        return columns;
    }

    /// <summary>The rows of a stretch of days.</summary>
    internal RefitData Between(DateOnly first, DateOnly last) =>
        new(new SortedDictionary<DateOnly, SortedDictionary<string, Bucket>>(_days.Where(d => d.Key >= first && d.Key <= last).ToDictionary(d => d.Key, d => d.Value)));

    /// <summary>How many rows each day has, oldest first.</summary>
    internal (DateOnly Day, long Rows)[] CountByDay() => [.. _days.Select(d => (d.Key, d.Value.Values.Sum(b => b.Rows.TotalWeight)))];

    /// <summary>The tables of each category, with weights fading by age where a rule says so.</summary>
    internal (Dictionary<string, ScoreTable> Rows, Dictionary<string, ScoreTable> Weighted, Dictionary<string, PairedScoreTable> Pairs) Tables(ForgettingRule? rule, DateOnly today)
    {
        var parts = new SortedDictionary<string, List<(DateOnly Day, Bucket Bucket)>>(StringComparer.Ordinal);
        var weighs = rule is { UnitsPerWeight: > 1 } || _days.Values.Any(d => d.Values.Any(b => b.Weighted is not null));
        foreach (var (day, categories) in _days)
        {
            // What is forgotten counts nowhere.
            if (rule is not null && rule.FactorOf(Math.Max(0, today.DayNumber - day.DayNumber)) == 0) continue;
            foreach (var (name, bucket) in categories)
            {
                if (!parts.TryGetValue(name, out var list)) parts[name] = list = [];
                list.Add((day, bucket));
            }
        }

        var rows = parts.ToDictionary(p => p.Key, p => ScoreTable.Merge(p.Value.Select(b => b.Bucket.Rows)), StringComparer.Ordinal);
        var weighted = !weighs ? rows : parts.ToDictionary(
            p => p.Key,
            p => ScoreTable.Merge(p.Value.Select(b =>
            {
                var table = b.Bucket.Weighted ?? b.Bucket.Rows.Scale(WeightUnits, WeightUnits);
                return rule is null ? table : table.Scale(rule.FactorOf(Math.Max(0, today.DayNumber - b.Day.DayNumber)), rule.UnitsPerWeight);
            })),
            StringComparer.Ordinal);
        var pairs = parts.ToDictionary(p => p.Key, p => PairedScoreTable.FromGroups(p.Value.SelectMany(b => b.Bucket.Pairs.Groups.ToArray())), StringComparer.Ordinal);
        return (rows, weighted, pairs);
    }

    private static InvalidCalibrationDataException WrongWeight(IFormattable weight, long row) => new(row, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is negative, above a million, or has more than three decimals."));

    /// <summary>The counts of one category on one day.</summary>
    /// <param name="Rows">Its rows.</param>
    /// <param name="Weighted">The same by weight; null where all weigh the same.</param>
    /// <param name="Pairs">Those that have a market price.</param>
    /// <param name="Compared">How many have a calibrated_prob.</param>
    /// <param name="Equal">In how many of those it is their raw_prob.</param>
    internal sealed record Bucket(ScoreTable Rows, ScoreTable? Weighted, PairedScoreTable Pairs, long Compared, long Equal)
    {
        public Bucket Merge(Bucket other)
        {
            var weighted = Weighted is null && other.Weighted is null ? null : Units(this).Merge(Units(other));
            return new Bucket(Rows.Merge(other.Rows), weighted, Pairs.Merge(other.Pairs), Compared + other.Compared, Equal + other.Equal);

            static ScoreTable Units(Bucket bucket) => bucket.Weighted ?? bucket.Rows.Scale(WeightUnits, WeightUnits);
        }
    }

    private sealed class Collector
    {
        private readonly SortedDictionary<(DateOnly Day, string Category), (List<ScoreGroup> Rows, List<ScoreGroup> Weighted, List<PairedScoreGroup> Pairs, bool Weighs, long Compared, long Equal)> _lists = new(Comparer<(DateOnly Day, string Category)>.Create(static (a, b) => a.Day != b.Day ? a.Day.CompareTo(b.Day) : string.CompareOrdinal(a.Category, b.Category)));

        public void Add(string category, DateOnly day, double raw, double? market, long count, long positives, long? units, bool? isCalibrated, int row)
        {
            if (count == 0) return;
            var lists = _lists.GetValueOrDefault((day, category), ([], [], [], false, 0, 0));
            lists.Rows.Add(new ScoreGroup(raw, count, positives));
            lists.Weighted.Add(new ScoreGroup(raw, count * (units ?? WeightUnits), positives * (units ?? WeightUnits)));
            if (market is { } price)
            {
                var pair = new PairedScoreGroup(raw, Guard.Probability(price, row, "market price"), count, positives);
                ShrinkageTable.RefuseCertainError(pair, row);
                lists.Pairs.Add(pair);
            }

            lists.Weighs |= units is not null;
            if (isCalibrated is { } equal) (lists.Compared, lists.Equal) = (lists.Compared + 1, lists.Equal + (equal ? 1 : 0));
            _lists[(day, category)] = lists;
        }

        public RefitData Build()
        {
            var days = new SortedDictionary<DateOnly, SortedDictionary<string, Bucket>>();
            foreach (var ((day, category), lists) in _lists)
            {
                if (!days.TryGetValue(day, out var own)) days[day] = own = new SortedDictionary<string, Bucket>(StringComparer.Ordinal);
                own[category] = new Bucket(ScoreTable.FromGroups(lists.Rows), lists.Weighs ? ScoreTable.FromGroups(lists.Weighted, WeightUnits) : null, PairedScoreTable.FromGroups(lists.Pairs), lists.Compared, lists.Equal);
            }

            return new RefitData(days);
        }
    }
}

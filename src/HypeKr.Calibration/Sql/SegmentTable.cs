namespace HypeKr.Calibration;

/// <summary>Isotonic knots and Venn-Abers steps of one or several models as one table of segments, each holding from its start up to the next: one join finds all numbers of a score.</summary>
/// <remarks>
/// A step of p1 holds up to its score and with it, so the next one starts at the next double. Line segments keep the knot they are
/// measured from, so that a Venn-Abers step in the middle of one changes no bit of it. There are two lines: the isotonic one, and that
/// of the adopted map, whatever it is.
/// </remarks>
internal sealed class SegmentTable
{
    /// <summary>Where scores of any scale begin: all that are finite.</summary>
    public const double Lowest = -double.MaxValue;

    /// <summary>The prefix of the isotonic line's columns.</summary>
    public const string IsotonicLine = "isotonic";

    /// <summary>The prefix of the adopted map's columns.</summary>
    public const string AdoptedLine = "adopted";

    private readonly SqlDialect _dialect;

    public SegmentTable(SqlDialect dialect, string name)
    {
        _dialect = dialect;
        Name = name;
        var columns = new List<(string, SqlColumnKind)> { ("scope", SqlColumnKind.KeyText), ("start", SqlColumnKind.KeyNumber), ("lower_prob", SqlColumnKind.Number), ("upper_prob", SqlColumnKind.Number) };
        foreach (var line in (ReadOnlySpan<string>)[IsotonicLine, AdoptedLine])
        {
            columns.Add(($"{line}_known", SqlColumnKind.Integer));
            foreach (var part in (ReadOnlySpan<string>)["knot", "value", "slope", "next", "width"]) columns.Add(($"{line}_{part}", SqlColumnKind.Number));
        }

        Text = new SqlTableText(name, [.. columns]);
    }

    public string Name { get; }

    public SqlTableText Text { get; }

    /// <summary>Adds the segments of one model.</summary>
    /// <param name="scope">What the model is for: a category, or the empty text for all.</param>
    /// <param name="isotonic">The isotonic fit, if there is one.</param>
    /// <param name="vennAbers">The Venn-Abers model, if there is one.</param>
    /// <param name="adoptedIsotonic">The adopted map, if it is isotonic.</param>
    /// <param name="adoptedVennAbers">The adopted map, if it is Venn-Abers.</param>
    /// <param name="merge">How two numbers of the adopted Venn-Abers model become one.</param>
    /// <param name="lowest">Where scores begin: 0 for probabilities.</param>
    public void Add(string scope, IsotonicCalibrator? isotonic, VennAbersCalibrator? vennAbers, IsotonicCalibrator? adoptedIsotonic, VennAbersCalibrator? adoptedVennAbers, VennAbersMerge merge, double lowest)
    {
        var lines = isotonic is null ? [Line.None(lowest)] : Lines(isotonic, lowest);
        var adopted = adoptedIsotonic is not null ? Lines(adoptedIsotonic, lowest) : adoptedVennAbers is not null ? Merged(adoptedVennAbers, merge, lowest) : [Line.None(lowest)];
        var intervals = vennAbers is null ? [(lowest, new VennAbersInterval(0, 1))] : Intervals(vennAbers, lowest);
        var (i, j, k) = (0, 0, 0);
        foreach (var start in lines.Select(l => l.Start).Concat(adopted.Select(l => l.Start)).Concat(intervals.Select(v => v.Start)).Distinct().Order())
        {
            while (i + 1 < lines.Count && lines[i + 1].Start <= start) i++;
            while (j + 1 < adopted.Count && adopted[j + 1].Start <= start) j++;
            while (k + 1 < intervals.Count && intervals[k + 1].Start <= start) k++;
            Text.Add([_dialect.Literal(scope), SqlDialect.Number(start), SqlDialect.Number(intervals[k].Interval.P0), SqlDialect.Number(intervals[k].Interval.P1), .. Literals(lines[i]), .. Literals(adopted[j])]);
        }
    }

    /// <summary>The value of a line at a score, in the operations of <see cref="KnotMap"/>; null where there is none.</summary>
    public string Value(string line, string score, string segment)
    {
        var (knot, value, slope, next, width) = ($"{segment}.{line}_knot", $"{segment}.{line}_value", $"{segment}.{line}_slope", $"{segment}.{line}_next", $"{segment}.{line}_width");

        // PostgreSQL calls it an error when a product is too small for a double. So ask, at 2^100 times the size, whether it is nothing.
        var nothing = _dialect == SqlDialect.PostgreSql ? $"\n     WHEN {score} - {knot} < 1e-200 AND {slope} * (({score} - {knot}) * {SqlDialect.Number(Math.ScaleB(1, 100))}) <= {SqlDialect.Number(Math.ScaleB(1, -975))} THEN {value}" : "";
        return $"""
            CASE WHEN {score} IS NULL OR {segment}.{line}_known = 0 THEN NULL
                 WHEN {width} > 0 THEN least(greatest({value} * (1 - ({score} - {knot}) / {width}) + {next} * (({score} - {knot}) / {width}), {value}), {next})
                 WHEN {slope} = 0 THEN {value}{nothing}
                 ELSE least(greatest({slope} * ({score} - {knot}) + {value}, {value}), {next}) END
            """;
    }

    /// <summary>A number of the segment; null without a score, whatever a join makes of that.</summary>
    public static string Known(string score, string expression) => $"CASE WHEN {score} IS NOT NULL THEN {expression} END";

    /// <summary>Joins the segment of a score: the last one that starts at or below it. An ASOF join, a lateral one that the key serves, or a hash join over buckets.</summary>
    /// <param name="scope">The scope, an expression over the rows.</param>
    /// <param name="score">The score, an expression over the rows.</param>
    /// <param name="segment">The alias of the segment.</param>
    /// <param name="probabilities">Whether scores lie in [0, 1].</param>
    public string Join(string scope, string score, string segment, bool probabilities)
    {
        var table = _dialect.Quote(Name);
        if (_dialect == SqlDialect.PostgreSql) return $"LEFT JOIN LATERAL (SELECT * FROM {table} AS t WHERE t.scope = {scope} AND t.start <= {score} ORDER BY t.start DESC LIMIT 1) AS {segment} ON true";
        if (_dialect == SqlDialect.ClickHouse || !probabilities) return $"ASOF LEFT JOIN {table} AS {segment} ON {scope} = {segment}.scope AND {score} >= {segment}.start";

        // DuckDB sorts all rows for an ASOF join. Probabilities have 4,096 buckets, by an exact product: a segment stands in each that it
        // touches, and the hash join of bucket and bounds finds the same segment in a third of the time.
        return $"""
            LEFT JOIN (
                SELECT *, unnest(range(CAST(floor(start * 4096) AS BIGINT), CAST(least(floor(stop * 4096), 4096) AS BIGINT) + 1)) AS bucket
                FROM (SELECT *, coalesce(lead(start) OVER (PARTITION BY scope ORDER BY start), 2) AS stop FROM {table}) AS bounded
            ) AS {segment} ON {segment}.scope = {scope} AND {segment}.bucket = CAST(floor({score} * 4096) AS BIGINT) AND {score} >= {segment}.start AND {score} < {segment}.stop
            """;
    }

    private static List<Line> Lines(IsotonicCalibrator isotonic, double lowest)
    {
        var options = isotonic.Options;
        var x = isotonic.Map.X;
        var y = isotonic.Map.Y;
        var lines = new List<Line>(x.Length + 2);
        var inside = options.OutOfRange == OutOfRangeRule.Clip;
        if (x[0] > lowest) lines.Add(inside ? Line.Flat(lowest, y[0]) : Line.None(lowest));
        for (var i = 0; i < x.Length; i++)
        {
            if (i == x.Length - 1 || options.Interpolation == IsotonicInterpolation.Step)
            {
                lines.Add(Line.Flat(x[i], y[i]));
                continue;
            }

            var width = x[i + 1] - x[i];
            var slope = (y[i + 1] - y[i]) / width;

            // Too near or too far for a slope: by the share of the way, as the map does; a width without bound is left flat up to the next knot.
            if (y[i + 1] == y[i]) lines.Add(Line.Flat(x[i], y[i]));
            else if (double.IsFinite(width) && double.IsNormal(slope)) lines.Add(new Line(x[i], true, x[i], y[i], slope, y[i + 1], 0));
            else if (double.IsFinite(width)) lines.Add(new Line(x[i], true, x[i], y[i], 0, y[i + 1], width));
            else throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The knots {x[i]} and {x[i + 1]} are too far apart for arithmetic in a database; scale the scores."), nameof(isotonic));
        }

        if (!inside && x[^1] < double.MaxValue) lines.Add(Line.None(Math.BitIncrement(x[^1])));
        return lines;
    }

    private static List<Line> Merged(VennAbersCalibrator model, VennAbersMerge merge, double lowest) => [.. Intervals(model, lowest).Select(v => Line.Flat(v.Start, v.Interval.Merge(merge)))];

    /// <summary>The intervals of a model, each from its start on.</summary>
    private static List<(double Start, VennAbersInterval Interval)> Intervals(VennAbersCalibrator model, double lowest)
    {
        // A step of p1 ends with its score, so that the next begins right behind it.
        var starts = new List<double> { lowest };
        foreach (var step in model.LowerSteps) starts.Add(step.Score);
        foreach (var step in model.UpperSteps) starts.Add(Math.BitIncrement(step.Score));
        var intervals = new List<(double, VennAbersInterval)>(starts.Count);
        foreach (var start in starts.Where(s => s >= lowest && double.IsFinite(s)).Distinct().Order()) intervals.Add((start, model.Predict(start)));
        return intervals;
    }

    private static IEnumerable<string> Literals(Line line) => [line.Known ? "1" : "0", SqlDialect.Number(line.Knot), SqlDialect.Number(line.Value), SqlDialect.Number(line.Slope), SqlDialect.Number(line.Next), SqlDialect.Number(line.Width)];

    private readonly record struct Line(double Start, bool Known, double Knot, double Value, double Slope, double Next, double Width)
    {
        public static Line Flat(double start, double value) => new(start, true, start, value, 0, value, 0);

        public static Line None(double start) => new(start, false, start, 0, 0, 0, 0);
    }
}

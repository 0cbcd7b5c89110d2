namespace HypeKr.Calibration;

/// <summary>Isotonic knots and Venn-Abers steps of one or several models as one table of segments, each holding from its start up to the next: one join finds all three numbers of a score.</summary>
/// <remarks>
/// A step of p1 holds up to its score and with it, so the next one starts at the next double. Line segments keep the knot they are
/// measured from, so that a Venn-Abers step in the middle of one changes no bit of it.
/// </remarks>
internal sealed class SegmentTable
{
    /// <summary>What a score must be for a model of any scale: finite.</summary>
    public const double Lowest = -double.MaxValue;

    private readonly SqlDialect _dialect;

    public SegmentTable(SqlDialect dialect, string name)
    {
        _dialect = dialect;
        Name = name;
        Text = new SqlTableText(
            name,
            ("scope", SqlColumnKind.KeyText),
            ("start", SqlColumnKind.KeyNumber),
            ("isotonic_known", SqlColumnKind.Integer),
            ("knot", SqlColumnKind.Number),
            ("knot_value", SqlColumnKind.Number),
            ("slope", SqlColumnKind.Number),
            ("next_value", SqlColumnKind.Number),
            ("width", SqlColumnKind.Number),
            ("lower_prob", SqlColumnKind.Number),
            ("upper_prob", SqlColumnKind.Number));
    }

    public string Name { get; }

    public SqlTableText Text { get; }

    /// <summary>Adds the segments of one model.</summary>
    /// <param name="scope">What the model is for: a category, or the empty text for all.</param>
    /// <param name="isotonic">The isotonic fit, if there is one.</param>
    /// <param name="vennAbers">The Venn-Abers model, if there is one.</param>
    /// <param name="lowest">Where scores begin: 0 for probabilities.</param>
    public void Add(string scope, IsotonicCalibrator? isotonic, VennAbersCalibrator? vennAbers, double lowest)
    {
        var lines = isotonic is null ? [Line.None(lowest)] : Lines(isotonic, lowest);
        var lower = vennAbers is null ? [(lowest, 0)] : Lower(vennAbers, lowest);
        var upper = vennAbers is null ? [(lowest, 1)] : Upper(vennAbers, lowest);
        var starts = lines.Select(l => l.Start).Concat(lower.Select(l => l.Start)).Concat(upper.Select(u => u.Start)).Distinct().Order().ToArray();
        var (i, j, k) = (0, 0, 0);
        foreach (var start in starts)
        {
            while (i + 1 < lines.Count && lines[i + 1].Start <= start) i++;
            while (j + 1 < lower.Count && lower[j + 1].Start <= start) j++;
            while (k + 1 < upper.Count && upper[k + 1].Start <= start) k++;
            var line = lines[i];
            Text.Add(
                _dialect.Literal(scope),
                SqlDialect.Number(start),
                line.Known ? "1" : "0",
                SqlDialect.Number(line.Knot),
                SqlDialect.Number(line.Value),
                SqlDialect.Number(line.Slope),
                SqlDialect.Number(line.Next),
                SqlDialect.Number(line.Width),
                SqlDialect.Number(lower[j].Value),
                SqlDialect.Number(upper[k].Value));
        }
    }

    /// <summary>The isotonic value of a score, in the operations of <see cref="KnotMap"/>; null where there is none.</summary>
    public string IsotonicValue(string score, string segment)
    {
        // PostgreSQL calls it an error when a product is too small for a double. So ask, at 2^100 times the size, whether it is nothing.
        var nothing = _dialect == SqlDialect.PostgreSql ? $"\n     WHEN {score} - {segment}.knot < 1e-200 AND {segment}.slope * (({score} - {segment}.knot) * 1267650600228229401496703205376e0) <= {SqlDialect.Number(Math.ScaleB(1, -975))} THEN {segment}.knot_value" : "";
        return $"""
            CASE WHEN {score} IS NULL OR {segment}.isotonic_known = 0 THEN NULL
                 WHEN {segment}.width > 0 THEN least(greatest({segment}.knot_value * (1 - ({score} - {segment}.knot) / {segment}.width) + {segment}.next_value * (({score} - {segment}.knot) / {segment}.width), {segment}.knot_value), {segment}.next_value)
                 WHEN {segment}.slope = 0 THEN {segment}.knot_value{nothing}
                 ELSE least(greatest({segment}.slope * ({score} - {segment}.knot) + {segment}.knot_value, {segment}.knot_value), {segment}.next_value) END
            """;
    }

    /// <summary>A number of the segment; null without a score, whatever a join makes of that.</summary>
    public static string Value(string score, string expression) => $"CASE WHEN {score} IS NOT NULL THEN {expression} END";

    /// <summary>Joins the segment of a score: the last one that starts at or below it. An ASOF join, or a lateral one that the key serves.</summary>
    /// <param name="scope">The scope, an expression over the rows.</param>
    /// <param name="score">The score, an expression over the rows.</param>
    /// <param name="segment">The alias of the segment.</param>
    public string Join(string scope, string score, string segment)
    {
        var table = _dialect.Quote(Name);
        return _dialect == SqlDialect.PostgreSql
            ? $"LEFT JOIN LATERAL (SELECT * FROM {table} AS t WHERE t.scope = {scope} AND t.start <= {score} ORDER BY t.start DESC LIMIT 1) AS {segment} ON true"
            : $"ASOF LEFT JOIN {table} AS {segment} ON {scope} = {segment}.scope AND {score} >= {segment}.start";
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

    private static List<(double Start, double Value)> Lower(VennAbersCalibrator model, double lowest)
    {
        var steps = new List<(double, double)>();
        if (model.LowerSteps[0].Score > lowest) steps.Add((lowest, 0));
        foreach (var step in model.LowerSteps) steps.Add((step.Score, step.Value));
        return steps;
    }

    private static List<(double Start, double Value)> Upper(VennAbersCalibrator model, double lowest)
    {
        var steps = new List<(double, double)>();
        var start = lowest;
        foreach (var step in model.UpperSteps)
        {
            steps.Add((start, step.Value));
            start = Math.BitIncrement(step.Score);
        }

        steps.Add((start, model.AboveRange == VennAbersAboveRange.LastStep ? model.UpperSteps[^1].Value : 1));
        return steps;
    }

    private readonly record struct Line(double Start, bool Known, double Knot, double Value, double Slope, double Next, double Width)
    {
        public static Line Flat(double start, double value) => new(start, true, start, value, 0, value, 0);

        public static Line None(double start) => new(start, false, start, 0, 0, 0, 0);
    }
}

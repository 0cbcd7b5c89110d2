namespace HypeKr.Calibration;

/// <summary>Puts fitted models into a database.</summary>
public static class CalibratorSql
{
    /// <summary>The column of the isotonic value.</summary>
    internal const string IsotonicColumn = "isotonic_prob";

    /// <summary>The columns of a Venn-Abers interval and its merge.</summary>
    internal static readonly string[] VennAbersColumns = ["lower_prob", "upper_prob", "calibrated_prob"];

    /// <summary>An isotonic fit: its knots as a table, and the query that reads between them. Output: isotonic_prob, null outside the fitted range unless the fit clips.</summary>
    /// <param name="calibrator">The fit.</param>
    /// <param name="dialect">The database.</param>
    /// <param name="table">The name of the table to make.</param>
    public static SqlExport Isotonic(IsotonicCalibrator calibrator, SqlDialect dialect, string table)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        return Steps(dialect, table, calibrator, null, VennAbersMerge.LogMinimax);
    }

    /// <summary>A Venn-Abers model: its steps as a table, and the query that finds both numbers of a score. Outputs: lower_prob (p0), upper_prob (p1), calibrated_prob (merged).</summary>
    /// <param name="calibrator">The model.</param>
    /// <param name="dialect">The database.</param>
    /// <param name="table">The name of the table to make.</param>
    /// <param name="merge">How the two numbers become one.</param>
    public static SqlExport VennAbers(VennAbersCalibrator calibrator, SqlDialect dialect, string table, VennAbersMerge merge = VennAbersMerge.LogMinimax)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        if (!Enum.IsDefined(merge)) throw new ArgumentOutOfRangeException(nameof(merge), merge, "This is no Venn-Abers merge.");
        return Steps(dialect, table, null, calibrator, merge);
    }

    /// <summary>One probability from two, in the operations of <see cref="VennAbersInterval.Merge"/>.</summary>
    internal static string Merged(VennAbersMerge merge, string lower, string upper) => merge switch
    {
        VennAbersMerge.LogMinimax => $"{upper} / (1 - {lower} + {upper})",
        VennAbersMerge.BrierMinimax => $"{upper} + ({lower} * {lower} - {upper} * {upper}) / 2",
        _ => $"({lower} + {upper}) / 2",
    };

    private static SqlExport Steps(SqlDialect dialect, string table, IsotonicCalibrator? isotonic, VennAbersCalibrator? vennAbers, VennAbersMerge merge)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentException.ThrowIfNullOrEmpty(table);
        var segments = new SegmentTable(dialect, table);
        segments.Add("", isotonic, vennAbers, SegmentTable.Lowest);
        var (low, high) = (SqlDialect.Number(SegmentTable.Lowest), SqlDialect.Number(double.MaxValue));
        return new SqlExport(dialect, [segments.Text], vennAbers is null ? [IsotonicColumn] : VennAbersColumns, (source, columns, keep) =>
        {
            var score = dialect.Double(dialect.Quote(columns.Score));
            var kept = string.Concat(keep.Select(k => dialect.Quote(k) + ", "));
            var values = vennAbers is null
                ? $"{ForecastSql.Indent(segments.IsotonicValue("f.score", "s"), 2).TrimStart()} AS {IsotonicColumn}"
                : string.Join(", ", ((ReadOnlySpan<string>)["s.lower_prob", "s.upper_prob", Merged(merge, "s.lower_prob", "s.upper_prob")]).ToArray().Zip(VennAbersColumns, (value, name) => $"{SegmentTable.Value("f.score", value)} AS {name}"));
            return $"""
                SELECT {string.Concat(keep.Select(k => $"f.{dialect.Quote(k)}, "))}{values}
                FROM (
                    SELECT {kept}'' AS scope, CASE WHEN {score} = 0 THEN 0 WHEN {score} >= {low} AND {score} <= {high} THEN {score} END AS score
                    FROM {source.Render(dialect)} AS forecasts
                ) AS f
                {segments.Join("f.scope", "f.score", "s")}
                """;
        });
    }
}

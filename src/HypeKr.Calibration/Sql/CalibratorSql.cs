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

    /// <summary>A bundle: the segments of its isotonic and Venn-Abers models by category, the coefficients of its parametric maps and the trust in the market, one quantile a conformal cell and alpha, and the query that takes a row through every stage.</summary>
    /// <remarks>
    /// <para>
    /// Outputs: isotonic_prob, lower_prob, upper_prob, calibrated_prob, blended_prob (null without a market price in [0, 1]), set_no and
    /// set_yes (1 where the outcome is in the set, of the bundle's alpha). They are the numbers of
    /// <see cref="CalibratorBundle.Apply(ReadOnlySpan{double}, ReadOnlySpan{int}, ReadOnlySpan{double}, Span{CalibratedRow})"/> bit for bit,
    /// except where a category's adopted map is beta or Platt: a database has logarithms and exponentials of its own, and agrees within 1e-14.
    /// </para>
    /// <para>Tables are named after the prefix: _bundle, _categories, _cells, _segments. A category that the bundle has not seen gets the map of all rows and a set of both.</para>
    /// </remarks>
    /// <param name="bundle">The bundle.</param>
    /// <param name="dialect">The database.</param>
    /// <param name="prefix">What the names of the tables begin with.</param>
    /// <param name="alphas">Error rates for which the cells' quantiles are exported beside the bundle's own.</param>
    /// <exception cref="ArgumentException">The bundle fills empty sets with the most plausible outcome, which needs p-values and not one quantile a cell.</exception>
    public static SqlExport Bundle(CalibratorBundle bundle, SqlDialect dialect, string prefix, params IReadOnlyList<decimal> alphas)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        ArgumentNullException.ThrowIfNull(alphas);
        return new BundleTables(bundle, dialect, prefix, alphas).Export();
    }

    private static SqlExport Steps(SqlDialect dialect, string table, IsotonicCalibrator? isotonic, VennAbersCalibrator? vennAbers, VennAbersMerge merge)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentException.ThrowIfNullOrEmpty(table);
        var segments = new SegmentTable(dialect, table);
        segments.Add("", isotonic, vennAbers, null, vennAbers, merge, SegmentTable.Lowest);
        var (low, high) = (SqlDialect.Number(SegmentTable.Lowest), SqlDialect.Number(double.MaxValue));
        return new SqlExport(dialect, [segments.Text], vennAbers is null ? [IsotonicColumn] : VennAbersColumns, (source, columns, keep) =>
        {
            var score = dialect.Double(dialect.Quote(columns.Score));
            var values = vennAbers is null
                ? $"{ForecastSql.Indent(segments.Value(SegmentTable.IsotonicLine, "f.hk_score", "s"), 2, keep: false).TrimStart()} AS {IsotonicColumn}"
                : $"{SegmentTable.Known("f.hk_score", "s.lower_prob")} AS lower_prob, {SegmentTable.Known("f.hk_score", "s.upper_prob")} AS upper_prob, {SegmentTable.Known("f.hk_score", "s.adopted_value")} AS calibrated_prob";
            return $"""
                SELECT {string.Concat(keep.Select(k => $"f.{dialect.Quote(k)}, "))}{values}
                FROM (
                    SELECT {string.Concat(keep.Select(k => dialect.Quote(k) + ", "))}'' AS hk_scope, CASE WHEN {score} = 0 THEN 0 WHEN {score} >= {low} AND {score} <= {high} THEN {score} END AS hk_score
                    FROM {source.Render(dialect)} AS forecasts
                ) AS f
                {segments.Join("f.hk_scope", "f.hk_score", "s", probabilities: false)}
                """;
        });
    }
}

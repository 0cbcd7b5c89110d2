namespace HypeKr.Calibration;

/// <summary>The tables of one bundle and the query over them.</summary>
internal sealed class BundleTables
{
    private static readonly string[] Outputs = ["isotonic_prob", "lower_prob", "upper_prob", "calibrated_prob", "blended_prob", "set_no", "set_yes"];

    private readonly CalibratorBundle _bundle;
    private readonly SqlDialect _dialect;
    private readonly SqlTableText _head;
    private readonly SqlTableText _categories;
    private readonly SqlTableText _cells;
    private readonly SegmentTable _segments;
    private readonly string _categoriesName;
    private readonly string _cellsName;

    public BundleTables(CalibratorBundle bundle, SqlDialect dialect, string prefix, IReadOnlyList<decimal> alphas)
    {
        if (bundle.Options.Conformal.EmptySets == EmptySetRule.IncludeMostPlausible) throw new ArgumentException("The bundle fills empty sets with the most plausible outcome (EmptySetRule.IncludeMostPlausible), which takes p-values; one quantile a cell cannot say it. Keep empty sets, or include all.", nameof(bundle));
        (_bundle, _dialect) = (bundle, dialect);
        (_categoriesName, _cellsName) = ($"{prefix}_categories", $"{prefix}_cells");
        _head = new SqlTableText($"{prefix}_bundle", ("hash", SqlColumnKind.KeyText), ("model_hash", SqlColumnKind.Text), ("alpha", SqlColumnKind.Text), ("row_count", SqlColumnKind.Integer));
        _categories = new SqlTableText(
            _categoriesName,
            ("category", SqlColumnKind.KeyText),
            ("known", SqlColumnKind.Integer),
            ("scope", SqlColumnKind.Text),
            ("method", SqlColumnKind.Text),
            ("coefficient_a", SqlColumnKind.Number),
            ("coefficient_b", SqlColumnKind.Number),
            ("coefficient_c", SqlColumnKind.Number),
            ("trust", SqlColumnKind.Number));
        _cells = new SqlTableText(_cellsName, ("category", SqlColumnKind.KeyText), ("alpha", SqlColumnKind.KeyText), ("class", SqlColumnKind.KeyInteger), ("excludable", SqlColumnKind.Integer), ("quantile", SqlColumnKind.Number));
        _segments = new SegmentTable(dialect, $"{prefix}_segments");
        _head.Add(dialect.Literal(bundle.Hash), dialect.Literal(bundle.ModelHash), dialect.Literal(Plain(bundle.Options.Alpha)), Whole(bundle.RowCount));
        AddSegments("", bundle.UnseenRoute);
        foreach (var route in bundle.Routes)
        {
            var own = HasSegments(route);
            if (own) AddSegments(route.Category!, route);
            var (a, b, c) = Coefficients(route);
            _categories.Add(dialect.Literal(route.Category!), "1", dialect.Literal(own ? route.Category! : ""), dialect.Literal(Method(route)), SqlDialect.Number(a), SqlDialect.Number(b), SqlDialect.Number(c), SqlDialect.Number(route.Alpha ?? 0));
        }

        foreach (var alpha in alphas.Append(bundle.Options.Alpha).Select(a => a / 1.0000000000000000000000000000m).Distinct()) AddCells(alpha);
    }

    public SqlExport Export() => new(_dialect, [_head, _categories, _cells, _segments.Text], Outputs, Apply);

    private void AddSegments(string scope, CalibratorBundle.Route route) => _segments.Add(
        scope,
        route.Isotonic,
        route.VennAbers,
        route.Rung.Method == CalibrationMethod.Isotonic ? route.Maps.Isotonic : null,
        route.Rung.Method == CalibrationMethod.VennAbers ? route.Maps.VennAbers : null,
        VennAbersMerge.LogMinimax,
        lowest: 0);

    /// <summary>Whether a category needs segments of its own: the models of all rows, adopted as by an unseen category, are there already.</summary>
    private bool HasSegments(CalibratorBundle.Route route) =>
        !ReferenceEquals(route.Isotonic, _bundle.UnseenRoute.Isotonic)
        || !ReferenceEquals(route.VennAbers, _bundle.UnseenRoute.VennAbers)
        || (route.Rung.Method is CalibrationMethod.Isotonic or CalibrationMethod.VennAbers && route.Rung != _bundle.UnseenRoute.Rung);

    private void AddCells(decimal alpha)
    {
        var conformal = _bundle.Conformal;
        var categories = conformal.Options.ByCategory ? conformal.Categories : [""];
        for (var g = 0; g < categories.Count; g++)
        {
            for (var label = 0; label < 2; label++)
            {
                var cell = conformal.CellAt(g, label);
                var quantile = cell.AlwaysIncludes ? double.PositiveInfinity : cell.Quantile(alpha);
                _cells.Add(_dialect.Literal(categories[g]), _dialect.Literal(Plain(alpha)), Whole(label), double.IsFinite(quantile) ? "1" : "0", double.IsFinite(quantile) ? SqlDialect.Number(quantile) : "1e0");
            }
        }
    }

    private string Apply(SqlSource source, ForecastColumns columns, IReadOnlyList<string> keep)
    {
        if (columns.Category is null) throw new ArgumentException("Columns.Category is null; a bundle's maps and cells go by category.", nameof(columns));
        if (keep.Any(k => k.StartsWith("hk_", StringComparison.OrdinalIgnoreCase))) throw new ArgumentException("Columns whose name begins with hk_ cannot come along: the query uses such names.", nameof(keep));
        var keepsLines = ForecastSql.HasLineBreak(_segments.Name);
        var score = _dialect.Double(_dialect.Quote(columns.Score));
        var market = columns.Market is { } price ? _dialect.Double(_dialect.Quote(price)) : null;
        var category = _dialect.Text(_dialect.Quote(columns.Category));
        var unseen = _bundle.UnseenRoute;
        var (a, b, c) = Coefficients(unseen);
        var alpha = _dialect.Literal(Plain(_bundle.Options.Alpha));
        var cell = _bundle.Conformal.Options.ByCategory ? "f.hk_category" : "''";
        var kept = string.Concat(keep.Select(k => _dialect.Quote(k) + ", "));
        var keptOf = (string alias) => string.Concat(keep.Select(k => $"{alias}.{_dialect.Quote(k)}, "));
        var both = _bundle.Options.Conformal.EmptySets == EmptySetRule.IncludeAll;
        var (no, yes) = ("g.hk_excludes_no = 1 AND NOT g.hk_score <= g.hk_quantile_no", "g.hk_excludes_yes = 1 AND NOT 1 - g.hk_score <= g.hk_quantile_yes");
        var blended = $"{Product("r.hk_trust", "r.calibrated_prob")} + {Product("(1 - r.hk_trust)", "r.hk_market")}";
        return $"""
            SELECT {keptOf("r")}r.isotonic_prob AS isotonic_prob, r.lower_prob AS lower_prob, r.upper_prob AS upper_prob, r.calibrated_prob AS calibrated_prob,
                   CASE WHEN r.hk_score IS NOT NULL AND r.hk_market IS NOT NULL THEN {blended} END AS blended_prob,
                   {(both ? "CASE WHEN r.hk_no = 0 AND r.hk_yes = 0 THEN 1 ELSE r.hk_no END" : "r.hk_no")} AS set_no, {(both ? "CASE WHEN r.hk_no = 0 AND r.hk_yes = 0 THEN 1 ELSE r.hk_yes END" : "r.hk_yes")} AS set_yes
            FROM (
                SELECT {keptOf("g")}g.hk_score AS hk_score, g.hk_market AS hk_market, g.hk_trust AS hk_trust,
            {Indent(_segments.Value(SegmentTable.IsotonicLine, "g.hk_score", "s"), 2)} AS isotonic_prob,
                    {SegmentTable.Known("g.hk_score", "s.lower_prob")} AS lower_prob,
                    {SegmentTable.Known("g.hk_score", "s.upper_prob")} AS upper_prob,
                    CASE WHEN g.hk_method = 'Identity' THEN g.hk_score
                         WHEN g.hk_method = 'Beta' THEN
                             CASE WHEN g.hk_score IS NULL THEN NULL
                                  WHEN {Logit()} >= 0 THEN 1 / (1 + exp(-({Logit()})))
                                  ELSE exp({Logit()}) / (1 + exp({Logit()})) END
                         ELSE
            {Indent(_segments.Value(SegmentTable.AdoptedLine, "g.hk_score", "s"), 3)} END AS calibrated_prob,
                    CASE WHEN g.hk_score IS NULL THEN NULL WHEN {no} THEN 0 ELSE 1 END AS hk_no,
                    CASE WHEN g.hk_score IS NULL THEN NULL WHEN {yes} THEN 0 ELSE 1 END AS hk_yes
                FROM (
                    SELECT {keptOf("f")}f.hk_score AS hk_score, f.hk_market AS hk_market,
                           {Seen("c.scope", "''")} AS hk_scope,
                           {Seen("c.method", _dialect.Literal(Method(unseen)))} AS hk_method,
                           {Seen("c.coefficient_a", SqlDialect.Number(a))} AS hk_a,
                           {Seen("c.coefficient_b", SqlDialect.Number(b))} AS hk_b,
                           {Seen("c.coefficient_c", SqlDialect.Number(c))} AS hk_c,
                           {Seen("c.trust", SqlDialect.Number(unseen.Alpha ?? 0))} AS hk_trust,
                           coalesce(n.excludable, 0) AS hk_excludes_no, n.quantile AS hk_quantile_no,
                           coalesce(y.excludable, 0) AS hk_excludes_yes, y.quantile AS hk_quantile_yes
                    FROM (
                        SELECT {kept}{category} AS hk_category,
                               CASE WHEN {score} = 0 THEN 0 WHEN {score} > 0 AND {score} <= 1 THEN {score} END AS hk_score,
                               {(market is null ? _dialect.Double("NULL") : $"CASE WHEN {market} = 0 THEN 0 WHEN {market} > 0 AND {market} <= 1 THEN {market} END")} AS hk_market
                        FROM {source.Render(_dialect)} AS forecasts
                    ) AS f
                    LEFT JOIN {_dialect.Quote(_categoriesName)} AS c ON c.category = f.hk_category
                    LEFT JOIN (SELECT category, excludable, quantile FROM {_dialect.Quote(_cellsName)} WHERE class = 0 AND alpha = {alpha}) AS n ON n.category = {cell}
                    LEFT JOIN (SELECT category, excludable, quantile FROM {_dialect.Quote(_cellsName)} WHERE class = 1 AND alpha = {alpha}) AS y ON y.category = {cell}
                ) AS g
                {Indent(_segments.Join("g.hk_scope", "g.hk_score", "s", probabilities: true), 1).TrimStart()}
            ) AS r
            """;

        string Indent(string sql, int levels) => ForecastSql.Indent(sql, levels, keepsLines);

        // A join without a match leaves nulls in two databases and zeros in the third: known is 1 in neither.
        static string Seen(string column, string otherwise) => $"CASE WHEN coalesce(c.known, 0) = 1 THEN {column} ELSE {otherwise} END";
    }

    /// <summary>The log odds of a parametric map, in the operations of <see cref="BetaCalibrator"/>.</summary>
    private static string Logit()
    {
        var clip = SqlDialect.Number(LogLossClip.MachineEpsilon.Epsilon);
        var s = $"least(greatest(g.hk_score, {clip}), 1 - {clip})";
        return $"g.hk_a * ln({s}) - g.hk_b * ln(1 - {s}) + g.hk_c";
    }

    /// <summary>A product; 0 in PostgreSQL too where it is too small for a double, which there is an error.</summary>
    private string Product(string a, string b) => _dialect != SqlDialect.PostgreSql
        ? $"{a} * {b}"
        : $"CASE WHEN {b} < 1e-200 AND {a} * ({b} * {SqlDialect.Number(Math.ScaleB(1, 100))}) <= {SqlDialect.Number(Math.ScaleB(1, -975))} THEN 0 ELSE {a} * {b} END";

    private static (double A, double B, double C) Coefficients(CalibratorBundle.Route route) =>
        Method(route) == "Beta" && route.Maps.Parametric is { } fit ? (fit.A, fit.B, fit.C) : (0, 0, 0);

    private static string Method(CalibratorBundle.Route route) => route.Rung.Method switch
    {
        CalibrationMethod.Identity => "Identity",
        CalibrationMethod.Platt or CalibrationMethod.Beta => "Beta",
        _ => "Steps",
    };

    private static string Plain(decimal alpha) => alpha.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
}

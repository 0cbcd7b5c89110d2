using HypeKr.TestSupport;

namespace HypeKr.Calibration.Tests;

/// <summary>The text of every query in every dialect, as it was approved; and that names are names wherever they stand.</summary>
public sealed class SqlTextTests
{
    private static readonly ForecastColumns Columns = new() { Score = "raw_prob", Label = "outcome", Category = "category", Market = "market_price", Time = "asked_at" };

    public static TheoryData<string> Dialects => ["DuckDB", "PostgreSQL", "ClickHouse"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Text_is_the_approved_one(string name)
    {
        var dialect = Dialect(name);
        var sql = new ForecastSql(dialect, SqlSource.Table("archive", "forecasts"), Columns);
        var rule = EceBinning.Floor(15);
        var table = ScoreTable.FromGroups([new(0.2, 4, 1), new(0.5, 4, 2), new(0.8, 4, 3)]);
        var rows = Enumerable.Range(0, 12).Select(i => new CalibrationRow(new RawProbability(i % 3 == 0 ? 0.2 : 0.7), i < 8 ? "politics" : "sports", BinaryOutcome.From(i % 2 == 0), 0.5));
        var bundle = CalibratorBundle.Fit(rows, new CalibratorOptions { Ladder = new LadderOptions { Adoption = AdoptionRule.BySampleSize, ParametricMinimum = 2, IsotonicMinimum = 6 } });
        var export = CalibratorSql.Bundle(bundle, dialect, "model", 0.2m);

        // Hashes hold the versions of package and runtime, which are not approved here.
        var parts = new (string Title, string Text)[]
        {
            ("census", sql.Census()),
            ("score table", sql.ScoreTable()),
            ("score table on a grid", sql.ScoreTable(10_000)),
            ("score tables of categories", sql.CategorizedScoreTable(10_000)),
            ("score tables of days", sql.DailyScoreTable(10_000)),
            ("pairs with the market", sql.PairedScoreTable()),
            ("bins", sql.Bins(rule, 10_000)),
            ("scores on a grid", sql.Scores(rule, 10_000)),
            ("scores of doubles", sql.Scores(rule)),
            ("boolean labels", new ForecastSql(dialect, SqlSource.Table("forecasts"), Columns with { LabelType = SqlLabel.Boolean, Category = null }).ScoreTable()),
            ("isotonic", string.Join(";\n", [.. CalibratorSql.Isotonic(IsotonicCalibrator.Fit(table), dialect, "isotonic").CreateStatements, CalibratorSql.Isotonic(IsotonicCalibrator.Fit(table), dialect, "isotonic").ApplyQuery(SqlSource.Table("forecasts"), Columns, "id")])),
            ("Venn-Abers", string.Join(";\n", [.. CalibratorSql.VennAbers(VennAbersCalibrator.Fit(table), dialect, "venn_abers").CreateStatements, CalibratorSql.VennAbers(VennAbersCalibrator.Fit(table), dialect, "venn_abers").ApplyQuery(SqlSource.Table("forecasts"), Columns, "id")])),
            ("bundle", string.Join(";\n", [.. export.DropStatements, .. export.CreateStatements.Select(s => s.Replace(bundle.Hash, "(hash)", StringComparison.Ordinal).Replace(bundle.ModelHash, "(model hash)", StringComparison.Ordinal)), export.ApplyQuery(SqlSource.Table("forecasts"), Columns, "id")])),
        };
        var text = string.Concat(parts.Select(p => $"-- {p.Title}\n{p.Text.ReplaceLineEndings("\n")};\n\n"));
        var folder = Path.Combine(Repository.Root, "tests", "HypeKr.Calibration.Tests", "Sql", "Approved");
        var approved = Path.Combine(folder, $"{name}.sql");
        var known = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (known == text) return;
        File.WriteAllText(Path.Combine(folder, $"{name}.received.txt"), text);
        Assert.Fail($"The SQL of {name} is not the approved one. Compare {name}.received.txt with {name}.sql, and replace the latter when the change is meant.");
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_name_cannot_leave_its_quotes(string name)
    {
        var dialect = Dialect(name);
        foreach (var evil in (string[])["a\"; DROP TABLE x; --", "b`; DROP TABLE x; --", "c'; DROP TABLE x; --", "d\\", "\\\"", "e\n-- f"])
        {
            var quoted = dialect.Quote(evil);
            var literal = dialect.Literal(evil);
            var escapes = dialect == SqlDialect.ClickHouse;
            Assert.Equal(evil, Unquote(quoted, escapes ? '`' : '"', escapes));
            Assert.Equal(evil, Unquote(literal, '\'', escapes));
        }

        Assert.Throws<ArgumentException>(() => dialect.Quote(""));
        Assert.Throws<ArgumentException>(() => dialect.Quote("a\0b"));
        Assert.Throws<ArgumentException>(() => dialect.Literal("a\0b"));

        // Reads as the database does: fails when the quotes end before the text does.
        static string Unquote(string text, char mark, bool escapes)
        {
            Assert.Equal(mark, text[0]);
            var read = new System.Text.StringBuilder();
            var i = 1;
            for (; i < text.Length; i++)
            {
                if (escapes && text[i] == '\\') read.Append(text[++i]);
                else if (text[i] != mark) read.Append(text[i]);
                else if (!escapes && i + 1 < text.Length && text[i + 1] == mark) read.Append(text[i++]);
                else break;
            }

            Assert.Equal(text.Length - 1, i);
            return read.ToString();
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_name_with_a_line_break_is_in_every_query_as_it_is(string name)
    {
        var dialect = Dialect(name);
        foreach (var end in (string[])["\n", "\r\n", "\r", "\u2028"])
        {
            var columns = new ForecastColumns { Score = $"s{end}c", Label = $"l{end}b", Category = $"c{end}y", Market = $"m{end}t", Time = $"t{end}m" };
            var sql = new ForecastSql(dialect, SqlSource.Trusted($"(SELECT '{end}')"), columns);
            foreach (var query in (string[])[sql.Census(), sql.ScoreTable(), sql.CategorizedScoreTable(10), sql.DailyScoreTable(), sql.PairedScoreTable(), sql.Bins(EceBinning.Floor(15)), sql.Scores(EceBinning.Floor(15), 10), sql.Scores(EceBinning.Floor(15))])
            {
                foreach (var column in (string[])[columns.Score, columns.Label, columns.Category, columns.Market, columns.Time]) Assert.Contains(dialect.Quote(column), query, StringComparison.Ordinal);
                Assert.Contains($"(SELECT '{end}')", query, StringComparison.Ordinal);
            }

            var apply = CalibratorSql.Bundle(BundleChecks.Fit(new CalibratorOptions()), dialect, $"m{end}").ApplyQuery(SqlSource.Table("t"), columns, $"i{end}d");
            foreach (var part in (string[])[columns.Score, columns.Category, columns.Market, $"i{end}d", $"m{end}_segments", $"m{end}_cells"]) Assert.Contains(dialect.Quote(part), apply, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_query_needs_is_asked_for_by_name()
    {
        var source = SqlSource.Table("t");
        Assert.Contains("Label", Assert.Throws<ArgumentException>(() => new ForecastSql(SqlDialect.DuckDb, source, new ForecastColumns { Score = "p" })).Message, StringComparison.Ordinal);
        var bare = new ForecastSql(SqlDialect.DuckDb, source, new ForecastColumns { Score = "p", Label = "y" });
        Assert.Contains("category", Assert.Throws<InvalidOperationException>(() => bare.CategorizedScoreTable()).Message, StringComparison.Ordinal);
        Assert.Contains("market", Assert.Throws<InvalidOperationException>(() => bare.PairedScoreTable()).Message, StringComparison.Ordinal);
        Assert.Contains("day", Assert.Throws<InvalidOperationException>(() => bare.DailyScoreTable()).Message, StringComparison.Ordinal);
        Assert.Contains("LeftClosed", Assert.Throws<ArgumentException>(() => bare.Scores(BinningRule.Default)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => bare.ScoreTable(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => bare.ScoreTable(1_000_001));
        Assert.Contains("PostgreSQL", Assert.Throws<ArgumentException>(() => new ForecastSql(SqlDialect.PostgreSql, SqlSource.File("a.csv"), bare.Columns)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SqlSource.Table());
        Assert.Throws<ArgumentOutOfRangeException>(() => SqlDialect.Number(double.NaN));
    }

    [Fact]
    public void What_an_export_cannot_say_is_refused()
    {
        var bundle = BundleChecks.Fit(new CalibratorOptions { Conformal = new MondrianOptions { EmptySets = EmptySetRule.IncludeMostPlausible } });
        Assert.Contains("IncludeMostPlausible", Assert.Throws<ArgumentException>(() => CalibratorSql.Bundle(bundle, SqlDialect.DuckDb, "m")).Message, StringComparison.Ordinal);
        var export = CalibratorSql.Bundle(BundleChecks.Fit(new CalibratorOptions()), SqlDialect.DuckDb, "m");
        Assert.Contains("Calibrated_Prob", Assert.Throws<ArgumentException>(() => export.ApplyQuery(SqlSource.Table("t"), Columns, "Calibrated_Prob")).Message, StringComparison.Ordinal);
        Assert.Contains("hk_", Assert.Throws<ArgumentException>(() => export.ApplyQuery(SqlSource.Table("t"), Columns, "HK_scope")).Message, StringComparison.Ordinal);
        Assert.Contains("Category", Assert.Throws<ArgumentException>(() => export.ApplyQuery(SqlSource.Table("t"), Columns with { Category = null }, "id")).Message, StringComparison.Ordinal);
    }

    private static SqlDialect Dialect(string name) => new[] { SqlDialect.DuckDb, SqlDialect.PostgreSql, SqlDialect.ClickHouse }.Single(d => d.Name == name);
}

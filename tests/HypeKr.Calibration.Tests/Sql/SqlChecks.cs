using System.Data;
using System.Globalization;
using System.Numerics;

namespace HypeKr.Calibration.Tests;

/// <summary>What every dialect has to show: its numbers are ours.</summary>
internal static class SqlChecks
{
    private const int Steps = 10_000;
    private const double Close = 1e-12;

    public static void Counts(SqlEngine engine) => OnEach(engine, (shape, rows, sql) =>
    {
        Same(SqlData.Table(rows), ScoreTable.FromReader(engine.Read(sql.ScoreTable())), shape);
        Same(SqlData.Table(rows).Quantize(Steps), ScoreTable.FromReader(engine.Read(sql.ScoreTable(Steps))), shape);

        var categories = CategorizedScoreTable.FromReader(engine.Read(sql.CategorizedScoreTable(Steps)));
        var expected = rows.Where(r => r.IsUsable).GroupBy(r => r.Category!).ToDictionary(g => g.Key, g => SqlData.Table(g).Quantize(Steps));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), categories.Tables.Keys);
        foreach (var (category, table) in expected) Same(table, categories[category], category);

        var days = ForecastSql.ReadDays(engine.Read(sql.DailyScoreTable()));
        var byDay = rows.Where(r => r.IsUsable).GroupBy(r => r.Asked).ToDictionary(g => g.Key, SqlData.Table);
        Assert.Equal(byDay.Keys.Order(), days.Days.Keys);
        foreach (var (day, table) in byDay) Same(table, days.Days[day], $"{day:O}");
    });

    public static void Pairs(SqlEngine engine) => OnEach(engine, (shape, rows, sql) =>
    {
        var usable = rows.Where(r => r.IsUsable && r.Market is >= 0 and <= 1).ToList();
        var pairs = ForecastSql.ReadPairs(engine.Read(sql.PairedScoreTable()));
        Assert.Equal(usable.Select(r => r.Category!).Distinct().Order(StringComparer.Ordinal), pairs.Keys.Order(StringComparer.Ordinal));
        foreach (var group in usable.GroupBy(r => r.Category!))
        {
            var expected = PairedScoreTable.FromRows([.. group.Select(r => r.Score!.Value)], [.. group.Select(r => r.Market!.Value)], [.. group.Select(SqlData.IsYes)]);
            Assert.Equal(expected.Groups.ToArray(), pairs[group.Key].Groups.ToArray());
        }
    });

    public static void Census(SqlEngine engine) => OnEach(engine, (shape, rows, sql) =>
    {
        var census = ForecastCensus.FromReader(engine.Read(sql.Census()));
        Assert.Equal(rows.Count, census.Rows);
        Assert.Equal(rows.Count(r => r.IsUsable), census.Usable);
        Assert.Equal(rows.Count(r => r.Label is null), census.Unresolved);
        Assert.Equal(rows.Count(r => r.Label is not null && r.Score is null), census.MissingScores);
        Assert.Equal(rows.Count(r => r.Label is not null && r.Score is not null and not (>= 0 and <= 1)), census.InvalidScores);
        Assert.Equal(rows.Count(r => r.IsUsable && r.Market is not null and not (>= 0 and <= 1)), census.InvalidMarkets);
        Assert.Equal(census.Rows, census.Usable + census.Unresolved + census.Faults);
        if (shape == "nulls") Assert.True(census.MissingScores > 0 && census.InvalidScores > 0 && census.InvalidLabels > 0 && census.MissingCategories > 0 && census.Unresolved > 0 && census.InvalidMarkets > 0);
    });

    public static void Scores(SqlEngine engine) => OnEach(engine, (shape, rows, sql) =>
    {
        foreach (var rule in (BinningRule[])[EceBinning.Floor(15), EceBinning.Floor(10), new BinningRule(BinEdges.FloorUncapped, 20)])
        {
            var whole = SqlData.Table(rows);
            Same(whole, rule, GroupedScores.FromReader(engine.Read(sql.Scores(rule))), shape);
            Same(whole.Quantize(Steps), rule, GroupedScores.FromReader(engine.Read(sql.Scores(rule, Steps))), shape);
            BinsAre(whole, rule, engine.Query(sql.Bins(rule)), shape);
            BinsAre(whole.Quantize(Steps), rule, engine.Query(sql.Bins(rule, Steps)), shape);
        }
    });

    /// <summary>On the grid nothing is rounded before the last division, so the figures are those of exact integers.</summary>
    public static void Exact(SqlEngine engine) => OnEach(engine, (shape, rows, sql) =>
    {
        var table = SqlData.Table(rows).Quantize(Steps);
        BigInteger squares = 0;
        var gaps = new Dictionary<int, BigInteger>();
        for (var i = 0; i < table.Count; i++)
        {
            var q = (long)Math.Floor((table.Scores[i] * Steps) + 0.5);
            var (yes, no) = (table.Positives[i], table.Negatives[i]);
            squares += (BigInteger)yes * (Steps - q) * (Steps - q) + (BigInteger)no * q * q;
            var bin = Math.Min((int)Math.Floor((double)q / Steps * 15), 14);
            gaps[bin] = gaps.GetValueOrDefault(bin) + (q * (BigInteger)(yes + no)) - (Steps * (BigInteger)yes);
        }

        var found = GroupedScores.FromReader(engine.Read(sql.Scores(EceBinning.Floor(15), Steps)));
        Assert.Equal((double)squares / Steps / Steps / table.TotalWeight, found.Brier);
        Assert.Equal((double)gaps.Values.Aggregate(BigInteger.Zero, (sum, gap) => sum + BigInteger.Abs(gap)) / Steps / table.TotalWeight, found.ExpectedCalibrationError);
    });

    public static void Shards(SqlEngine engine)
    {
        var rows = SqlData.Make("nulls").Concat(SqlData.Make("random", 3000)).ToList();
        engine.Load("whole", rows);
        var whole = Sql(engine, "whole");
        for (var shard = 0; shard < 3; shard++) engine.Load($"shard {shard}", [.. rows.Where((_, i) => i * 7 % 3 == shard)]);
        var merged = ScoreTable.Merge(Enumerable.Range(0, 3).Reverse().Select(s => ScoreTable.FromReader(engine.Read(Sql(engine, $"shard {s}").ScoreTable()))));
        Same(ScoreTable.FromReader(engine.Read(whole.ScoreTable())), merged, "shards");
        var categories = Enumerable.Range(0, 3).Select(s => CategorizedScoreTable.FromReader(engine.Read(Sql(engine, $"shard {s}").CategorizedScoreTable()))).Aggregate((a, b) => b.Merge(a));
        var all = CategorizedScoreTable.FromReader(engine.Read(whole.CategorizedScoreTable()));
        foreach (var (category, table) in all.Tables) Same(table, categories[category], category);
    }

    public static void Models(SqlEngine engine)
    {
        foreach (var shape in AdversarialRows.Names)
        {
            var (scores, labels) = AdversarialRows.Make(shape, 700);
            var table = ScoreTable.FromRows(scores, labels);
            var points = Points(table);
            engine.Load("points", [.. points.Select(p => new SqlRow(p, null))]);
            foreach (var options in (IsotonicOptions[])[new(), new() { OutOfRange = OutOfRangeRule.NaN }, new() { Interpolation = IsotonicInterpolation.Step, Minimum = 0.05, Maximum = 0.9 }])
            {
                var isotonic = IsotonicCalibrator.Fit(table, options);
                if (shape == "huge and tiny" && options.Interpolation == IsotonicInterpolation.Linear && !double.IsFinite(isotonic.HighestScore - isotonic.LowestScore)) continue;
                Applied(engine, CalibratorSql.Isotonic(isotonic, engine.Dialect, "model"), points, p => [double.IsNaN(p) ? null : isotonic.Predict(p) is var y && double.IsNaN(y) ? null : y], shape);
            }

            foreach (var merge in Enum.GetValues<VennAbersMerge>())
            {
                var vennAbers = VennAbersCalibrator.Fit(table, 1, merge == VennAbersMerge.Midpoint ? VennAbersAboveRange.LastStep : VennAbersAboveRange.One);
                Applied(engine, CalibratorSql.VennAbers(vennAbers, engine.Dialect, "model", merge), points, p => double.IsNaN(p) ? [null, null, null] : vennAbers.Predict(p) is var v ? [v.P0, v.P1, v.Merge(merge)] : [], shape);
            }
        }
    }

    public static ForecastSql Sql(SqlEngine engine, string table) => new(engine.Dialect, SqlSource.Table(table), SqlEngine.Columns);

    /// <summary>Runs an export and compares every row with what we say, to the bit.</summary>
    public static void Applied(SqlEngine engine, SqlExport export, IReadOnlyList<double> points, Func<double, double?[]> expected, string what)
    {
        foreach (var statement in export.DropStatements) engine.Execute(statement);
        foreach (var statement in export.CreateStatements) engine.Execute(statement);
        var found = engine.Query($"{export.ApplyQuery(SqlSource.Table("points"), new ForecastColumns { Score = "the score" }, "id")}\nORDER BY id");
        Assert.Equal(points.Count, found.Rows.Count);
        for (var i = 0; i < points.Count; i++)
        {
            Assert.Equal(i, Convert.ToInt32(found.Rows[i][0], CultureInfo.InvariantCulture));
            var values = expected(points[i]);
            for (var c = 0; c < values.Length; c++)
            {
                double? value = found.Rows[i][c + 1] is DBNull ? null : Convert.ToDouble(found.Rows[i][c + 1], CultureInfo.InvariantCulture);
                if (value != values[c]) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}: {export.Outputs[c]} of {points[i]:R} is {value:R} in {engine.Dialect} and {values[c]:R} here."));
            }
        }

        foreach (var statement in export.DropStatements) engine.Execute(statement);
    }

    /// <summary>Every score of a table, its neighbours among the doubles, the middles between scores, and what lies outside.</summary>
    private static List<double> Points(ScoreTable table)
    {
        var points = new List<double> { double.NaN, -1e6, 1e6, 0, -0.0 };
        for (var i = 0; i < table.Count; i += 3)
        {
            var score = table.Scores[i];
            points.AddRange([score, Math.BitIncrement(score), Math.BitDecrement(score)]);
            if (i + 1 < table.Count) points.Add((score / 2) + (table.Scores[i + 1] / 2));
        }

        points.Add(table.Scores[^1]);
        return points;
    }

    private static void OnEach(SqlEngine engine, Action<string, IReadOnlyList<SqlRow>, ForecastSql> check)
    {
        foreach (var shape in SqlData.Names)
        {
            var rows = SqlData.Make(shape);
            engine.Load($"forecasts of \"{shape}\"", rows);
            check(shape, rows, Sql(engine, $"forecasts of \"{shape}\""));
        }
    }

    private static void Same(ScoreTable expected, ScoreTable found, string what)
    {
        Assert.True(expected.Scores.SequenceEqual(found.Scores), what);
        Assert.True(expected.Positives.SequenceEqual(found.Positives), what);
        Assert.True(expected.Negatives.SequenceEqual(found.Negatives), what);
    }

    private static void Same(ScoreTable table, BinningRule rule, GroupedScores found, string what)
    {
        Assert.Equal(table.TotalWeight, found.Rows);
        Assert.Equal(table.TotalPositives, found.Positives);
        var murphy = MurphyDecomposition.Of(table, rule);
        Assert.Equal(ProbabilityScores.Brier(table), found.Brier, Close);
        Assert.Equal(murphy.Reliability, found.Murphy.Reliability, Close);
        Assert.Equal(murphy.Resolution, found.Murphy.Resolution, Close);
        Assert.Equal(murphy.Uncertainty, found.Murphy.Uncertainty, Close);
        Assert.Equal(murphy.WithinBinVariance, found.Murphy.WithinBinVariance, Close);
        Assert.Equal(murphy.WithinBinCovariance, found.Murphy.WithinBinCovariance, Close);
        Assert.Equal(murphy.BinCount, found.Murphy.BinCount);
        Assert.Equal(found.Brier, found.Murphy.Brier, Close);
        Assert.Equal(ReliabilityBins.Of(table, rule).ExpectedError, found.ExpectedCalibrationError, Close);
    }

    private static void BinsAre(ScoreTable table, BinningRule rule, DataTable found, string what)
    {
        var bins = ReliabilityBins.Of(table, rule).Bins;
        Assert.Equal(bins.Count, found.Rows.Count);
        for (var i = 0; i < bins.Count; i++)
        {
            long Whole(int column) => (long)Convert.ToDecimal(found.Rows[i][column] is BigInteger big ? (decimal)big : found.Rows[i][column], CultureInfo.InvariantCulture);
            Assert.Equal((bins[i].Index, bins[i].Weight, bins[i].Positives), ((int)Whole(0), Whole(1), Whole(2)));
            Assert.Equal(bins[i].MeanForecast, Convert.ToDouble(found.Rows[i][3], CultureInfo.InvariantCulture), Close);
        }
    }
}

using System.Globalization;

namespace HypeKr.Calibration.Tests;

/// <summary>A bundle in a database gives the rows that it gives here.</summary>
internal static class BundleChecks
{
    // What a database's own ln and exp may differ by; everything else is equal to the bit.
    private const double Parametric = 1e-14;

    public static IReadOnlyList<(string Name, CalibratorOptions Options)> Options { get; } =
    [
        ("default", new CalibratorOptions()),
        ("everything adopted", new CalibratorOptions { Ladder = new LadderOptions { Adoption = AdoptionRule.BySampleSize }, Conformal = new MondrianOptions { EmptySets = EmptySetRule.IncludeAll } }),
        ("isotonic and Platt", new CalibratorOptions { Alpha = 0.2m, Ladder = new LadderOptions { Adoption = AdoptionRule.BySampleSize, Preferred = CalibrationMethod.Isotonic, Parametric = CalibrationMethod.Platt }, Conformal = new MondrianOptions { Taxonomy = MondrianTaxonomy.Class } }),
        ("all categories together", new CalibratorOptions { Ladder = new LadderOptions { PerCategory = false, Adoption = AdoptionRule.BySampleSize }, Conformal = new MondrianOptions { Taxonomy = MondrianTaxonomy.Category, SmallCells = SmallCellRule.Ignore, Boundary = ConformalBoundary.Include } }),
    ];

    public static CalibratorBundle Fit(CalibratorOptions options, bool markets = true)
    {
        var random = new Random(12);
        var rows = new List<CalibrationRow>();
        foreach (var (category, count, slope) in new[] { ("politics", 900, 0.5), ("l'été \\ \"x\"", 400, 1.0), ("sports", 70, 0.4), ("tiny", 9, 1.0) })
        {
            for (var i = 0; i < count; i++)
            {
                var p = category == "politics" ? random.Next(0, 101) / 100.0 : random.NextDouble();
                var truth = 0.5 + ((p - 0.5) * slope);
                rows.Add(new CalibrationRow(new RawProbability(p), category, BinaryOutcome.From(random.NextDouble() < truth), markets && i % 3 != 0 ? Math.Clamp(Math.Round(truth + (0.3 * (random.NextDouble() - 0.5)), 2), 0.01, 0.99) : null));
            }
        }

        return CalibratorBundle.Fit(rows, options);
    }

    public static void Applies(SqlEngine engine)
    {
        foreach (var (name, options) in Options) Applies(engine, name, Fit(options));
        Applies(engine, "no market", Fit(new CalibratorOptions(), markets: false));
    }

    public static void Applies(SqlEngine engine, string name, CalibratorBundle bundle)
    {
        var rows = Rows(bundle);
        engine.Load("forecasts", rows);
        var export = CalibratorSql.Bundle(bundle, engine.Dialect, "monday's \"model\"", 0.05m, 0.3m);
        foreach (var statement in export.DropStatements) engine.Execute(statement);
        foreach (var statement in export.CreateStatements) engine.Execute(statement);
        var found = engine.Query($"{export.ApplyQuery(SqlSource.Table("forecasts"), SqlEngine.Columns, "id", "category")}\nORDER BY id");
        Assert.Equal(rows.Count, found.Rows.Count);
        var seen = new HashSet<CalibrationMethod>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            Assert.Equal(i, Convert.ToInt32(found.Rows[i][0], CultureInfo.InvariantCulture));
            var values = Enumerable.Range(2, 7).Select(c => found.Rows[i][c] is DBNull ? (double?)null : Convert.ToDouble(found.Rows[i][c], CultureInfo.InvariantCulture)).ToArray();
            if (row.Score is not (>= 0 and <= 1))
            {
                Assert.All(values, v => Assert.Null(v));
                continue;
            }

            var place = row.Category is null ? -1 : bundle.IndexOf(row.Category);
            var expected = new CalibratedRow[1];
            bundle.Apply([row.Score.Value], [place], [row.Market is >= 0 and <= 1 ? row.Market.Value : double.NaN], expected);
            var (r, method) = (expected[0], bundle.RungOf(row.Category ?? "never seen").Method);
            seen.Add(method);
            double?[] ours = [r.Isotonic, r.Lower, r.Upper, r.Calibrated, double.IsNaN(r.Blended) ? null : r.Blended, r.Set.HasFlag(BinarySet.No) ? 1 : 0, r.Set.HasFlag(BinarySet.Yes) ? 1 : 0];
            for (var c = 0; c < ours.Length; c++)
            {
                var tolerance = c is 3 or 4 && method is CalibrationMethod.Beta or CalibrationMethod.Platt ? Parametric : 0;
                if (ours[c] is null != values[c] is null || Math.Abs((ours[c] ?? 0) - (values[c] ?? 0)) > tolerance) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{name}, {row}: {export.Outputs[c]} is {values[c]:R} in {engine.Dialect} and {ours[c]:R} here ({method})."));
            }
        }

        if (name == "everything adopted") Assert.True(seen.IsSupersetOf([CalibrationMethod.VennAbers, CalibrationMethod.Beta]));
        if (name == "isotonic and Platt") Assert.True(seen.IsSupersetOf([CalibrationMethod.Isotonic, CalibrationMethod.Platt]));
        foreach (var statement in export.DropStatements) engine.Execute(statement);
    }

    private static List<SqlRow> Rows(CalibratorBundle bundle)
    {
        var random = new Random(4);
        string?[] categories = [.. bundle.CategoryNames, "never seen", "", null];
        List<double?> scores = [null, double.NaN, -0.1, 1.1, 0, -0.0, 1, double.Epsilon, 1e-310, 1e-17, Math.BitDecrement(1), 0.5];
        foreach (var step in bundle.Global.VennAbers!.UpperSteps.ToArray().Concat(bundle.Categories.Values.SelectMany(c => c.VennAbers?.LowerSteps.ToArray() ?? []))) scores.AddRange([step.Score, Math.BitIncrement(step.Score), Math.BitDecrement(step.Score)]);
        foreach (var step in bundle.Categories.Values.SelectMany(c => c.Isotonic?.Steps.ToArray() ?? [])) scores.AddRange([step.First, step.Last, (step.First / 2) + (step.Last / 2)]);
        for (var i = 0; i < 400; i++) scores.Add(random.NextDouble());
        var rows = new List<SqlRow>();
        foreach (var score in scores)
        {
            foreach (var category in categories) rows.Add(new SqlRow(score, null, category, random.Next(8) switch { 0 => null, 1 => double.NaN, 2 => 1.5, 3 => 0, 4 => double.Epsilon, _ => random.NextDouble() }));
        }

        return rows;
    }
}

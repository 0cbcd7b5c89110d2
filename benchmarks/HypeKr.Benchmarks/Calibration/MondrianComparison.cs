using HypeKr.Calibration;

namespace HypeKr.Benchmarks;

/// <summary>Mondrian cells of ten categories and two classes: fitted on a million rows, asked for the p-values of a hundred thousand objects.</summary>
internal static class MondrianComparison
{
    private const int Categories = 10;
    private const int Points = 100_000;

    public static IEnumerable<ComparisonRow> Rows()
    {
        foreach (var shape in ForecastRows.Shapes) yield return OfRows(new ForecastRows(shape));
        yield return Grouped();
    }

    private static ComparisonRow OfRows(ForecastRows rows)
    {
        string[] names = [.. Enumerable.Range(0, Categories).Select(c => $"c{c}")];
        var categories = new int[rows.Count];
        var classes = new int[rows.Count];
        var scores = new double[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            categories[i] = (int)(Categories * ForecastRows.Uniform((ulong)((4L * rows.Count) + i)));
            classes[i] = rows.Labels[i] ? 1 : 0;
            scores[i] = rows.Labels[i] ? 1 - rows.Scores[i] : rows.Scores[i];
        }

        var (asked, points) = (categories[..Points], rows.Scores[..Points]);
        var values = new double[2 * Points];
        var figures = Measure.Briefly(() => MondrianConformal.Fit(names, categories, classes, scores, 2).PValuesBinary(asked, points, values));
        return new($"Mondrian fit and p-values of {Points:N0} points, {Categories} x 2 cells, {rows.Count:N0} {rows.Shape}", figures[0].Microseconds, 40_000, "40 ms", "us", 40_000 / figures[0].Microseconds, 1, figures[0].AllocatedBytes, rows.Count, rows.Shape, Math.Round(figures[0].AllocatedBytes / (16.0 * rows.Count), 2));
    }

    /// <summary>A billion rows that a database has counted.</summary>
    private static ComparisonRow Grouped()
    {
        const int Distinct = 10_000;
        var table = ScoreTable.FromGroups(Enumerable.Range(0, Distinct).Select(i => new ScoreGroup((i + 0.5) / Distinct, 100_000, 10L * i)));
        var tables = new Dictionary<string, ScoreTable> { ["all"] = table };
        var figures = Measure.Briefly(() => MondrianConformal.FitBinary(tables));
        return new($"Mondrian fit, 1e9 rows in {Distinct} groups", figures[0].Microseconds, 1_000, "1 ms", "us", 1_000 / figures[0].Microseconds, 1, figures[0].AllocatedBytes, table.TotalWeight, "grouped");
    }
}

using System.Globalization;
using HypeKr.Calibration;

namespace HypeKr.Benchmarks;

/// <summary>Fits and scores against scikit-learn, numpy and <c>Array.Sort(double[])</c>, on four shapes of rows, and how they grow with the rows.</summary>
internal static class CalibrationComparison
{
    private const int Million = 1_000_000;

    // Debian's, where setup installs scikit-learn; another Python in the path would not see it.
    private const string Python = "/usr/bin/python3";
    private const string Sort = "Array.Sort(double[]) of a copy";
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, Million, 10_000_000];

    public static IEnumerable<ComparisonRow> Rows()
    {
        var peer = new PeerFigures(new Peer(Python, "calibration.py"));
        foreach (var shape in ForecastRows.Shapes)
        {
            foreach (var size in Sizes)
            {
                foreach (var row in Fits(new ForecastRows(shape, size), peer)) yield return row;
            }
        }

        foreach (var shape in ForecastRows.Shapes)
        {
            foreach (var row in Scores(new ForecastRows(shape), peer)) yield return row;
        }

        yield return Mondrian();
        foreach (var row in Grouped(peer)) yield return row;
        foreach (var row in BundleComparison.All()) yield return row;
    }

    private static IEnumerable<ComparisonRow> Fits(ForecastRows rows, PeerFigures peer)
    {
        var (scores, labels) = (rows.Scores, rows.Labels);
        var table = ScoreTable.FromRows(scores, labels);
        var figures = Measure.Briefly(
            rows.Sort,
            () => IsotonicCalibrator.Fit(ScoreTable.FromRows(scores, labels)),
            () => VennAbersCalibrator.Fit(ScoreTable.FromRows(scores, labels)),
            () => IsotonicCalibrator.Fit(table),
            () => VennAbersCalibrator.Fit(table));
        var (sort, isotonic, vennAbers, pooled, swept) = (figures[0], figures[1], figures[2], figures[3], figures[4]);
        var key = string.Create(CultureInfo.InvariantCulture, $"isotonic/{rows.Shape}/{rows.Count}");
        peer.Agree(string.Create(CultureInfo.InvariantCulture, $"positives/{rows.Shape}/{rows.Count}"), rows.Positives);
        if (rows.Count <= Million) yield return Row("isotonic fit, rows to model", rows, isotonic, peer[key], peer.Name("scikit-learn IsotonicRegression"), 5);
        yield return Row("isotonic fit, rows to model", rows, isotonic, sort.Microseconds, Sort, 1);
        yield return Row("Venn-Abers fit, rows to model", rows, vennAbers, sort.Microseconds, Sort, 0.5);
        yield return Row("Venn-Abers fit, table to model", rows, swept, pooled.Microseconds, "isotonic fit of the same table (PAV)", 0.1);
    }

    private static IEnumerable<ComparisonRow> Scores(ForecastRows rows, PeerFigures peer)
    {
        var (scores, labels) = (rows.Scores, rows.Labels);
        var model = VennAbersCalibrator.Fit(ScoreTable.FromRows(scores, labels));
        var points = new double[100_000];
        for (var i = 0; i < points.Length; i++) points[i] = ForecastRows.Of(rows.Shape, ForecastRows.Uniform((ulong)((3 * Million) + i)));
        var intervals = new VennAbersInterval[points.Length];
        var figures = Measure.Briefly(
            () => model.Predict(points, intervals),
            () => ProbabilityScores.Brier(scores, labels),
            () => ProbabilityScores.LogLoss(scores, labels, LogLossClip.MachineEpsilon),
            () => ReliabilityBins.ExpectedErrorOf(scores, labels, BinningRule.Default),
            () => ProbabilityScores.Auc(scores, labels));
        var shape = rows.Shape;
        peer.Agree($"brier/{shape}", ProbabilityScores.Brier(scores, labels), 1e-12);
        peer.Agree($"log-loss/{shape}", ProbabilityScores.LogLoss(scores, labels, LogLossClip.MachineEpsilon), 1e-12);
        peer.Agree($"ece-15/{shape}", ReliabilityBins.ExpectedErrorOf(scores, labels, BinningRule.Default), 1e-12);
        peer.Agree($"auc/{shape}", ProbabilityScores.Auc(scores, labels)!.Value, 1e-12);
        yield return Row("Venn-Abers predict, 100,000 points", rows, figures[0], 5_000, "5 ms", 1);
        yield return Row("Brier score of raw rows", rows, figures[1], peer[$"brier-numpy/{shape}"], peer.Name("numpy"), 1);
        yield return Row("Brier score of raw rows", rows, figures[1], peer[$"brier-sklearn/{shape}"], peer.Name("scikit-learn brier_score_loss"), null);
        yield return Row("log loss of raw rows", rows, figures[2], 10_000, "10 ms", 1);
        yield return Row("log loss of raw rows", rows, figures[2], peer[$"log-loss-sklearn/{shape}"], peer.Name("scikit-learn log_loss"), null);
        yield return Row("ECE-15 of raw rows", rows, figures[3], 2_000, "2 ms", 1);
        yield return Row("ECE-15 of raw rows", rows, figures[3], peer[$"ece-15-numpy/{shape}"], peer.Name("numpy digitize and bincount"), null);
        yield return Row("AUC of raw rows", rows, figures[4], 40_000, "40 ms", 1);
        yield return Row("AUC of raw rows", rows, figures[4], peer[$"auc-sklearn/{shape}"], peer.Name("scikit-learn roc_auc_score"), null);
    }

    /// <summary>Ten categories of two classes: a million rows to cells, and both p-values of 100,000 objects.</summary>
    private static ComparisonRow Mondrian()
    {
        const int Categories = 10;
        const int Objects = 100_000;
        var rows = new ForecastRows();
        string[] names = [.. Enumerable.Range(0, Categories).Select(c => string.Create(CultureInfo.InvariantCulture, $"category {c}"))];
        var (places, classes, scores) = (new int[rows.Count], new int[rows.Count], new double[rows.Count]);
        for (var i = 0; i < rows.Count; i++)
        {
            places[i] = (int)(ForecastRows.Uniform((ulong)((4 * Million) + i)) * Categories);
            classes[i] = rows.Labels[i] ? 1 : 0;
            scores[i] = rows.Labels[i] ? 1 - rows.Scores[i] : rows.Scores[i];
        }

        var (objects, probabilities, values) = (new int[Objects], new double[Objects], new double[2 * Objects]);
        for (var i = 0; i < Objects; i++) (objects[i], probabilities[i]) = (i % Categories, ForecastRows.Uniform((ulong)((3 * Million) + i)));
        var figure = Measure.Briefly(() => MondrianConformal.Fit(names, places, classes, scores, 2).PValuesBinary(objects, probabilities, values))[0];
        return Row("Mondrian fit of 10 x 2 cells and p-values of 100,000 objects", rows, figure, 40_000, "40 ms", 1);
    }

    /// <summary>A billion rows that a database has counted: 10,000 scores of 100,000 rows each.</summary>
    private static IEnumerable<ComparisonRow> Grouped(PeerFigures peer)
    {
        const int Distinct = 10_000;
        var groups = new ScoreGroup[Distinct];
        for (var i = 0; i < Distinct; i++)
        {
            var score = (i + 0.5) / Distinct;
            groups[i] = new ScoreGroup(score, 100_000, (long)(100_000 * ((0.8 * score) + (0.2 * ForecastRows.Uniform((ulong)i)))));
        }

        var table = ScoreTable.FromGroups(groups);
        var cells = CategorizedScoreTable.FromTables([KeyValuePair.Create("all", table)]);
        var figures = Measure.Briefly(
            () => IsotonicCalibrator.Fit(table),
            () => VennAbersCalibrator.Fit(table),
            () => MondrianConformal.FitBinary(cells),
            () => PlattCalibrator.Fit(table),
            () => BetaCalibrator.Fit(table),
            () => TemperatureCalibrator.Fit(table));
        var work = (ReadOnlySpan<string>)["isotonic fit", "Venn-Abers fit", "Mondrian fit", "Platt fit", "beta fit", "temperature fit"];
        var rows = new List<ComparisonRow>
        {
            Grouped(work[0], figures[0], peer["isotonic-weighted"], peer.Name("scikit-learn IsotonicRegression with weights"), null),
        };
        for (var i = 0; i < figures.Length; i++) rows.Add(i < 3 ? Grouped(work[i], figures[i], 1_000, "1 ms", 1) : Grouped(work[i], figures[i], 5_000, "5 ms", 1));
        return rows;

        ComparisonRow Grouped(string name, (double Microseconds, long AllocatedBytes) ours, double? other, string otherName, double? target) =>
            new($"{name}, 1e9 rows in {Distinct} groups", ours.Microseconds, other, otherName, "us", other / ours.Microseconds, target, ours.AllocatedBytes, table.TotalWeight, "grouped");
    }

    private static ComparisonRow Row(string name, ForecastRows rows, (double Microseconds, long AllocatedBytes) ours, double? other, string otherName, double? target) =>
        new($"{name}, {rows.Count:N0} {rows.Shape}", ours.Microseconds, other, otherName, "us", other / ours.Microseconds, target, ours.AllocatedBytes, rows.Count, rows.Shape, Math.Round(ours.AllocatedBytes / (9.0 * rows.Count), 2));

    /// <summary>All figures of calibration.py, from one run: starting Python once a figure would take most of the time.</summary>
    private sealed class PeerFigures
    {
        private readonly Dictionary<string, double> _figures;
        private readonly string? _missing;

        public PeerFigures(Peer peer) => peer.TryRun("all", out _figures, out _missing);

        public double? this[string key] => _missing is null ? _figures[key] : null;

        public string Name(string name) => _missing is null ? name : $"{name} (absent: {_missing})";

        /// <summary>Both sides must have done the same work.</summary>
        public void Agree(string key, double ours, double tolerance = 0)
        {
            if (_missing is not null || !_figures.TryGetValue(key, out var theirs)) return;
            if (!(Math.Abs(ours - theirs) <= tolerance)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The peer has {key} {theirs:R}, ours is {ours:R}: they do not do the same work."));
        }
    }
}

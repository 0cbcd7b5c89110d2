namespace HypeKr.Benchmarks;

internal static class CalibrationComparison
{
    // Debian's, where setup installs scikit-learn; another Python in the path would not see it.
    private const string Python = "/usr/bin/python3";
    private const string Sort = "Array.Sort(double[]) of a copy";

    public static IEnumerable<ComparisonRow> Rows()
    {
        var isotonic = new IsotonicFitBenchmark();
        yield return Measure.AgainstPeer(
            "isotonic fit of 1,000,000 raw rows", () => isotonic.Ours(), new Peer(Python, "calibration.py"), "scikit-learn IsotonicRegression", "isotonic-sklearn", 5,
            ("positives", isotonic.Positives));
        yield return Measure.InTurn("isotonic fit of 1,000,000 raw rows", () => isotonic.Ours(), Sort, isotonic.ArraySort, 1.0);

        var vennAbers = new VennAbersFitBenchmark();
        yield return Measure.InTurn("Venn-Abers fit of 1,000,000 raw rows", () => vennAbers.Ours(), Sort, vennAbers.ArraySort, 0.5);
    }
}

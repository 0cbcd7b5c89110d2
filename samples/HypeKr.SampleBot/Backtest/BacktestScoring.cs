using HypeKr.Calibration;

namespace HypeKr.SampleBot;

/// <summary>How well each variant does on rows it was not fitted on.</summary>
internal static class BacktestScoring
{
    public const decimal Alpha = 0.1m;
    private const int Draws = 2000;
    private const string AnyCategory = "all";

    public static LogLossClip Clip => LogLossClip.MachineEpsilon;

    public static BinningRule Rule => BinningRule.Default;

    public static VariantReport Report(ForecastVariant variant, IReadOnlyList<BacktestRow> fit, IReadOnlyList<BacktestRow> test, int splits, int seed)
    {
        var values = Predict(variant, fit, test);
        var labels = test.Select(r => r.Outcome.IsYes).ToArray();
        var table = ScoreTable.FromRows(values, labels);
        var covered = Covered(variant, fit, test, values);
        var brier = values.Zip(labels, (p, yes) => ForecastLoss.Brier.Of(p, yes)).ToArray();
        var market = test.Select(r => ForecastLoss.Brier.Of(r.Market, r.Outcome.IsYes)).ToArray();
        return new VariantReport
        {
            Name = variant.Name,
            Brier = Bootstrap.Of(table, ProbabilityScores.Brier, (ulong)seed, Draws),
            LogLoss = Bootstrap.Of(table, t => ProbabilityScores.LogLoss(t, Clip), (ulong)seed, Draws),
            Ece = Bootstrap.Of(table, Ece, (ulong)seed, Draws),
            EceNull = NullCalibrationError.Of(table, Rule, (ulong)seed).Mean,
            CoverageYes = OfClass(covered, labels, true, seed),
            CoverageNo = OfClass(covered, labels, false, seed),
            BrierAgainstMarket = Bootstrap.OfRows(test.Count, rows => rows.Average(i => brier[i] - market[i]), (ulong)seed, Draws),
            RandomHalves = OverRandomHalves(variant, [.. fit, .. test], splits, seed),
        };
    }

    public static double[] Predict(ForecastVariant variant, IReadOnlyList<BacktestRow> fit, IReadOnlyList<BacktestRow> test) => [.. test.Select(variant.Fit(fit))];

    private static HalvesMean OverRandomHalves(ForecastVariant variant, BacktestRow[] rows, int splits, int seed)
    {
        // One stream of permutations, the same for every variant.
        var random = new Random(seed);
        var means = new double[5];
        for (var split = 0; split < splits; split++)
        {
            random.Shuffle(rows);
            var (fit, test) = (rows[..(rows.Length / 2)], rows[(rows.Length / 2)..]);
            var values = Predict(variant, fit, test);
            var table = ScoreTable.FromRows(values, test.Select(r => r.Outcome.IsYes).ToArray());
            var covered = Covered(variant, fit, test, values);
            double[] scores = [ProbabilityScores.Brier(table), ProbabilityScores.LogLoss(table, Clip), Ece(table), Share(covered, test, isYes: true), Share(covered, test, isYes: false)];
            for (var i = 0; i < means.Length; i++) means[i] += scores[i] / splits;
        }

        return new HalvesMean(means[0], means[1], means[2], means[3], means[4]);
    }

    private static double Ece(ScoreTable table) => ReliabilityBins.Of(table, Rule).ExpectedError;

    /// <summary>Whether each row's conformal set holds its truth. Cells are filled out of fold.</summary>
    private static bool[] Covered(ForecastVariant variant, IReadOnlyList<BacktestRow> fit, IReadOnlyList<BacktestRow> test, double[] values)
    {
        var cells = ScoreTable.FromRows(variant.PredictOutOfFold(fit), fit.Select(r => r.Outcome.IsYes).ToArray());
        var conformal = MondrianConformal.FitBinary(new Dictionary<string, ScoreTable> { [AnyCategory] = cells });
        return [.. test.Select((r, i) => conformal.PredictBinary(AnyCategory, values[i], Alpha).Contains(r.Outcome.IsYes ? 1 : 0))];
    }

    private static double Share(bool[] covered, IReadOnlyList<BacktestRow> rows, bool isYes) =>
        covered.Where((_, i) => rows[i].Outcome.IsYes == isYes).Average(c => c ? 1.0 : 0.0);

    private static BootstrapInterval OfClass(bool[] covered, bool[] labels, bool isYes, int seed)
    {
        var own = covered.Where((_, i) => labels[i] == isYes).ToArray();
        return Bootstrap.OfRows(own.Length, rows => rows.Average(i => own[i] ? 1.0 : 0.0), (ulong)seed, Draws);
    }
}

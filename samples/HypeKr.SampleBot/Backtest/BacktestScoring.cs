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
        var coverage = Coverage(variant, fit, test, values);
        var brier = values.Zip(labels, (p, yes) => ForecastLoss.Brier.Of(p, yes)).ToArray();
        var market = test.Select(r => ForecastLoss.Brier.Of(r.Market, r.Outcome.IsYes)).ToArray();
        return new VariantReport
        {
            Name = variant.Name,
            Brier = Bootstrap.Of(table, ProbabilityScores.Brier, (ulong)seed, Draws),
            LogLoss = Bootstrap.Of(table, t => ProbabilityScores.LogLoss(t, Clip), (ulong)seed, Draws),
            Ece = Ece(table),
            EceNull = NullCalibrationError.Of(table, Rule, (ulong)seed).Mean,
            EceInterval = Bootstrap.Of(table, Ece, (ulong)seed, Draws),
            CoverageYes = coverage.Yes,
            CoverageNo = coverage.No,
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
            var coverage = Coverage(variant, fit, test, values);
            double[] scores = [ProbabilityScores.Brier(table), ProbabilityScores.LogLoss(table, Clip), Ece(table), coverage.Yes, coverage.No];
            for (var i = 0; i < means.Length; i++) means[i] += scores[i] / splits;
        }

        return new HalvesMean(means[0], means[1], means[2], means[3], means[4]);
    }

    private static double Ece(ScoreTable table) => ReliabilityBins.Of(table, Rule).ExpectedError;

    /// <summary>The share of YES rows, and of NO rows, whose conformal set holds the truth. Cells are filled out of fold.</summary>
    private static (double Yes, double No) Coverage(ForecastVariant variant, IReadOnlyList<BacktestRow> fit, IReadOnlyList<BacktestRow> test, double[] values)
    {
        var cells = ScoreTable.FromRows(variant.PredictOutOfFold(fit), fit.Select(r => r.Outcome.IsYes).ToArray());
        var conformal = MondrianConformal.FitBinary(new Dictionary<string, ScoreTable> { [AnyCategory] = cells });
        var tally = new ConformalTally();
        for (var i = 0; i < test.Count; i++) tally.Add(conformal.PredictBinary(AnyCategory, values[i], Alpha), test[i].Outcome.IsYes ? 1 : 0);
        return (tally.OfClass(1).Rate, tally.OfClass(0).Rate);
    }
}

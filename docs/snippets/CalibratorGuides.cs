using System.Data;
using HypeKr.Calibration;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/calibration: score tables, calibrators and scores.</summary>
public static class CalibratorGuides
{
    public static void Tables(double[] scores, bool[] labels, IDataReader reader, ScoreTable monday, ScoreTable tuesday)
    {
        #region score-table
        var fromRows = ScoreTable.FromRows(scores, labels);                          // any order
        var fromSql = ScoreTable.FromReader(reader);                                 // SELECT score, count(*), sum(label) ... GROUP BY score
        var merged = monday.Merge(tuesday);                                          // shards, in any order: the same bits
        var small = fromRows.Quantize(ScoreGrid.FloorHalfUp(stepsPerOne: 10_000));   // at most 10,001 distinct probabilities
        #endregion

        #region score-table-forgetting
        var days = DailyScoreTable.Empty.Add(new DateOnly(2026, 3, 2), monday).Add(new DateOnly(2026, 3, 3), tuesday);
        var remembered = days.At(new DateOnly(2026, 6, 1), ForgettingRule.Halving(days: 30));
        #endregion
        Console.WriteLine(fromSql.Count + merged.Count + small.Count + remembered.Count);
    }

    public static void Isotonic(ScoreTable table, double[] scores)
    {
        #region isotonic-fit
        var isotonic = IsotonicCalibrator.Fit(table, new IsotonicOptions { OutOfRange = OutOfRangeRule.Clip, Interpolation = IsotonicInterpolation.Linear });
        var calibrated = new double[scores.Length];
        isotonic.Predict(scores, calibrated);                                        // allocates nothing
        foreach (var step in isotonic.Steps) Console.WriteLine($"{step.First} to {step.Last}: {step.Positives} of {step.Weight}");
        #endregion
    }

    public static void Parametric(ScoreTable table)
    {
        #region platt-fit
        var platt = PlattCalibrator.Fit(table);                                      // Platt's targets: finite for every table
        Console.WriteLine($"1 / (1 + exp({platt.A} s + {platt.B})): {platt.Predict(0.81)}");
        #endregion

        #region beta-fit
        var beta = BetaCalibrator.Fit(table, BetaForm.Abm);                          // three parameters; two others have two
        Console.WriteLine($"a {beta.A}, b {beta.B}, c {beta.C}: {beta.Predict(0.81)}");
        #endregion

        #region temperature-fit
        var temperature = TemperatureCalibrator.Fit(table);
        Console.WriteLine($"T {temperature.Temperature}{(temperature.IsAtBound ? ", at the bound" : "")}: {temperature.Predict(0.81)}");
        #endregion
    }

    public static void Binning(ScoreTable table)
    {
        #region binning-fit
        var histogram = BinningCalibrator.Fit(table, new BinningRule(BinEdges.LeftClosed, 10));
        var quantiles = BinningCalibrator.Fit(table, new BinningRule(BinEdges.EqualMass, 10));
        Console.WriteLine($"{histogram.Predict(0.81)}, {quantiles.Predict(0.81)}");
        #endregion
    }

    public static void VennAbers(ScoreTable table, double[] scores, bool[] labels, int[] folds, double[] foldScores)
    {
        #region venn-abers-fit
        var vennAbers = VennAbersCalibrator.Fit(table);
        VennAbersInterval interval = vennAbers.Predict(0.81);                        // p0 and p1
        Console.WriteLine($"{interval.P0} to {interval.P1}, merged {interval.Merge(VennAbersMerge.LogMinimax)}");
        ICalibrator merged = vennAbers.Merged(VennAbersMerge.BrierMinimax);          // one number a score, like any calibrator
        #endregion

        #region venn-abers-cross
        var cross = CrossVennAbersCalibrator.Fit(scores, labels, folds);             // each score by the model that has not seen its row
        Console.WriteLine(cross.Predict(foldScores, VennAbersMerge.LogMinimax));     // one score a fold's model
        #endregion

        #region venn-abers-package
        var asPackage = VennAbersCalibrator.Fit(table, testWeight: 1, VennAbersAboveRange.LastStep);
        #endregion
        Console.WriteLine(merged.Predict(0.5) + asPackage.Predict(0.5).P1);
    }

    public static void Multiclass(double[] probabilities, int[] classes, double[] row)
    {
        #region venn-abers-multiclass
        var pairs = VennAbersOneVersusOne.Fit(probabilities, classes, classCount: 10);       // or VennAbersOneVersusRest
        var calibrated = new double[10];
        pairs.Predict(row, calibrated);                                                      // sums to 1
        #endregion
    }

    public static void Regression(double[] predictions, double[] responses)
    {
        #region venn-abers-regression
        double[] thresholds = [.. responses.Distinct().Order()];
        var fitted = VennAbersRegression.Fit(predictions, responses, thresholds);
        var distribution = new CumulativeInterval[thresholds.Length];
        fitted.Predict(21.5, distribution);                                                  // between which ends P(response ≤ threshold) lies
        Console.WriteLine(fitted.Quantile(21.5, level: 0.5));
        #endregion
    }

    public static void Scores(ScoreTable table, PairedScoreTable pairs, double[] ours, double[] theirs, bool[] labels, string[] questions, IReadOnlyList<ScoreTable> tableOfEachQuestion)
    {
        #region scores
        Console.WriteLine($"Brier {ProbabilityScores.Brier(table):0.0000}, skill {ProbabilityScores.BrierSkill(table):0.000}, AUC {ProbabilityScores.Auc(table):0.000}, sharpness {ProbabilityScores.Sharpness(table):0.000}");
        Console.WriteLine($"log loss {ProbabilityScores.LogLoss(table, LogLossClip.MachineEpsilon):0.0000} (clip {LogLossClip.MachineEpsilon})");
        #endregion

        #region calibration-error
        var bins = ReliabilityBins.Of(table, BinningRule.Default);                           // 15 equal bins, left-closed
        var beside = NullCalibrationError.Of(table, BinningRule.Default, seed: 7);
        Console.WriteLine($"ECE {bins.ExpectedError:0.000} ({bins.Rule}); a perfect forecaster has {beside.Mean:0.000}, one in twenty above {beside.Upper95:0.000}");
        Console.WriteLine($"squared, less what chance adds: {bins.DebiasedSquaredError:0.0000}; smooth {SmoothCalibrationError.Of(table).Value:0.000}");
        #endregion

        #region decompositions
        var murphy = MurphyDecomposition.Of(table, BinningRule.Default);
        Console.WriteLine($"{murphy.Reliability} - {murphy.Resolution} + {murphy.Uncertainty} + {murphy.WithinBinVariance} - {murphy.WithinBinCovariance} = {murphy.Brier}");
        var corp = CorpDecomposition.Of(table, ForecastLoss.Log(LogLossClip.MachineEpsilon));        // or Brier, Spherical, one of your own
        Console.WriteLine($"{corp.Miscalibration} - {corp.Discrimination} + {corp.Uncertainty} = {corp.Score}");
        #endregion

        #region comparing
        var comparison = PairedComparison.Of(ours, theirs, labels, ForecastLoss.Brier, seed: 7);
        Console.WriteLine($"{comparison.First:0.0000} against {comparison.Second:0.0000}: {comparison.Difference.Lower:0.0000} to {comparison.Difference.Upper:0.0000}, p {comparison.PValue:0.000}");
        var market = PairedComparison.Of(pairs, ForecastLoss.Brier, seed: 7);                // against the market, from a table
        var interval = Bootstrap.OfClusters(tableOfEachQuestion, ProbabilityScores.Brier, seed: 7);
        Console.WriteLine($"Brier {interval.Estimate:0.0000}, 95 % inside {interval.Lower:0.0000} to {interval.Upper:0.0000}; market p {market.PValue:0.000}");
        #endregion

        #region splits
        int[] folds = DataSplit.ByGroup(questions, folds: 5, seed: 7);                       // all rows of a question in one fold
        #endregion
        Console.WriteLine(folds.Length);
    }
}

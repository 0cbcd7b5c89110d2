using HypeKr.Calibration;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/calibration: sizing, shrinkage and conformal prediction.</summary>
public static class CalibrationGuides
{
    public static void Types(IReadOnlyList<CalibrationRow> resolved, MarketQuote quote)
    {
        #region calibration-types
        var raw = new RawProbability(0.81);                                      // a forecaster's number: it can be calibrated, and nothing else
        var outcome = BinaryOutcome.FromResolution(9.045e-08);                   // NO: YES is 0.5 and up, NaN is an error
        var bundle = CalibratorBundle.Fit(resolved);
        CalibratedForecast forecast = bundle.Calibrate(raw, "politics", quote);
        CalibratedProbability calibrated = forecast.Calibrated;                  // no constructor, no Parse: only a bundle makes one
        ProbabilityInterval interval = forecast.Interval;                        // Venn-Abers p0 and p1
        PredictionSet set = forecast.Set;                                        // conformal: {}, {NO}, {YES} or both
        Console.WriteLine($"{outcome}: {calibrated} in {interval}, set {set}");
        #endregion

        #region calibration-reload
        var json = forecast.ToJson();                                            // every stage's number and the hash of the bundle
        var again = CalibratedForecast.FromJson(json, bundle);                   // calculated anew: a changed number, or another bundle, is refused
        Console.WriteLine(again.Calibrated == forecast.Calibrated);
        #endregion
    }

    public static void Mondrian(string[] categories, int[] classes, double[] probabilities, bool[] outcomes)
    {
        #region mondrian-fit
        var cells = MondrianConformal.FitBinary(CategorizedScoreTable.FromRows(categories, probabilities, outcomes));

        PredictionSet set = cells.PredictBinary("politics", 0.81, alpha: 0.1m);
        Console.WriteLine($"{set}: p(YES) {set.Labels[1].PValue.Value:0.000}, p(NO) {set.Labels[0].PValue.Value:0.000}");
        if (set.Singleton is { } answer && !set.IsForced) Console.WriteLine($"only {answer} is left");
        #endregion

        #region mondrian-report
        foreach (var cell in cells.Report(0.1m))
        {
            var band = cell.Band is { } b ? $"coverage {b.Lower:0.000} to {b.Upper:0.000}" : "always included";
            Console.WriteLine($"{cell.Category}|{cell.Class}: n {cell.Count}, score at most {cell.Quantile:0.000}, {band}");
        }
        #endregion

        #region mondrian-taxonomy
        var byClass = MondrianConformal.Fit(categories, classes, [.. probabilities.Select((p, i) => outcomes[i] ? 1 - p : p)], classCount: 2, new MondrianOptions
        {
            Taxonomy = MondrianTaxonomy.Class,                       // or CategoryAndClass (default), Category, Marginal
            MinimumSamples = 50,
            SmallCells = SmallCellRule.IncludeLabel,
            EmptySets = EmptySetRule.IncludeMostPlausible,
        });
        Console.WriteLine(byClass.Predict("any", [0.81, 0.19], SignificanceLevel.Of(1, 3)));
        #endregion

        #region mondrian-tally
        var tally = new ConformalTally();
        for (var i = 0; i < outcomes.Length; i++) tally.Add(cells.PredictBinary(categories[i], probabilities[i], 0.1m), classes[i]);
        foreach (var coverage in tally.PerClassEmpiricalCoverage) Console.WriteLine($"class {coverage.Class}: {coverage.Covered} of {coverage.Total}");
        Console.WriteLine($"singletons are right {tally.SingletonAccuracy:0.0 %} of the time");
        #endregion

        #region mondrian-batch
        int[] places = [.. categories.Select(cells.IndexOf)];
        var pValues = new double[2 * probabilities.Length];
        cells.PValuesBinary(places, probabilities, pValues);
        #endregion
    }

    public static void Multiclass(string[] categories, int[] classes, double[] probabilities, double[] row)
    {
        #region multiclass-sets
        var fitted = MulticlassConformal.Fit(
            NonconformityScore.RegularizedAdaptive(penalty: 0.01, freeRanks: 3),     // or LeastAmbiguous, Margin, Adaptive
            categories, probabilities, classes, classCount: 10,
            new MondrianOptions { Taxonomy = MondrianTaxonomy.Marginal });
        Console.WriteLine(fitted.Predict("any", row, alpha: 0.1m));
        #endregion
    }

    public static void Regression(string[] categories, double[] predictions, double[] outcomes, double[] difficulties)
    {
        #region regression-intervals
        var regressor = ConformalRegressor.Fit(categories, predictions, outcomes, difficulties);
        PredictionInterval interval = regressor.Predict("weather", prediction: 21.5, alpha: 0.1m, difficulty: 1.4);
        Console.WriteLine($"{interval.Lower:0.0} to {interval.Upper:0.0}");
        #endregion

        #region predictive-system
        var system = ConformalPredictiveSystem.Fit(categories, predictions, outcomes, difficulties);
        ConformalDistribution distribution = system.Predict("weather", prediction: 21.5, difficulty: 1.4);
        Console.WriteLine($"at most 25: {distribution.Cdf(25)}");
        Console.WriteLine($"median {distribution.LowerQuantile(0.5m):0.0}, 90 % inside {distribution.Interval(0.1m)}");
        Console.WriteLine($"CRPS of what came: {distribution.Crps(23):0.00}");
        #endregion
    }

    public static void Shift(string[] categories, int[] classes, double[] scores, double[] ratios)
    {
        #region covariate-shift
        long[] weights = WeightedMondrianConformal.Units(ratios);                    // density of objects to come over calibration objects
        var fitted = WeightedMondrianConformal.Fit(categories, classes, scores, weights, classCount: 2);
        long own = WeightedMondrianConformal.Units([1.7])[0];
        Console.WriteLine(fitted.Predict("politics", [0.81, 0.19], own, alpha: 0.1m));
        Console.WriteLine($"{fitted.EffectiveCount("politics", 1):0} effective rows");
        #endregion
    }

    public static void Online(IEnumerable<(string Category, double Probability, BinaryOutcome Outcome)> inOrderOfCreation)
    {
        #region online-cells
        var online = new OnlineMondrianConformal();
        foreach (var (category, p, outcome) in inOrderOfCreation)
        {
            PredictionSet set = online.Predict(category, [p, 1 - p], alpha: 0.1m);   // judged by those before it
            Console.WriteLine(set);
            online.Add(category, outcome.IsYes ? 1 : 0, outcome.IsYes ? 1 - p : p);  // then it joins, in O(log n)
        }
        #endregion
    }

    public static void Adaptive(IEnumerable<(double Score, bool IsYes)> stream)
    {
        #region adaptive-level
        var cell = new OnlineConformalCell();
        var adaptive = new AdaptiveConformal(alpha: 0.1m, gamma: 0.005m);
        foreach (var (score, _) in stream)
        {
            var covered = adaptive.Includes(cell.PValue(score));
            adaptive.Update(covered);
            cell.Add(score);
        }

        Console.WriteLine($"{adaptive.Misses} of {adaptive.Steps} missed, at most {adaptive.Bound:0.000} from 0.1 for any sequence; next level {adaptive.Level}");
        #endregion
    }

    public static void RiskControl(double[] thresholds, decimal[] losses)
    {
        #region risk-control
        // Losses of every calibration object at every threshold, none of which rises with the threshold.
        var control = ConformalRiskControl.Fit(thresholds, losses, bound: 1, alpha: 0.05m);
        Console.WriteLine(control.Threshold is { } threshold ? $"use {threshold}" : "no threshold keeps the risk");
        #endregion
    }

    public static void Shrinkage(string[] categories, RawProbability[] forecasts, double[] markets, bool[] labels, int[] folds)
    {
        #region shrinkage-fit
        var shrinkage = MarketShrinkage.Fit(categories, forecasts, markets, labels);
        foreach (var (category, fitted) in shrinkage.Categories) Console.WriteLine($"{category}: {fitted.Count} rows, own {fitted.RawAlpha:0.00}, used {fitted.Alpha:0.00}");
        Console.WriteLine(shrinkage.Blend("never seen", forecast: 0.81, market: 0.62));
        #endregion

        #region shrinkage-options
        var inLogOdds = MarketShrinkage.Fit(categories, forecasts, markets, labels, new ShrinkageOptions
        {
            Estimate = ShrinkageEstimate.Moments,
            Scale = BlendScale.LogOdds,
        });
        Console.WriteLine(inLogOdds.BetweenVariance);
        #endregion

        #region shrinkage-out-of-fold
        var outOfFold = OutOfFoldForecasts.Calibrate(forecasts, labels, folds, table => VennAbersCalibrator.Fit(table).Merged(VennAbersMerge.LogMinimax));
        var ofCalibrated = MarketShrinkage.Fit(ShrinkageTable.FromOutOfFold(categories, outOfFold, markets));
        #endregion
        Console.WriteLine(ofCalibrated.GlobalAlpha);
    }

    public static void Kelly(CalibratedForecast forecast)
    {
        #region kelly-stake
        var quote = new MarketQuote(bid: 0.61m, ask: 0.63m, fee: 0.01m, age: TimeSpan.FromSeconds(4));
        var stake = KellyStake.From(forecast, quote, new KellyOptions
        {
            Multiplier = 0.25m,                          // a quarter of full Kelly; KellyOptions.Full for all of it
            Interval = KellyInterval.WorstEnd,           // size the worse end of the Venn-Abers interval
            MaximumFraction = 0.05m,
            MaximumAmount = 500,
            MaximumContracts = 1_000,
        });
        Console.WriteLine(stake.Decision switch
        {
            ForecastDecision.Trade trade => $"{trade.Side}: {stake.ContractsOf(bankroll: 20_000):0} contracts at {trade.Cost}, edge {trade.Edge:0.000}",
            ForecastDecision.Skip skip => $"skip, {skip.Reason}: {skip.Explanation}",
            _ => "",
        });
        #endregion
    }

    public static void Coherent(CalibratorBundle bundle, MarketQuote[] quotes, double[] aggregates)
    {
        #region coherent-outcomes
        // One question with several outcomes, of which exactly one comes true.
        CalibratedForecast[] forecasts = [.. aggregates.Select((p, i) => bundle.Calibrate(new RawProbability(p), "politics", quotes[i]))];
        foreach (var forecast in Coherence.Of(forecasts, CoherenceMethod.Project)) Console.WriteLine(KellyStake.From(forecast, forecast.Quote).Decision.Explanation);
        #endregion
    }
}

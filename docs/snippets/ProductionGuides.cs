using HypeKr.Calibration;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/calibration: bundles, refits and monitors.</summary>
public static class ProductionGuides
{
    public static void Bundles(IReadOnlyList<CalibrationRow> resolved, string folder)
    {
        #region bundle-fit
        var bundle = CalibratorBundle.Fit(resolved, new CalibratorOptions { Ladder = new LadderOptions { IsotonicMinimum = 150, Parametric = CalibrationMethod.Beta } });
        foreach (var (category, maps) in bundle.Categories)
        {
            Console.WriteLine($"{category}: {maps.RowCount} rows, {bundle.RungOf(category)}");
            foreach (var test in maps.Tests) Console.WriteLine($"  {test}");              // what the out-of-sample test said
        }
        #endregion

        #region bundle-store
        var store = BundleStore.Open(folder);
        store.Publish(bundle);                                                           // on the disk, then the current one
        var forecast = store.Current!.Calibrate(new RawProbability(0.81), "politics", new MarketQuote(bid: 0.61m, ask: 0.63m, fee: 0.01m));
        if (forecast.Decision is ForecastDecision.Skip skip) Console.WriteLine(skip.Reason);
        Console.WriteLine(forecast.Explanation);                                         // written when it is read
        if (store.History.Count > 1) store.Rollback();
        #endregion
    }

    public static void Signed(CalibratorBundle bundle, string path, Func<byte[], byte[]> sign, Func<byte[], byte[], bool> verify)
    {
        #region bundle-signature
        bundle.Sign("team-2026", hash => sign(hash.ToArray())).Save(path);
        var loaded = CalibratorBundle.Load(path, new BundleLoadOptions
        {
            Verifier = (signature, hash) => signature.KeyId == "team-2026" && verify(hash.ToArray(), signature.Value.ToArray()),
            Refuse = [BundleWarningKind.PackageVersion],                                 // version drift is an error here
        });
        foreach (var warning in loaded.Warnings) Console.WriteLine(warning);
        #endregion
    }

    public static void Batch(CalibratorBundle bundle, double[] raw, string[] categories, double[] markets)
    {
        #region bundle-batch
        var places = Array.ConvertAll(categories, bundle.IndexOf);
        var rows = new CalibratedRow[raw.Length];
        bundle.Apply(raw, places, markets, rows);                                        // all stages, without allocation
        #endregion
    }

    public static void Refit(IEnumerable<RefitRow> history, IEnumerable<RefitRow> today, BundleStore store, RefitState state, DateTimeOffset now, MonitorReading reading)
    {
        #region refit-run
        var data = RefitData.FromRows(history).Add(today);                               // running counts: history is read once
        var due = new RefitTriggers { Every = TimeSpan.FromDays(7), NewRowsPerCategory = 200 }.Due(data, store.Current, state, now, reading);
        if (due.Count > 0)
        {
            var options = new RefitOptions { Window = RefitWindow.Forgetting(ForgettingRule.Halving(days: 90)) };
            var result = CalibratorRefit.Run(data, store.Current, state, now, options);
            Console.WriteLine(result);                                                   // the test, the reasons, the changes by category
            if (result.Bundle is { } better) store.Publish(better);
            state = result.State;                                                        // to be saved: every attempt spends level
        }
        #endregion

        #region refit-preview
        Console.WriteLine(CalibratorRefit.Preview(data, store.Current, state));
        #endregion
        Console.WriteLine(state);
    }

    public static string Monitors(CalibratorBundle bundle, IEnumerable<(CalibratedForecast Forecast, BinaryOutcome Outcome)> resolved)
    {
        #region monitors
        var shift = new ExchangeabilityMonitor();
        var calibration = new CalibrationMonitor(new MonitorOptions { FalseAlarmRate = 0.01m });
        var coverage = CoverageMonitor.Of(bundle);
        var edge = PairedLossMonitor.OfEdge();
        foreach (var (forecast, outcome) in resolved)                                    // in the order of question creation
        {
            shift.Update(forecast.Category, forecast.Raw, outcome);
            calibration.Update(forecast.Calibrated.Value, outcome);
            coverage.Update(forecast, outcome);
            if (forecast is { Blended: { } blended, Market: { } market }) edge.Update(blended.Value, market, outcome);
        }

        foreach (var reading in (MonitorReading[])[shift.Reading, calibration.Reading, coverage.Reading, edge.Reading]) Console.WriteLine(reading);
        var saved = shift.ToJson();                                                      // small; ExchangeabilityMonitor.FromJson goes on
        #endregion
        return saved;
    }
}

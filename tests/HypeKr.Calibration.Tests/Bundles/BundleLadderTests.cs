namespace HypeKr.Calibration.Tests;

/// <summary>Which map a category gets, and what it has to show first.</summary>
public sealed class BundleLadderTests
{
    [Fact]
    public void Each_category_stands_where_its_rows_put_it()
    {
        // Too bold everywhere; "large" can show it by isotonic means, "middle" by a parametric one, "small" only together with the others.
        var rows = Rows("large", 400, 1, Bold).Concat(Rows("middle", 149, 2, VeryBold)).Concat(Rows("small", 20, 3, Bold)).ToArray();
        var bundle = CalibratorBundle.Fit(rows);
        Assert.Equal(new CalibrationRung(CalibrationScope.Category, CalibrationMethod.VennAbers), bundle.RungOf("large"));
        Assert.Equal(new CalibrationRung(CalibrationScope.Category, CalibrationMethod.Beta), bundle.RungOf("middle"));
        Assert.Equal(CalibrationScope.Global, bundle.RungOf("small").Scope);
        Assert.Equal(bundle.RungOf("small"), bundle.RungOf("never seen"));
        var (large, middle, small) = (bundle.Categories["large"], bundle.Categories["middle"], bundle.Categories["small"]);
        Assert.True(large.Isotonic is not null && large.VennAbers is not null && large.Parametric is null);
        Assert.True(middle.Isotonic is null && middle.VennAbers is null && middle.Parametric!.Form == BetaForm.Abm);
        Assert.True(small.Isotonic is null && small.VennAbers is null && small.Parametric is null);
        Assert.Equal([(CalibrationMethod.VennAbers, true), (CalibrationMethod.Isotonic, true)], large.Tests.Select(t => (t.Method, t.Passed)));
        Assert.Equal((400, 400, 149, 20), (large.Tests[0].Rows, large.RowCount, middle.Tests[0].Rows, small.RowCount));

        var calibrated = bundle.Calibrate(new RawProbability(0.9), "middle", Quote);
        Assert.Equal(middle.Parametric.Predict(0.9), calibrated.Calibrated.Value);
        Assert.Equal(bundle.Global.Isotonic!.Predict(0.9), calibrated.Isotonic.Value);
        Assert.Contains("by category Beta", calibrated.Explanation, StringComparison.Ordinal);
        Assert.Equal(PlattOf(rows.Where(r => r.Category == "middle")).Predict(0.9), CalibratorBundle.Fit(rows, With(new LadderOptions { Parametric = CalibrationMethod.Platt })).Calibrate(new RawProbability(0.9), "middle", Quote).Calibrated.Value);
        Assert.Equal(CalibrationMethod.Isotonic, CalibratorBundle.Fit(rows, With(new LadderOptions { Preferred = CalibrationMethod.Isotonic })).RungOf("large").Method);
        Assert.All((string[])["large", "middle", "small"], c => Assert.Equal(CalibrationScope.Global, CalibratorBundle.Fit(rows, With(new LadderOptions { PerCategory = false })).RungOf(c).Scope));
    }

    [Fact]
    public void A_calibrated_forecaster_is_left_alone_and_the_bundle_says_why()
    {
        // As on the panel of 121 questions: nothing to repair, and maps that would only add noise.
        var adopted = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var bundle = CalibratorBundle.Fit(Rows("all", 160, seed, p => p));
            var forecast = bundle.Calibrate(new RawProbability(0.7), "all", Quote);
            Assert.NotEmpty(bundle.Global.Tests);
            if (bundle.RungOf("all") != CalibrationRung.Identity) adopted++;
            else Assert.Equal((0.7, true), (forecast.Calibrated.Value, forecast.Explanation.Contains("no map was shown to help, so the raw probability stays: 0.700", StringComparison.Ordinal)));
        }

        // One-sided 5 %, for the category and again for all rows; two maps each.
        Assert.True(adopted <= 9, $"{adopted} of 60");
    }

    [Fact]
    public void Rare_events_that_have_not_happened_yet_show_nothing()
    {
        // 1.2 of 200 were to come, none did. A map to 0 wins on every row by nearly as much, and is wrong.
        var rows = Enumerable.Range(0, 200).Select(i => new CalibrationRow(new RawProbability((1 + (i % 5)) / 500.0), "quakes", BinaryOutcome.No));
        var bundle = CalibratorBundle.Fit(rows);
        Assert.Equal(CalibrationRung.Identity, bundle.RungOf("quakes"));
        var test = bundle.Global.Tests.Single(t => t.Method == CalibrationMethod.Isotonic);
        Assert.Equal(0, test.CalibratedBrier);

        // At half of the forecast both are equally good: sum p^2 / sqrt(sum 4 p^2 (p/2) (1 - p/2)).
        double[] raw = [.. Enumerable.Range(1, 5).Select(i => i / 500.0)];
        Assert.Equal(40 * raw.Sum(p => p * p) / Math.Sqrt(40 * raw.Sum(p => 2 * p * p * p * (1 - (p / 2)))), test.Z, 1e-9);
    }

    [Fact]
    public void The_global_map_is_not_used_where_it_harms()
    {
        // Nine parts too bold, one part honest: what repairs the many spoils the few.
        var rows = Rows("bold", 900, 1, VeryBold).Concat(Rows("honest", 149, 2, p => p)).ToArray();
        var bundle = CalibratorBundle.Fit(rows);
        Assert.Equal(CalibrationMethod.VennAbers, bundle.Global.Adopted);
        Assert.Equal(CalibrationRung.Identity, bundle.RungOf("honest"));
        Assert.Contains(bundle.Categories["honest"].Tests, t => t is { Scope: CalibrationScope.Global, Passed: false });
        Assert.Equal(CalibrationScope.Category, CalibratorBundle.Fit(rows, With(new LadderOptions { Adoption = AdoptionRule.BySampleSize })).RungOf("honest").Scope);
    }

    [Fact]
    public void Alpha_is_fitted_out_of_fold()
    {
        // The forecast is noise and the market says a half: in-sample maps follow the noise and are trusted, out of fold they are not.
        var random = new Random(4);
        var rows = Enumerable.Range(0, 300).Select(_ => new CalibrationRow(new RawProbability(random.Next(0, 101) / 100.0), "all", BinaryOutcome.From(random.NextDouble() < 0.5), 0.5)).ToArray();
        var bundle = CalibratorBundle.Fit(rows, With(new LadderOptions { Adoption = AdoptionRule.BySampleSize, Preferred = CalibrationMethod.Isotonic }));
        var inSample = MarketShrinkage.BestAlpha(PairedScoreTable.FromRows([.. rows.Select(r => Math.Clamp(bundle.Categories["all"].Isotonic!.Predict(r.Raw.Value), 1e-9, 1 - 1e-9))], [.. rows.Select(r => r.Market!.Value)], [.. rows.Select(r => r.Outcome.IsYes)]));
        Assert.True(bundle.Shrinkage!.GlobalAlpha < 0.5 && inSample > 0.9, $"{bundle.Shrinkage.GlobalAlpha} out of fold, {inSample} in sample");
    }

    [Fact]
    public void Tables_and_rows_in_any_order_give_the_same_bundle_to_its_hash()
    {
        var rows = BundleFixture.Rows();
        var shuffled = rows.OrderBy(r => HashCode.Combine(r.Raw, r.Market, r.Category)).ToArray();
        var tables = rows.GroupBy(r => r.Category).ToDictionary(g => g.Key, g => ScoreTable.FromRows(g.Select(r => (r.Raw.Value, r.Outcome))));
        var pairs = rows.Where(r => r.Market is not null).GroupBy(r => r.Category).ToDictionary(g => g.Key, g => PairedScoreTable.FromRows([.. g.Select(r => r.Raw.Value)], [.. g.Select(r => r.Market!.Value)], [.. g.Select(r => r.Outcome.IsYes)]));
        Assert.Equal(BundleFixture.Bundle().ToJson(), CalibratorBundle.Fit(shuffled).ToJson());
        Assert.Equal(BundleFixture.Bundle().ToJson(), CalibratorBundle.Fit(tables, pairs).ToJson());
        pairs["politics"] = pairs["politics"].Merge(PairedScoreTable.FromRows([0.02], [0.5], [true]));
        Assert.Contains("hold more rows of forecast 0.02 than its table", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorBundle.Fit(tables, pairs)).Message, StringComparison.Ordinal);
        pairs["chess"] = PairedScoreTable.FromRows([0.02], [0.5], [true]);
        Assert.Contains("but no table", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorBundle.Fit(tables, pairs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_lets_forecasts_a_little_outside_the_range_through()
    {
        var bundle = BundleFixture.Bundle(new CalibratorOptions { MaximumExtrapolation = 0.015m });
        Assert.IsType<ForecastDecision.Trade>(bundle.Calibrate(new RawProbability(0.99), "politics", new MarketQuote(0.55m, 0.57m)).Decision);
        var skip = Assert.IsType<ForecastDecision.Skip>(bundle.Calibrate(new RawProbability(0.996), "politics", new MarketQuote(0.55m, 0.57m)).Decision);
        Assert.Equal((SkipReason.OutsideFittedRange, "0.996 is outside the range 0.02 to 0.98 of the 200 forecasts the calibrator knows"), (skip.Reason, skip.Explanation));
    }

    [Fact]
    public void A_batch_is_the_single_calls_without_allocation()
    {
        foreach (var options in (CalibratorOptions[])[new(), new() { Conformal = new MondrianOptions { EmptySets = EmptySetRule.IncludeMostPlausible } }, new() { Conformal = new MondrianOptions { Taxonomy = MondrianTaxonomy.Class } }, new() { Ladder = new LadderOptions { ParametricMinimum = 5, Adoption = AdoptionRule.BySampleSize } }])
        {
            var bundle = BundleFixture.Bundle(options);
            string[] names = [.. bundle.CategoryNames, "chess"];
            var raw = Enumerable.Range(0, 404).Select(i => i % 101 / 100.0).ToArray();
            var places = raw.Select((_, i) => bundle.IndexOf(names[i / 101])).ToArray();
            var markets = raw.Select((_, i) => i % 3 == 0 ? double.NaN : 0.425).ToArray();
            var (batch, values) = (new CalibratedRow[raw.Length], new double[raw.Length]);
            bundle.Apply(raw, places, markets, batch);
            bundle.Apply(raw, places, values);
            for (var i = 0; i < raw.Length; i++)
            {
                var single = bundle.Calibrate(new RawProbability(raw[i]), names[i / 101], new MarketQuote(0.4m, 0.45m));
                var set = (single.Set.Contains(0) ? BinarySet.No : 0) | (single.Set.Contains(1) ? BinarySet.Yes : 0);
                Assert.Equal((single.Isotonic.Value, single.Interval.Lower, single.Interval.Upper, single.Calibrated.Value, set), (batch[i].Isotonic, batch[i].Lower, batch[i].Upper, batch[i].Calibrated, batch[i].Set));
                Assert.Equal(i % 3 == 0 ? double.NaN : single.Blended!.Value.Value, batch[i].Blended);
                Assert.Equal(single.Calibrated.Value, values[i]);
                Assert.Equal(bundle.RungOf(names[i / 101]), single.Rung);
            }

            if (options.Conformal.EmptySets != EmptySetRule.Keep) continue;
            bundle.Apply(raw, places, [], batch);
            var before = GC.GetAllocatedBytesForCurrentThread();
            bundle.Apply(raw, places, markets, batch);
            bundle.Apply(raw, places, values);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        var one = BundleFixture.Bundle();
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => one.Apply([0.5, 1.5], [0, 0], new double[2])).Row);
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => one.Apply([0.5, 0.5], [0, 3], new double[2])).Row);
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => one.Apply([0.5], [0], [2], new CalibratedRow[1])).Row);
        Assert.Throws<ArgumentException>(() => one.Apply([0.5], [0], new double[0]));
    }

    [Fact]
    public void A_single_call_allocates_its_result_and_nothing_else()
    {
        var bundle = BundleFixture.Bundle();
        var results = new CalibratedForecast[2000];
        for (var i = 0; i < results.Length; i++) results[i] = bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < results.Length; i++) results[i] = bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / results.Length;

        // The forecast (nine values, a quote of three decimals among them), its set, the set's two labels, and the decision.
        Assert.InRange(bytes, 300, 620);
    }

    private static MarketQuote Quote => new(0.45m, 0.55m, 0.01m);

    private static CalibratorOptions With(LadderOptions ladder) => new() { Ladder = ladder };

    private static double Bold(double raw) => 0.5 + ((raw - 0.5) * 0.4);

    private static double VeryBold(double raw) => 0.5 + ((raw - 0.5) * 0.1);

    private static BetaCalibrator PlattOf(IEnumerable<CalibrationRow> rows) => BetaCalibrator.Fit(ScoreTable.FromRows(rows.Select(r => (r.Raw.Value, r.Outcome))), BetaForm.Am, TargetRule.Platt);

    private static IEnumerable<CalibrationRow> Rows(string category, int count, int seed, Func<double, double> truth)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var raw = random.Next(1, 20) / 20.0;
            yield return new CalibrationRow(new RawProbability(raw), category, BinaryOutcome.From(random.NextDouble() < truth(raw)));
        }
    }

    [Fact]
    public void The_work_of_a_fit_does_not_grow_with_rows_times_categories()
    {
        // The maps of all rows but a fold's were once fitted anew for every category, each a pass over all distinct scores.
        var rows = Enumerable.Range(0, 6000).Select(i => new CalibrationRow(new RawProbability(i * 7919 % 6000 / 6000.0), $"category {i % 600}", BinaryOutcome.From(i % 3 == 0))).ToArray();
        CalibratorBundle.Fit(rows.Take(600));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(600, CalibratorBundle.Fit(rows).CategoryNames.Count);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 100_000_000, $"{allocated} bytes");
    }
}

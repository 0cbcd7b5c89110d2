namespace HypeKr.Calibration.Tests;

public sealed class CalibratorBundleTests
{
    private static readonly CalibratorBundle Bundle = BundleFixture.Bundle();
    private static readonly MarketQuote Fair = new(0.55m, 0.57m, 0.01m);

    [Fact]
    public void Every_stage_has_its_own_number()
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Fair);
        var rows = BundleFixture.Rows();
        var table = ScoreTable.FromRows(rows.Where(r => r.Category == "politics").Select(r => (r.Raw.Value, r.Outcome)));
        Assert.Equal(new CalibrationRung(CalibrationScope.Category, CalibrationMethod.VennAbers), forecast.Rung);
        Assert.Equal(IsotonicCalibrator.Fit(table).Predict(0.9), forecast.Isotonic.Value);
        var interval = VennAbersCalibrator.Fit(table).Predict(0.9);
        Assert.Equal(new ProbabilityInterval(interval.P0, interval.P1), forecast.Interval);
        Assert.Equal(interval.P1 / (1 - interval.P0 + interval.P1), forecast.Calibrated.Value);
        Assert.Equal(0.56, forecast.Market!.Value, 1e-15);
        Assert.Equal((forecast.Alpha!.Value * forecast.Calibrated.Value) + ((1 - forecast.Alpha.Value) * 0.56), forecast.Blended!.Value.Value, 1e-15);
        Assert.Equal((0.9, "politics", Fair, Bundle.Hash), (forecast.Raw.Value, forecast.Category, forecast.Quote, forecast.BundleHash));
    }

    [Fact]
    public void Alpha_and_cells_come_from_raw_probabilities()
    {
        var rows = BundleFixture.Rows();
        var priced = rows.Where(r => r.Market is not null).ToArray();
        var shrinkage = MarketShrinkage.Fit([.. priced.Select(r => r.Category)], [.. priced.Select(r => r.Raw)], [.. priced.Select(r => r.Market!.Value)], [.. priced.Select(r => r.Outcome.IsYes)]);
        Assert.Equal(shrinkage.Alpha("politics"), Bundle.Shrinkage!.Alpha("politics"));
        Assert.Equal(shrinkage.GlobalAlpha, Bundle.Calibrate(new RawProbability(0.5), "weather", Fair).Alpha);

        var set = Bundle.Calibrate(new RawProbability(0.9), "politics", Fair).Set;
        var no = rows.Where(r => r.Category == "politics" && !r.Outcome.IsYes).Select(r => r.Raw.Value).ToArray();
        Assert.Equal(new ConformalPValue(no.Count(p => p >= 0.9), no.Length), set.Labels[0].PValue);
    }

    [Fact]
    public void Trades_the_side_that_the_set_names_when_it_is_worth_more_than_it_costs()
    {
        var yes = Assert.IsType<ForecastDecision.Trade>(Bundle.Calibrate(new RawProbability(0.9), "politics", Fair).Decision);
        Assert.Equal((ContractSide.Yes, 0.58m), (yes.Side, yes.Cost));
        Assert.True(yes.Edge > 0);

        var forecast = Bundle.Calibrate(new RawProbability(0.1), "politics", Fair);
        var no = Assert.IsType<ForecastDecision.Trade>(forecast.Decision);
        Assert.Equal((ContractSide.No, 0.46m), (no.Side, no.Cost));
        Assert.Equal(1 - (decimal)forecast.Blended!.Value.Value - 0.46m, no.Edge);
    }

    [Theory]
    [InlineData(0.999, "politics", 0.55, 0.57, 0, SkipReason.OutsideFittedRange)]
    [InlineData(0.01, "politics", 0.55, 0.57, 0, SkipReason.OutsideFittedRange)]
    [InlineData(0.9, "chess", 0.55, 0.57, 0, SkipReason.CategoryNeverSeen)]
    [InlineData(0.9, "sports", 0.55, 0.57, 0, SkipReason.TooFewSamples)]
    [InlineData(0.5, "politics", 0.55, 0.57, 0, SkipReason.EmptySet)]
    [InlineData(0.5, "weather", 0.55, 0.57, 0, SkipReason.SetOfBoth)]
    [InlineData(0.9, "politics", 0.55, 0.57, 61, SkipReason.StaleQuote)]
    [InlineData(0.9, "politics", 0.58, 0.57, 0, SkipReason.CrossedQuote)]
    [InlineData(0.9, "politics", 0, 0.57, 0, SkipReason.OneSidedQuote)]
    [InlineData(0.9, "politics", 0.55, 1, 0, SkipReason.OneSidedQuote)]
    [InlineData(0.9, "politics", 0.97, 0.98, 0, SkipReason.NoEdgeAfterCosts)]
    [InlineData(0.9, "politics", 0.10, 0.999, 0, SkipReason.NoEdgeAfterCosts)]
    public void Skips_with_the_first_reason(double raw, string category, double bid, double ask, int seconds, SkipReason reason)
    {
        var forecast = Bundle.Calibrate(new RawProbability(raw), category, new MarketQuote((decimal)bid, (decimal)ask, 0.01m, TimeSpan.FromSeconds(seconds)));
        Assert.Equal(reason, Assert.IsType<ForecastDecision.Skip>(forecast.Decision).Reason);
        Assert.EndsWith("skip: " + forecast.Decision.Explanation, forecast.Explanation, StringComparison.Ordinal);
        var unsound = reason is SkipReason.StaleQuote or SkipReason.CrossedQuote or SkipReason.OneSidedQuote;
        Assert.Equal(unsound, forecast.Blended is null);
        Assert.Equal(unsound, forecast.Market is null);
    }

    [Fact]
    public void Never_trades_against_the_set()
    {
        // The set says YES, the price is above what YES is worth: NO would look cheap, and is not bought.
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", new MarketQuote(0.985m, 0.99m));
        Assert.Equal(1, forecast.Set.Singleton);
        Assert.True(forecast.Quote.EdgeOf(ContractSide.No, forecast.Blended!.Value.Value) > 0);
        Assert.Equal(SkipReason.NoEdgeAfterCosts, Assert.IsType<ForecastDecision.Skip>(forecast.Decision).Reason);
    }

    [Fact]
    public void Explanation_reads_the_same_in_every_culture()
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Fair);
        Assert.Equal(
            """
            raw 0.900 in "politics", calibrated on 200 forecasts of its category
            isotonic ISO; Venn-Abers P0 to P1; by category VennAbers: MERGED
            conformal set {YES} at 90 %: p(YES) YESP of 100, p(NO) NOP of 100
            quote 0.55/0.57 fee 0.01: market 0.560, trust in the forecast ALPHA, blended BLEND
            trade YES: YES is worth BLEND and costs 0.580 with its fee: an edge of EDGE
            """.ReplaceLineEndings("\n")
                .Replace("ISO", T(forecast.Isotonic.Value), StringComparison.Ordinal).Replace("P0", T(forecast.Interval.Lower), StringComparison.Ordinal).Replace("P1", T(forecast.Interval.Upper), StringComparison.Ordinal)
                .Replace("MERGED", T(forecast.Calibrated.Value), StringComparison.Ordinal).Replace("YESP", T(forecast.Set.Labels[1].PValue.Value), StringComparison.Ordinal).Replace("NOP", T(forecast.Set.Labels[0].PValue.Value), StringComparison.Ordinal)
                .Replace("ALPHA", FormattableString.Invariant($"{forecast.Alpha:0.00}"), StringComparison.Ordinal).Replace("BLEND", T(forecast.Blended!.Value.Value), StringComparison.Ordinal)
                .Replace("EDGE", FormattableString.Invariant($"{((ForecastDecision.Trade)forecast.Decision).Edge:0.000}"), StringComparison.Ordinal),
            forecast.Explanation);

        static string T(double value) => FormattableString.Invariant($"{value:0.000}");
    }

    [Fact]
    public void Without_market_prices_the_market_is_believed()
    {
        var bundle = CalibratorBundle.Fit(BundleFixture.Rows().Select(r => r with { Market = null }));
        var forecast = bundle.Calibrate(new RawProbability(0.9), "politics", Fair);
        Assert.Null(bundle.Shrinkage);
        Assert.Null(forecast.Alpha);
        Assert.Equal(0.56, forecast.Blended!.Value.Value, 1e-15);
        Assert.Equal(SkipReason.NoEdgeAfterCosts, Assert.IsType<ForecastDecision.Skip>(forecast.Decision).Reason);
        Assert.Contains("no evidence against the market", forecast.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Minimum_edge_is_a_policy()
    {
        var strict = BundleFixture.Bundle(new CalibratorOptions { MinimumEdge = 0.9m });
        Assert.Equal(SkipReason.NoEdgeAfterCosts, Assert.IsType<ForecastDecision.Skip>(strict.Calibrate(new RawProbability(0.9), "politics", Fair).Decision).Reason);
    }

    [Fact]
    public void Fit_names_the_offending_row()
    {
        var rows = BundleFixture.Rows();
        Assert.Equal(5, Row(5, r => r with { Category = "" }));
        Assert.Equal(7, Row(7, r => r with { Market = 1.5 }));
        Assert.Equal(9, Row(9, r => r with { Raw = new RawProbability(1), Market = 1, Outcome = BinaryOutcome.No }));
        Assert.Throws<UninitializedValueException>(() => Row(3, r => r with { Raw = default }));
        Assert.Throws<UninitializedValueException>(() => Row(3, r => r with { Outcome = default }));
        Assert.Throws<InvalidCalibrationDataException>(() => CalibratorBundle.Fit([]));

        long? Row(int index, Func<CalibrationRow, CalibrationRow> change)
        {
            var changed = rows.ToArray();
            changed[index] = change(changed[index]);
            return Assert.ThrowsAny<CalibrationException>(() => CalibratorBundle.Fit(changed)) is InvalidCalibrationDataException e ? e.Row : throw new UninitializedValueException("row");
        }
    }

    [Fact]
    public void Calibrate_refuses_default_values()
    {
        Assert.Throws<UninitializedValueException>(() => Bundle.Calibrate(default, "politics", Fair));
        Assert.Throws<UninitializedValueException>(() => Bundle.Calibrate(new RawProbability(0.5), "politics", default));
        Assert.Throws<ArgumentException>(() => Bundle.Calibrate(new RawProbability(0.5), "", Fair));
    }

    [Fact]
    public void Options_are_validated()
    {
        foreach (var options in (CalibratorOptions[])[new() { Alpha = 0 }, new() { Alpha = 1 }, new() { ShrinkageStrength = -1 }, new() { ShrinkageStrength = double.NaN }, new() { MaximumQuoteAge = TimeSpan.FromTicks(-1) }, new() { MinimumEdge = -1 }, new() { Conformal = new MondrianOptions { MinimumSamples = -1 } }])
        {
            Assert.ThrowsAny<ArgumentException>(() => BundleFixture.Bundle(options));
        }
    }

    [Fact]
    public void A_category_that_is_no_text_is_refused()
    {
        // Written as UTF-8 both would be one name, and neither would be found again.
        foreach (var half in (string[])["\ud800", "x\udc00y", "\udc00\ud800"])
        {
            Assert.Contains("lone surrogate", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorBundle.Fit([new CalibrationRow(new RawProbability(0.5), half, BinaryOutcome.Yes)])).Message, StringComparison.Ordinal);
        }

        var emoji = CalibratorBundle.Fit([new CalibrationRow(new RawProbability(0.5), "\ud83d\ude00", BinaryOutcome.Yes)]);
        Assert.Equal(["\ud83d\ude00"], CalibratorBundle.FromJson(emoji.ToJson()).CategoryNames);
    }

    [Fact]
    public void A_certain_error_of_forecast_and_market_is_named_with_its_category()
    {
        var tables = new Dictionary<string, ScoreTable> { ["quakes"] = ScoreTable.FromGroups([new(0.5, 1, 1), new(1, 1, 0)]) };
        var pairs = new Dictionary<string, PairedScoreTable> { ["quakes"] = PairedScoreTable.FromGroups([new(1, 1, 1, 0)]) };
        Assert.Contains("in \"quakes\" forecast and market are both 1 and the outcome is NO", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorBundle.Fit(tables, pairs)).Message, StringComparison.Ordinal);
    }
}

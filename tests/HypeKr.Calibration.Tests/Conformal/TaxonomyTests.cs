using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class TaxonomyTests
{
    [Property]
    public void Every_taxonomy_counts_the_rows_that_share_its_cell(MarketBag bag, byte at, bool label)
    {
        var classes = bag.Labels.Select(l => l ? 1 : 0).ToArray();
        var scores = bag.Scores.Select((s, i) => bag.Labels[i] ? 1 - s : s).ToArray();
        var (category, @class, score) = (bag.Categories[at % bag.Categories.Length], label ? 1 : 0, at / 255.0);
        foreach (var taxonomy in Enum.GetValues<MondrianTaxonomy>())
        {
            var mine = Enumerable.Range(0, scores.Length).Where(i =>
                (taxonomy is MondrianTaxonomy.Class or MondrianTaxonomy.Marginal || bag.Categories[i] == category) &&
                (taxonomy is MondrianTaxonomy.Category or MondrianTaxonomy.Marginal || classes[i] == @class)).ToArray();
            var expected = new ConformalPValue(mine.Count(i => scores[i] >= score), mine.Length);
            var options = new MondrianOptions { Taxonomy = taxonomy };
            var fitted = MondrianConformal.Fit(bag.Categories, classes, scores, 2, options);
            Assert.Equal(expected, fitted.PValue(category, @class, score));

            // The same from tables, and online.
            var tables = bag.Categories.Distinct().ToDictionary(c => c, c => ScoreTable.FromRows([.. bag.Scores.Where((_, i) => bag.Categories[i] == c)], [.. bag.Labels.Where((_, i) => bag.Categories[i] == c)]));
            Assert.Equal(expected, MondrianConformal.FitBinary(tables, options).PValue(category, @class, score));
            var online = new OnlineMondrianConformal(options);
            for (var i = 0; i < scores.Length; i++) online.Add(bag.Categories[i], classes[i], scores[i]);
            Assert.Equal(expected, online.PValue(category, @class, score));
            Assert.Equal(expected.Count, online.Count(category, @class));
        }
    }

    [Property]
    public void Batches_judge_like_single_objects(MarketBag bag, bool large)
    {
        var classes = bag.Labels.Select(l => l ? 1 : 0).ToArray();
        foreach (var taxonomy in Enum.GetValues<MondrianTaxonomy>())
        {
            var fitted = MondrianConformal.Fit(bag.Categories, classes, bag.Scores, 2, new MondrianOptions { Taxonomy = taxonomy });
            var objects = large ? 3000 : 20;
            var categories = Enumerable.Range(0, objects).Select(i => (i % 4) - 1).Select(i => i < fitted.Categories.Count ? i : -1).ToArray();
            var probabilities = Enumerable.Range(0, objects).Select(i => i % 100 / 100.0).ToArray();
            var values = new double[2 * objects];
            fitted.PValuesBinary(categories, probabilities, values);
            var scores = probabilities.SelectMany(p => new[] { p, 1 - p }).ToArray();
            var general = new double[2 * objects];
            fitted.PValues(categories, scores, general);
            Assert.Equal(values, general);
            for (var i = 0; i < values.Length; i++)
            {
                var category = categories[i / 2] < 0 || fitted.Categories.Count == 0 ? "never seen" : fitted.Categories[categories[i / 2]];
                Assert.Equal(fitted.PValue(category, i % 2, scores[i]).Value, values[i]);
            }
        }
    }

    [Property]
    public void Places_in_a_list_fit_like_names(MarketBag bag)
    {
        string[] names = ["sports", "never used", "politics", "crypto"];
        var classes = bag.Labels.Select(l => l ? 1 : 0).ToArray();
        var byName = MondrianConformal.Fit(bag.Categories, classes, bag.Scores, 2);
        var byPlace = MondrianConformal.Fit(names, [.. bag.Categories.Select(c => Array.IndexOf(names, c))], classes, bag.Scores, 2);
        Assert.Equal(names, byPlace.Categories);
        foreach (var category in names)
        {
            Assert.Equal(byName.PValue(category, 1, 0.5), byPlace.PValue(category, 1, 0.5));
            Assert.Equal(byName.Predict(category, [0.5, 0.5], 0.1m).CategorySeen, byPlace.Predict(category, [0.5, 0.5], 0.1m).CategorySeen);
        }
    }

    [Property]
    public void Set_holds_what_is_at_most_the_quantile_under_both_boundaries(Bag bag, byte percent)
    {
        SignificanceLevel alpha = (1 + (percent % 99)) / 100m;
        foreach (var boundary in Enum.GetValues<ConformalBoundary>())
        {
            var fitted = MondrianConformal.FitBinary(new Dictionary<string, ScoreTable> { ["a"] = bag.Table }, new MondrianOptions { Boundary = boundary, SmallCells = SmallCellRule.Ignore });
            foreach (var cell in fitted.Cells)
            {
                foreach (var score in (double[])[.. cell.Scores, 0, 0.5, 1])
                {
                    Assert.Equal(score <= cell.Quantile(alpha), fitted.Predict("a", [score, score], alpha).Contains(cell.Class!.Value));
                }
            }
        }
    }

    [Property]
    public void Holding_out_each_of_n_plus_one_tied_scores_covers_at_least_k(PositiveInt size, byte percent, byte kinds)
    {
        var n = size.Get % 40;
        var alpha = (1 + (percent % 99)) / 100m;
        var scores = Enumerable.Range(0, n + 1).Select(i => i * 7 % (1 + (kinds % 6)) / 10.0).ToArray();
        foreach (var taxonomy in Enum.GetValues<MondrianTaxonomy>())
        {
            var covered = 0;
            for (var held = 0; held <= n; held++)
            {
                var others = scores.Where((_, i) => i != held).ToArray();
                if (others.Length == 0)
                {
                    covered++;
                    continue;
                }

                var fitted = MondrianConformal.Fit([.. others.Select(_ => "a")], [.. others.Select(_ => 1)], others, 2, new MondrianOptions { Taxonomy = taxonomy, SmallCells = SmallCellRule.Ignore });
                if (fitted.Predict("a", [0, scores[held]], alpha).Contains(1)) covered++;
            }

            Assert.True(covered >= SignificanceLevel.FromDecimal(alpha).Rank(n));
        }
    }

    [Fact]
    public void Cells_say_what_they_are_made_of()
    {
        string[] categories = ["b", "a", "b"];
        Assert.Equal([("a", 0), ("a", 1), ("b", 0), ("b", 1)], Cells(MondrianTaxonomy.CategoryAndClass));
        Assert.Equal([("a", null), ("b", null)], Cells(MondrianTaxonomy.Category));
        Assert.Equal([(null, 0), (null, 1)], Cells(MondrianTaxonomy.Class));
        Assert.Equal([(null, null)], Cells(MondrianTaxonomy.Marginal));

        (string?, int?)[] Cells(MondrianTaxonomy taxonomy) => [.. MondrianConformal.Fit(categories, [0, 1, 1], [0.1, 0.2, 0.3], 2, new MondrianOptions { Taxonomy = taxonomy }).Cells.Select(c => (c.Category, c.Class))];
    }

    [Fact]
    public void Report_has_n_quantile_and_band_of_every_cell()
    {
        // 40 distinct scores of NO, 40 of YES with ties, and a category of 5.
        var scores = Enumerable.Range(0, 40).Select(i => i / 40.0).Concat(Enumerable.Range(0, 40).Select(i => i % 4 / 10.0)).Concat(Enumerable.Range(0, 5).Select(i => i / 5.0)).ToArray();
        var fitted = MondrianConformal.Fit([.. scores.Select((_, i) => i < 80 ? "a" : "b")], [.. scores.Select((_, i) => i is >= 40 and < 80 ? 1 : 0)], scores, 2);
        var report = fitted.Report(0.1m);
        Assert.Equal([40L, 40, 5, 0], report.Select(r => r.Count));
        Assert.Equal([36 / 40.0, 0.3, double.PositiveInfinity, double.PositiveInfinity], report.Select(r => r.Quantile));
        Assert.NotNull(report[0].Band!.Value.Upper);
        Assert.Null(report[1].Band!.Value.Upper);
        Assert.Equal(report[0].Band!.Value.Lower, report[1].Band!.Value.Lower);
        Assert.True(report[2].Band is null && report[2].AlwaysIncludes && report[3].Band is null);
        Assert.Equal([false, true, false, false], fitted.Cells.Select(c => c.HasTies));
    }

    [Fact]
    public void Empty_set_is_kept_or_filled_by_the_rule()
    {
        Assert.Equal("{}", Predict(EmptySetRule.Keep).ToString());
        var plausible = Predict(EmptySetRule.IncludeMostPlausible);
        Assert.Equal("{1}", plausible.ToString());
        Assert.Equal((true, LabelInclusion.Filled, false), (plausible.WasEmpty, plausible.Labels[1].Inclusion, plausible.IsForced));
        Assert.Equal("{0, 1}", Predict(EmptySetRule.IncludeAll).ToString());
        Assert.Equal("{0, 1}", Predict(EmptySetRule.IncludeMostPlausible, 2).ToString());
        Assert.False(Fit(EmptySetRule.IncludeAll).Predict("a", [0, 9], 0.1m).WasEmpty);

        static PredictionSet Predict(EmptySetRule rule, double yes = 0.98) => Fit(rule).Predict("a", [2, yes], 0.1m);

        static MondrianConformal Fit(EmptySetRule rule)
        {
            var classes = Enumerable.Range(0, 200).Select(i => i % 2).ToArray();
            return MondrianConformal.Fit([.. classes.Select(_ => "a")], classes, [.. classes.Select((_, i) => i / 200.0)], 2, new MondrianOptions { EmptySets = rule });
        }
    }

    [Fact]
    public void Coverage_of_classes_and_categories_adds_up_the_cells()
    {
        var tally = new ConformalTally();
        tally.Add("a", [true, false], 0);
        tally.Add("a", [true, false], 1);
        tally.Add("b", [true, true], 1);
        Assert.Equal([new CellCoverage(null, 0, 1, 1), new CellCoverage(null, 1, 1, 2)], tally.PerClassEmpiricalCoverage);
        Assert.Equal(new CellCoverage("a", null, 1, 2), tally.OfCategory("a"));
        Assert.Equal(0, tally.OfCategory("z").Total);
    }

    [Fact]
    public void Batch_refuses_places_and_scores_that_do_not_exist()
    {
        var fitted = MondrianConformal.Fit(["a", "a"], [0, 1], [0.1, 0.2], 2);
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => fitted.PValuesBinary([0, 1], [0.5, 0.5], new double[4])).Row);
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => fitted.PValuesBinary([-2], [0.5], new double[2])).Row);
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => fitted.PValues([0, 0], [0, 0, 0, double.NaN], new double[4])).Row);
        Assert.Throws<ArgumentException>(() => fitted.PValues([0], [0.5], new double[2]));
        Assert.Throws<ArgumentException>(() => MondrianConformal.Fit(["a", "a"], [0, 1], [0, 1], [0.1, 0.2], 2));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => MondrianConformal.Fit(["a"], [0, 1], [0, 1], [0.1, 0.2], 2)).Row);
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => MondrianConformal.Fit(["a"], [0, -1], [0, 1], [0.1, 0.2], 2)).Row);
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => MondrianConformal.Fit(["a"], [0, 0], [-1, 1], [0.1, 0.2], 2)).Row);
    }

    [Fact]
    public void Shares_of_nothing_are_no_numbers()
    {
        var tally = new ConformalTally();
        Assert.Equal((null, null, null, null, null), (tally.ErrorRate, tally.MeanSize, tally.SingletonRate, tally.EmptyRate, tally.SingletonAccuracy));
        Assert.Null(tally.OfCategory("a").Rate);
        tally.Add("a", [true, true], 0);
        Assert.Equal((0.0, 2.0, 0.0, 0.0), (tally.ErrorRate, tally.MeanSize, tally.SingletonRate, tally.EmptyRate));
        Assert.Null(tally.SingletonAccuracy);
        Assert.Equal(1, tally.OfCategory("a").Rate);
    }

    [Fact]
    public void Policies_that_do_not_exist_are_refused()
    {
        foreach (var options in (MondrianOptions[])[new() { Boundary = (ConformalBoundary)7 }, new() { SmallCells = (SmallCellRule)7 }, new() { EmptySets = (EmptySetRule)7 }, new() { Taxonomy = (MondrianTaxonomy)7 }])
        {
            Assert.Throws<ArgumentException>(() => MondrianConformal.Fit(["a"], [0], [0.5], 2, options));
            Assert.Throws<ArgumentException>(() => new OnlineMondrianConformal(options));
        }
    }
}

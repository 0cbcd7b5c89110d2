namespace HypeKr.Calibration;

/// <summary>Fits a bundle from counted rows: maps by the ladder, each tested out of fold, cells on raw probabilities, and alpha on out-of-fold forecasts of the maps that were adopted.</summary>
internal static class BundleFit
{
    // Out of fold a parametric map may saturate; a certain forecast beside an equally certain market would have no finite loss.
    private const double Certain = 1e-9;

    /// <param name="rows">The counted rows of each category, in whole rows: tests, cells and sample sizes come from these.</param>
    /// <param name="weighted">The same with weights, on which maps are fitted; <paramref name="rows"/> where all weigh the same.</param>
    /// <param name="pairs">Those rows that have a market price.</param>
    /// <param name="options">The policies.</param>
    /// <param name="provenance">Where the rows come from.</param>
    public static CalibratorBundle Fit(IReadOnlyDictionary<string, ScoreTable> rows, IReadOnlyDictionary<string, ScoreTable> weighted, IReadOnlyDictionary<string, PairedScoreTable> pairs, CalibratorOptions options, BundleProvenance provenance)
    {
        provenance.Validate();
        string[] names = [.. rows.Where(r => r.Value.Count > 0).Select(r => r.Key).Order(StringComparer.Ordinal)];
        if (names.Length == 0) throw new InvalidCalibrationDataException("There is no row; at least one is needed.");
        foreach (var category in pairs.Keys)
        {
            if (pairs[category].TotalCount > 0 && Array.BinarySearch(names, category, StringComparer.Ordinal) < 0) throw new InvalidCalibrationDataException($"There are pairs of category \"{category}\" but no table; pairs are those rows of a table that have a market price.");
        }

        for (var g = 0; g < names.Length; g++)
        {
            Guard.Category(names[g], g);
            Guard.Probabilities(rows[names[g]]);
            Guard.UnitWeights(rows[names[g]], "a bundle's sample size");
        }

        var ladder = options.Ladder;
        var folds = Array.ConvertAll(names, name => BundleFolds.Deal(name, rows[name], pairs.GetValueOrDefault(name, PairedScoreTable.Empty), ladder.Seed));
        var all = ScoreTable.Merge(names.Select(name => rows[name]));
        var allWithout = new ScoreTable[BundleFolds.Count];
        for (var k = 0; k < allWithout.Length; k++) allWithout[k] = ScoreTable.Merge(folds.Select(f => f.Without(k)));

        if (names.All(name => weighted[name].Count == 0)) throw new InvalidCalibrationDataException("All rows weigh nothing; at least one with weight is needed.");
        var global = Maps(null, all, ScoreTable.Merge(names.Select(name => weighted[name])), ladder, keepsSteps: true);
        var globalPlan = new Plan(global.RowCount, ladder);
        var globalValues = globalPlan.Methods.Select(m =>
        {
            // Fitted once, not once a category.
            var fits = Array.ConvertAll(allWithout, without => Fitted(m, without));
            return Array.ConvertAll(folds, f => OutOfFold(f, k => fits[k]));
        }).ToArray();
        var globalTests = globalPlan.Methods.Select((m, i) => Test(CalibrationScope.Global, m, folds, globalValues[i], options)).ToList();
        var globalChoice = Choose(globalTests, ladder);
        global = With(global, [.. globalTests], globalChoice < 0 ? CalibrationMethod.Identity : globalPlan.Methods[globalChoice]);

        var maps = new Dictionary<string, FittedMaps>(StringComparer.Ordinal);
        var rungs = new Dictionary<string, CalibrationRung>(StringComparer.Ordinal);
        var outOfFold = new SortedDictionary<string, PairedScoreTable>(StringComparer.Ordinal);
        for (var g = 0; g < names.Length; g++)
        {
            var own = Maps(names[g], rows[names[g]], weighted[names[g]], ladder, keepsSteps: false);
            var tests = new List<AdoptionTest>();
            double[][]? values = null;
            var rung = CalibrationRung.Identity;
            if (ladder.PerCategory)
            {
                var plan = new Plan(own.RowCount, ladder);
                var tried = plan.Methods.Select(m => OutOfFold(folds[g], k => Fitted(m, folds[g].Without(k)))).ToArray();
                tests.AddRange(plan.Methods.Select((m, i) => Test(CalibrationScope.Category, m, [folds[g]], [tried[i]], options)));
                if (Choose(tests, ladder) is >= 0 and var choice) (rung, values) = (new CalibrationRung(CalibrationScope.Category, plan.Methods[choice]), tried[choice]);
            }

            own = With(own, [], rung.Method);
            if (rung.Scope == CalibrationScope.None && global.Adopted != CalibrationMethod.Identity)
            {
                var shared = globalValues[globalChoice][g];
                var harm = Test(CalibrationScope.Global, global.Adopted, [folds[g]], [shared], options);
                var told = ladder.Adoption == AdoptionRule.OutOfSample && own.RowCount >= ladder.ParametricMinimum;
                harm = harm with { Passed = !told || harm.CalibratedBrier <= harm.RawBrier };
                tests.Add(harm);
                if (harm.Passed) (rung, values) = (new CalibrationRung(CalibrationScope.Global, global.Adopted), shared);
            }

            maps.Add(names[g], With(own, [.. tests], own.Adopted));
            rungs.Add(names[g], rung);
            if (Pairs(folds[g], values) is { TotalCount: > 0 } paired) outOfFold.Add(names[g], paired);
        }

        var shrinkage = outOfFold.Count == 0 ? null : MarketShrinkage.Fit(ShrinkageTable.OfFolds(outOfFold), new ShrinkageOptions { Strength = options.ShrinkageStrength });
        return new CalibratorBundle(options, provenance, global, maps, rungs, MondrianConformal.FitBinary(names.ToDictionary(n => n, n => rows[n], StringComparer.Ordinal), options.Conformal), shrinkage, null, []);
    }

    private static FittedMaps Maps(string? category, ScoreTable rows, ScoreTable weighted, LadderOptions ladder, bool keepsSteps)
    {
        // Rows may all have been forgotten; then there is nothing to fit.
        var fits = weighted.Count > 0 && (category is null || ladder.PerCategory);
        var (steps, parameters) = (fits && (keepsSteps || rows.TotalWeight >= ladder.IsotonicMinimum), fits && rows.TotalWeight >= ladder.ParametricMinimum && rows.TotalWeight < ladder.IsotonicMinimum);
        var range = weighted.Count > 0 ? weighted : rows;
        return new FittedMaps(category, rows.TotalWeight, rows.TotalPositives, range.Scores[0], range.Scores[^1])
        {
            UnitsPerWeight = weighted.UnitsPerWeight,
            Isotonic = steps ? IsotonicCalibrator.Fit(weighted) : null,
            VennAbers = steps ? VennAbersCalibrator.Fit(weighted) : null,
            Parametric = parameters ? Parametric(weighted, ladder.Parametric) : null,
        };
    }

    private static FittedMaps With(FittedMaps maps, AdoptionTest[] tests, CalibrationMethod adopted) => new(maps.Category, maps.RowCount, maps.PositiveCount, maps.LowestScore, maps.HighestScore)
    {
        UnitsPerWeight = maps.UnitsPerWeight,
        Isotonic = maps.Isotonic,
        VennAbers = maps.VennAbers,
        Parametric = maps.Parametric,
        Tests = tests,
        Adopted = adopted,
    };

    // Platt's targets, so that separable rows have an optimum.
    private static BetaCalibrator Parametric(ScoreTable table, CalibrationMethod method) => BetaCalibrator.Fit(table, method == CalibrationMethod.Platt ? BetaForm.Am : BetaForm.Abm, TargetRule.Platt);

    private static int Choose(List<AdoptionTest> tests, LadderOptions ladder) => ladder.Adoption == AdoptionRule.BySampleSize ? (tests.Count > 0 ? 0 : -1) : tests.FindIndex(t => t.Passed);

    /// <summary>The out-of-fold value of every distinct score of a category, fold by fold.</summary>
    private static double[][] OutOfFold(BundleFolds folds, Func<int, ICalibrator?> fitted)
    {
        var values = new double[BundleFolds.Count][];
        for (var k = 0; k < values.Length; k++)
        {
            var scores = folds.Table.Scores;
            values[k] = new double[scores.Length];
            if (fitted(k) is { } map) map.Predict(scores, values[k]);
            else scores.CopyTo(values[k]);
        }

        return values;
    }

    /// <summary>A map of the rows outside a fold; null where the fold holds all rows there are.</summary>
    private static ICalibrator? Fitted(CalibrationMethod method, ScoreTable rows) => rows.Count == 0 ? null : method switch
    {
        CalibrationMethod.VennAbers => VennAbersCalibrator.Fit(rows).Merged(VennAbersMerge.LogMinimax),
        CalibrationMethod.Isotonic => IsotonicCalibrator.Fit(rows),
        _ => Parametric(rows, method),
    };

    private static AdoptionTest Test(CalibrationScope scope, CalibrationMethod method, BundleFolds[] folds, double[][][] values, CalibratorOptions options)
    {
        var sums = new PairedBrier();
        for (var g = 0; g < folds.Length; g++)
        {
            for (var c = 0; c < folds[g].Cells.Length; c++)
            {
                var place = folds[g].Cells[c].Place;
                for (var k = 0; k < BundleFolds.Count; k++)
                {
                    var (yes, no) = folds[g].Held(c, k);
                    sums.Add(folds[g].Table.Scores[place], values[g][k][place], yes, no);
                }
            }
        }

        var test = new AdoptionTest(scope, method, sums.Rows, sums.First, sums.Second, sums.StandardError, false);
        return test with { Passed = test.Z > (double)options.Ladder.RequiredZ };
    }

    private static PairedScoreTable Pairs(BundleFolds folds, double[][]? values)
    {
        var groups = new List<PairedScoreGroup>();
        for (var c = 0; c < folds.Cells.Length; c++)
        {
            if (folds.Cells[c].Market is not { } market) continue;
            var place = folds.Cells[c].Place;
            if (values is null)
            {
                groups.Add(new PairedScoreGroup(folds.Table.Scores[place], market, folds.Cells[c].Positives + folds.Cells[c].Negatives, folds.Cells[c].Positives));
                continue;
            }

            for (var k = 0; k < BundleFolds.Count; k++)
            {
                var (yes, no) = folds.Held(c, k);
                groups.Add(new PairedScoreGroup(Math.Clamp(values[k][place], Certain, 1 - Certain), market, yes + no, yes));
            }
        }

        return PairedScoreTable.FromGroups(groups);
    }

    /// <summary>The maps that the ladder tries for so many rows.</summary>
    private sealed class Plan
    {
        public Plan(long rows, LadderOptions ladder) => Methods = rows >= ladder.IsotonicMinimum
            ? [ladder.Preferred, ladder.Preferred == CalibrationMethod.VennAbers ? CalibrationMethod.Isotonic : CalibrationMethod.VennAbers]
            : rows >= ladder.ParametricMinimum ? [ladder.Parametric] : [];

        public CalibrationMethod[] Methods { get; }
    }
}

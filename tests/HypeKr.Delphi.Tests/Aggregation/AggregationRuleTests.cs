using Xunit.Abstractions;

namespace HypeKr.Delphi.Tests;

public sealed class AggregationRuleTests(ITestOutputHelper output)
{
    private const int Tries = 4000;

    public static TheoryData<string> Names
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var rule in AggregationRule.All) data.Add(rule.Name);
            return data;
        }
    }

    public static TheoryData<string, bool> Shared => new()
    {
        { "ArMean", true }, { "Median", true }, { "LOArMean", true }, { "BetaArMean", true }, { "OutWAgg", true }, { "DistLimitWAgg", true },
        { "IntWAgg", true }, { "IndIntWAgg", true }, { "AsymWAgg", true }, { "IndIntAsymWAgg", true }, { "VarIndIntWAgg", true }, { "KitchSinkWAgg", true }, { "ShiftWAgg", true },
        { "GranWAgg", false }, { "DistribArMean", false }, { "BayTriVar", false },
    };

    [Fact]
    public void Names_are_unique_and_found()
    {
        Assert.Equal(AggregationRule.All.Length, AggregationRule.All.Select(rule => rule.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(AggregationRule.All, rule => Assert.Same(rule, AggregationRule.Get(rule.Name)));
        Assert.Contains("there are mean, median", Assert.Throws<ArgumentException>(() => AggregationRule.Get("meen")).Message, StringComparison.Ordinal);
    }

    // Six decimals are kept in the file. DistribArMean there is theirs to 3e-5 (a root finder), BayTriVar to 7e-5 (a sampler),
    // GranWAgg only with the granularity that counts 0.15 / 0.05 < 3 as granular.
    [SharedTheory(RecordedPanelData.File)]
    [MemberData(nameof(Shared))]
    [Trait("Category", "Vectors")]
    public void The_scores_shipped_with_aggreCAT_are_reproduced(string column, bool exact)
    {
        var set = RecordedPanelData.DataSet("replicats-idea-2019");
        var questions = set.GetProperty("questions").EnumerateArray().ToList();
        var reference = set.GetProperty("reference_aggregates").GetProperty(column).EnumerateArray().Select(value => value.GetDouble()).ToList();
        Assert.Equal(25, questions.Count);
        var history = new PanelistHistory[25];
        for (var i = 0; i < history.Length; i++)
        {
            double[] Of(string member) => [.. questions.Select(question => question.GetProperty(member)[i].GetDouble())];
            history[i] = PanelistHistory.From(Of("r2"), Of("r2lo"), Of("r2hi"));
            if (column == "GranWAgg") history[i] = history[i] with { GranularShare = Of("r2").Count(p => p / 0.05 != Math.Floor(p / 0.05)) / 25.0 };
        }

        var name = column switch { "ArMean" => "mean", "Median" => "median", "LOArMean" => "geometric-mean-of-odds", "BetaArMean" => "beta-mean-6", _ => column };
        var rule = AggregationRule.Get(name);
        var worst = 0.0;
        foreach (var (question, score) in questions.Zip(reference))
        {
            double[] Of(string member) => [.. question.GetProperty(member).EnumerateArray().Select(value => value.GetDouble())];
            var panel = new PanelForecasts(Of("r2"))
            {
                Lower = Of("r2lo"),
                Upper = Of("r2hi"),
                FirstBest = Of("r1"),
                FirstLower = Of("r1lo"),
                FirstUpper = Of("r1hi"),
                History = history,
            };
            worst = Math.Max(worst, Math.Abs(rule.Aggregate(panel) - score));
        }

        output.WriteLine(FormattableString.Invariant($"{column}: largest difference {worst:0.0e0}"));
        Assert.InRange(worst, 0, exact || column == "GranWAgg" ? 5.01e-7 : column == "BayTriVar" ? 7e-5 : 3e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_yes_of_the_table_holds_and_every_no_has_a_counterexample(string name)
    {
        var rule = AggregationRule.Get(name);
        var (monotone, inRange, orderFree) = (true, true, true);
        for (ulong seed = 1; seed <= Tries; seed++)
        {
            var panel = RandomPanel.Draw(seed);
            var value = rule.Aggregate(panel.Forecasts);
            Assert.InRange(value, 0, 1);

            if (value < panel.Best.Min() - 1e-9 || value > panel.Best.Max() + 1e-9) inRange = false;
            if (Math.Abs(rule.Aggregate(panel.Shuffled(seed).Forecasts) - value) > 1e-9) orderFree = false;
            if (rule.Aggregate(panel.Raised(seed).Forecasts) < value - 1e-9) monotone = false;
        }

        Assert.Equal((rule.IsMonotone, rule.StaysInRange, rule.IgnoresOrder), (monotone, inRange, orderFree));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_rule_reads_and_lacks_is_named(string name)
    {
        var rule = AggregationRule.Get(name);
        if (rule.Inputs == PanelInputs.None)
        {
            Assert.InRange(rule.Aggregate([0.2, 0.4]), 0, 1);
            return;
        }

        Assert.Throws<ArgumentException>(() => rule.Aggregate([0.2, 0.4]));
        Assert.Throws<ArgumentException>(() => rule.Aggregate([]));
        Assert.Throws<ArgumentException>(() => rule.Aggregate([0.2, double.NaN]));
    }

    [Fact]
    public void An_interval_that_does_not_hold_its_estimate_is_refused()
    {
        double[] best = [0.5, 0.9], lower = [0.4, 0.2], upper = [0.6, 0.8];
        var error = Assert.Throws<ArgumentException>(() => AggregationRule.Get("IntWAgg").Aggregate(new PanelForecasts(best) { Lower = lower, Upper = upper }));
        Assert.Contains("Panelist 1 gives the interval 0.2 to 0.8 around 0.9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_interval_outweighs_all_others_and_no_weight_at_all_gives_the_mean()
    {
        double[] best = [0.2, 0.6, 0.8], lower = [0.1, 0.6, 0.8], upper = [0.3, 0.6, 0.8];
        Assert.Equal(0.7, AggregationRule.Get("IntWAgg").Aggregate(new PanelForecasts(best) { Lower = lower, Upper = upper }), 1e-12);
        Assert.Equal(1.6 / 3, AggregationRule.Get("BestShiftWAgg").Aggregate(new PanelForecasts(best) { FirstBest = best }), 1e-12);
    }

    [Theory]
    [InlineData(0.6, 0.9, 0.75)] // up: 0.3 of the 0.4 there were
    [InlineData(0.6, 0.3, 0.5)] // down: 0.3 of 0.6
    [InlineData(0.0, 0.5, 0.5)]
    [InlineData(1.0, 0.5, 0.5)]
    public void A_shift_is_measured_against_the_largest_there_could_have_been(double first, double last, double weight)
    {
        // Beside a panelist who moves from 0.5 to 1, which is all he could: weight 1.
        var value = AggregationRule.Get("BestShiftWAgg").Aggregate(new PanelForecasts([last, 1]) { FirstBest = [first, 0.5] });
        Assert.Equal(((weight * last) + 1) / (weight + 1), value, 1e-12);
    }

    [Fact]
    public void The_mixture_of_two_triangles_has_its_median_where_their_mass_is_halved()
    {
        double[] best = [0.25, 0.75], lower = [0, 0.5], upper = [0.5, 1];
        // Both densities vanish there, so that the mass is halved to the last bit over some 1e-8 around it.
        Assert.Equal(0.5, AggregationRule.Get("TriDistribArMean").Aggregate(new PanelForecasts(best) { Lower = lower, Upper = upper }), 1e-8);

        // One triangle on [0, 1] with its mode at 0: 1 - (1 - x)² = 1/2.
        Assert.Equal(1 - Math.Sqrt(0.5), AggregationRule.Get("TriDistribArMean").Aggregate(new PanelForecasts([0]) { Lower = [0], Upper = [1] }), 1e-12);
    }

    [Fact]
    public void Pivoting_moves_away_from_what_is_thought_of_the_others()
    {
        Assert.Equal(0.8, AggregationRule.Get("minimal-pivoting").Aggregate(new PanelForecasts([0.6, 0.8]) { MetaPrediction = [0.5, 0.7] }), 1e-12);
        Assert.Equal(1, AggregationRule.Get("minimal-pivoting").Aggregate(new PanelForecasts([0.9, 0.9]) { MetaPrediction = [0.5, 0.5] }), 1e-12);
        Assert.Equal(0.9, AggregationRule.Get("meta-probability-weighting").Aggregate(new PanelForecasts([0.5, 0.9]) { MetaPrediction = [0.5, 0.6] }), 1e-12);
    }

    [Fact]
    public void A_history_counts_what_is_no_multiple_of_a_twentieth()
    {
        var history = PanelistHistory.From([0.15, 0.35, 0.37, 0.5], [0.1, 0.2, 0.3, 0.4], [0.2, 0.4, 0.4, 0.9]);
        Assert.Equal(0.25, history.GranularShare);
        Assert.Equal(0.5, history.WidestInterval, 1e-12);
        Assert.Equal(0.0358333333333333, history.IntervalWidthVariance, 1e-12);
        Assert.Throws<ArgumentException>(() => PanelistHistory.From([0.5], [0.6], [0.4]));
        Assert.Throws<ArgumentException>(() => PanelistHistory.From([0.5], [0.4], []));
    }

    [Theory]
    [InlineData(0.9, 0.2, 0.8)]
    [InlineData(0.1, 0.2, 0.2)]
    public void A_softened_mean_cuts_the_far_end(double majority, double minority, double expected)
    {
        // Nine of the majority and one beyond it: that one goes.
        double[] p = [.. Enumerable.Repeat(majority > 0.5 ? 0.8 : 0.2, 9), majority > 0.5 ? 1.0 : 0.0];
        Assert.Equal(expected, Aggregators.SoftenedMean(p, 0.1), 1e-12);
        Assert.NotEqual(majority, minority);
    }

    [Fact]
    public void A_middle_band_is_left_alone()
    {
        Assert.Equal(0.6, Aggregators.BetaTransformedMeanOutside([0.6], 0.4, 0.6), 1e-12);
        Assert.Equal(Aggregators.BetaTransformedMean([0.61]), Aggregators.BetaTransformedMeanOutside([0.61], 0.4, 0.6), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Aggregators.BetaTransformedMeanOutside([0.5], 0.6, 0.4));
    }

    // All that a rule may read, drawn from a seed; estimates keep off the cut at 0.01.
    private sealed class RandomPanel
    {
        public required double[] Best { get; init; }

        public required double[] Lower { get; init; }

        public required double[] Upper { get; init; }

        public required double[] FirstBest { get; init; }

        public required double[] FirstLower { get; init; }

        public required double[] FirstUpper { get; init; }

        public required double[] Meta { get; init; }

        public required double[] Weights { get; init; }

        public required double[] PastBrier { get; init; }

        public required double[] Confidence { get; init; }

        public required PanelistHistory[] History { get; init; }

        public PanelForecasts Forecasts => new(Best)
        {
            Lower = Lower,
            Upper = Upper,
            FirstBest = FirstBest,
            FirstLower = FirstLower,
            FirstUpper = FirstUpper,
            MetaPrediction = Meta,
            Weights = Weights,
            PastBrier = PastBrier,
            Confidence = Confidence,
            History = History,
        };

        public static RandomPanel Draw(ulong seed)
        {
            var random = new StableRandom(seed);
            var n = 2 + random.NextInt(9);
            double[] Column(double low, double high)
            {
                var values = new double[n];
                for (var i = 0; i < n; i++) values[i] = low + ((high - low) * random.NextDouble());
                return values;
            }

            var best = Column(0.02, 0.98);
            var first = Column(0.02, 0.98);
            var (down, up, firstDown, firstUp) = (Column(0, 1), Column(0, 1), Column(0, 1), Column(0, 1));
            var history = new PanelistHistory[n];
            for (var i = 0; i < n; i++) history[i] = new(random.NextDouble(), 0.1 + (0.9 * random.NextDouble()), 0.1 * random.NextDouble(), 0.05 + (0.3 * random.NextDouble()));
            return new()
            {
                Best = best,
                FirstBest = first,
                Lower = [.. best.Zip(down, static (p, share) => p * share)],
                Upper = [.. best.Zip(up, static (p, share) => p + ((1 - p) * share))],
                FirstLower = [.. first.Zip(firstDown, static (p, share) => p * share)],
                FirstUpper = [.. first.Zip(firstUp, static (p, share) => p + ((1 - p) * share))],
                Meta = Column(0, 1),
                Weights = Column(0.01, 1),
                PastBrier = Column(0.01, 0.5),
                Confidence = Column(0.01, 1),
                History = history,
            };
        }

        public RandomPanel Shuffled(ulong seed)
        {
            var random = new StableRandom(seed + 1_000_000);
            var order = Enumerable.Range(0, Best.Length).ToArray();
            random.Shuffle(order.AsSpan());
            T[] By<T>(T[] values) => [.. order.Select(i => values[i])];
            return new()
            {
                Best = By(Best),
                FirstBest = By(FirstBest),
                Lower = By(Lower),
                Upper = By(Upper),
                FirstLower = By(FirstLower),
                FirstUpper = By(FirstUpper),
                Meta = By(Meta),
                Weights = By(Weights),
                PastBrier = By(PastBrier),
                Confidence = By(Confidence),
                History = By(History),
            };
        }

        // One estimate goes up, inside its own interval.
        public RandomPanel Raised(ulong seed)
        {
            var random = new StableRandom(seed + 2_000_000);
            var i = random.NextInt(Best.Length);
            var best = Best.ToArray();
            best[i] += (Math.Min(Upper[i], 0.98) - best[i]) * random.NextDouble();
            return new()
            {
                Best = best,
                FirstBest = FirstBest,
                Lower = Lower,
                Upper = Upper,
                FirstLower = FirstLower,
                FirstUpper = FirstUpper,
                Meta = Meta,
                Weights = Weights,
                PastBrier = PastBrier,
                Confidence = Confidence,
                History = History,
            };
        }
    }
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Delphi.Tests;

[Properties(MaxTest = 300)]
public sealed class AggregatorProperties
{
    // Rules that do not look at the order, and those among them that are averages.
    private static readonly (string Name, Func<double[], double> Rule, bool IsAverage)[] Rules =
    [
        ("mean", p => Aggregators.Mean(p), true),
        ("median", p => Aggregators.Median(p), true),
        ("trim", p => Aggregators.TrimmedMean(p, 0.2), true),
        ("winsor", p => Aggregators.WinsorizedMean(p, 0.2), true),
        ("hdTrim", p => Aggregators.HighestDensityTrim(p, 0.2), true),
        ("halawi", p => Aggregators.HalawiTrim(p), true),
        ("geoMean", p => Aggregators.GeometricMean(p, 1e-9), true),
        ("odds", p => Aggregators.GeometricMeanOfOdds(p, 1e-9), true),
        ("logPool", p => Aggregators.LogPool(p, 1e-9), true),
        ("probit", p => Aggregators.ProbitMean(p, 1e-9), true),
        ("limit", p => Aggregators.DistanceToLimitMean(p), true),
        ("extremized", p => Aggregators.ExtremizedOdds(p, 2), false),
        ("neyman", p => Aggregators.NeymanRoughgarden(p, 0.3), false),
        ("beta", p => Aggregators.BetaTransformedMean(p), false),
        ("baron", p => Aggregators.BaronMean(p), false),
        ("asymmetric", p => Aggregators.AsymmetricMedian(p), false),
    ];

    private static readonly (string Name, Func<double[], double> Rule)[] Symmetric =
    [
        .. Rules.Where(rule => rule.Name is not ("geoMean" or "neyman" or "hdTrim")).Select(rule => (rule.Name, rule.Rule)),
    ];

    public static Arbitrary<double[]> Panel { get; } =
        ArbMap.Default.GeneratorFor<ushort>().Select(x => x / 65535.0).NonEmptyListOf().Where(list => list.Count <= 40).Select(list => list.ToArray()).ToArbitrary();

    [Property]
    public Property The_order_of_the_panelists_does_not_matter(ulong seed) => Prop.ForAll(Panel, p =>
    {
        var shuffled = p.ToArray();
        var random = new StableRandom(seed);
        random.Shuffle(shuffled.AsSpan());
        foreach (var (name, rule, _) in Rules) Near(name, rule(p), rule(shuffled));
        Near("sd", Consensus.PopulationStandardDeviation(p), Consensus.PopulationStandardDeviation(shuffled));
        Near("iqr", Consensus.InterquartileRange(p), Consensus.InterquartileRange(shuffled));
        Near("mad", Consensus.MedianAbsoluteDeviation(p), Consensus.MedianAbsoluteDeviation(shuffled));
    });

    [Property]
    public Property An_average_lies_between_the_extremes(byte[] weights) => Prop.ForAll(Panel, p =>
    {
        foreach (var (name, rule, isAverage) in Rules)
        {
            var value = rule(p);
            var (low, high) = isAverage ? (p.Min() - 1e-8, p.Max() + 1e-8) : (0, 1);
            Assert.True(value >= low && value <= high, FormattableString.Invariant($"{name} of {p.Length} gives {value}, outside [{low}, {high}]"));
        }

        double[] w = [.. p.Select((_, i) => 1.0 + (weights is { Length: > 0 } ? weights[i % weights.Length] : 0))];
        foreach (var value in (double[])[Aggregators.WeightedMean(p, w), Aggregators.WeightedMedian(p, w), Aggregators.RecencyMean(p), Aggregators.RecencyMedian(p)])
        {
            Assert.InRange(value, p.Min() - 1e-12, p.Max() + 1e-12);
        }
    });

    [Property]
    public Property Yes_and_no_are_treated_alike() => Prop.ForAll(Panel, p =>
    {
        double[] no = [.. p.Select(x => 1 - x)];
        foreach (var (name, rule) in Symmetric) Near(name, 1 - rule(p), rule(no), 1e-8);
    });

    [Property]
    public Property The_unanimous_get_their_own_number(ushort raw, byte count) => Prop.ForAll(Panel, _ =>
    {
        var p = raw / 65535.0;
        double[] panel = [.. Enumerable.Repeat(p, (count % 20) + 1)];
        foreach (var (name, rule, isAverage) in Rules) if (isAverage) Near(name, p, rule(panel), 1e-8);
    });

    [Property]
    public Property The_log_pool_is_the_geometric_mean_of_odds() => Prop.ForAll(Panel, p => Near("pool", Aggregators.LogPool(p), Aggregators.GeometricMeanOfOdds(p)));

    [Property]
    public Property Equal_weights_change_nothing(byte weight) => Prop.ForAll(Panel, p =>
    {
        double[] w = [.. p.Select(_ => weight + 1.0)];
        Near("mean", Aggregators.Mean(p), Aggregators.WeightedMean(p, w));
        Near("median", Aggregators.Median(p), Aggregators.WeightedMedian(p, w));
        Near("odds", Aggregators.GeometricMeanOfOdds(p), Aggregators.WeightedGeometricMeanOfOdds(p, w));
    });

    [Property]
    public Property The_median_withstands_four_liars_of_nine(byte a, byte b, byte c, byte d) => Prop.ForAll(Panel, _ =>
    {
        double[] panel = [0.30, 0.31, 0.32, 0.33, 0.34, a / 255.0, b / 255.0, c / 255.0, d / 255.0];
        Assert.InRange(Aggregators.Median(panel), 0.30, 0.34);
    });

    [Property]
    public void Extremisation_stays_within_its_margin(ushort p, ushort spread, byte margin, byte aggressiveness)
    {
        var rule = new SpreadExtremization(Aggressiveness: aggressiveness / 255.0, Margin: margin / 520.0);
        var value = rule.Apply(p / 65535.0, spread / 131070.0);
        Assert.InRange(value, rule.Margin, 1 - rule.Margin);

        // Never across one half.
        Assert.True((value - 0.5) * ((p / 65535.0) - 0.5) >= 0);
    }

    [Property]
    public void The_factor_falls_with_the_spread(ushort a, ushort b)
    {
        var rule = new SpreadExtremization();
        var (low, high) = (Math.Min(a, b) / 131070.0, Math.Max(a, b) / 131070.0);
        Assert.InRange(rule.Factor(high), 0.75, rule.Factor(low));
        Assert.InRange(Consensus.Confidence(high), 0, Consensus.Confidence(low));
    }

    private static void Near(string name, double expected, double actual, double tolerance = 1e-11) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, FormattableString.Invariant($"{name}: {expected} against {actual}"));
}

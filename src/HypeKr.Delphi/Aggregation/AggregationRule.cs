using System.Collections.Immutable;

namespace HypeKr.Delphi;

/// <summary>One rule that turns what a panel says about a question into a probability, with what is known about its behaviour.</summary>
/// <remarks>
/// <para>Every rule is a pure function of a <see cref="PanelForecasts"/> with n ≥ 1 panelists and gives a probability in [0, 1]. <see cref="All"/> is the catalogue;
/// each yes and each no of the three properties is tested. Rules over log odds first cut every p to [0.01, 0.99]: real answers are often exactly 0.</para>
/// <para>A rule that weighs gives the plain mean where every weight is 0, and the mean of those with an infinite weight where some are.</para>
/// <para>The names with "WAgg" are those of the aggreCAT package (Gould et al.), where the formulas are published.</para>
/// </remarks>
public sealed class AggregationRule
{
    private readonly Formula _formula;

    private AggregationRule(string name, string source, PanelInputs inputs, Behaviour behaviour, Formula formula)
    {
        (Name, Source, Inputs, _formula) = (name, source, inputs, formula);
        IsMonotone = behaviour.HasFlag(Behaviour.Monotone);
        StaysInRange = behaviour.HasFlag(Behaviour.InRange);
        IgnoresOrder = behaviour.HasFlag(Behaviour.OrderFree);
    }

    private delegate double Formula(in PanelForecasts panel);

    [Flags]
    private enum Behaviour
    {
        None = 0,
        Monotone = 1,
        InRange = 2,
        OrderFree = 4,
    }

    /// <summary>The arithmetic mean.</summary>
    public static AggregationRule Mean { get; } = new("mean", "linear pool", PanelInputs.None, Behaviour.Monotone | Behaviour.InRange | Behaviour.OrderFree, static (in p) => Aggregators.Mean(p.Best));

    /// <summary>The median.</summary>
    public static AggregationRule Median { get; } = new("median", "aggreCAT Median", PanelInputs.None, Behaviour.Monotone | Behaviour.InRange | Behaviour.OrderFree, static (in p) => Aggregators.Median(p.Best));

    /// <summary>The geometric mean of odds.</summary>
    public static AggregationRule GeometricMeanOfOdds { get; } = new("geometric-mean-of-odds", "Satopää et al. 2014; aggreCAT LOArMean", PanelInputs.None, Behaviour.Monotone | Behaviour.InRange | Behaviour.OrderFree, static (in p) => Aggregators.GeometricMeanOfOdds(p.Best));

    /// <summary>The catalogue, in the order of the documentation.</summary>
    public static ImmutableArray<AggregationRule> All { get; } = Catalogue();

    /// <summary>The name, unique in the catalogue.</summary>
    public string Name { get; }

    /// <summary>Where the rule comes from.</summary>
    public string Source { get; }

    /// <summary>What it reads beside the best estimates.</summary>
    public PanelInputs Inputs { get; }

    /// <summary>Whether a higher estimate, all else equal, never gives a lower result.</summary>
    public bool IsMonotone { get; }

    /// <summary>Whether the result lies between the lowest and the highest best estimate (those in [0.01, 0.99], for rules over log odds).</summary>
    public bool StaysInRange { get; }

    /// <summary>Whether the panelists, each with all that is theirs, may stand in any order.</summary>
    public bool IgnoresOrder { get; }

    /// <summary>The rule of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static AggregationRule Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var rule in All) if (rule.Name == name) return rule;
        throw new ArgumentException($"There is no aggregation rule '{name}'; there are {string.Join(", ", All.Select(rule => rule.Name))}.", nameof(name));
    }

    /// <summary>The aggregate, in [0, 1].</summary>
    /// <param name="panel">What the panel says; it must hold the <see cref="Inputs"/>.</param>
    /// <exception cref="ArgumentException">An input is missing, has another length, or holds a value that it cannot have.</exception>
    public double Aggregate(in PanelForecasts panel)
    {
        panel.Require(Inputs, Name);
        return Math.Clamp(_formula(panel), 0, 1);
    }

    /// <summary>The aggregate of best estimates alone.</summary>
    /// <exception cref="ArgumentException">The rule reads more than that, or a value is no probability.</exception>
    public double Aggregate(ReadOnlySpan<double> best) => Aggregate(new PanelForecasts(best));

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static ImmutableArray<AggregationRule> Catalogue()
    {
        const Behaviour All = Behaviour.Monotone | Behaviour.InRange | Behaviour.OrderFree;
        const Behaviour Average = Behaviour.InRange | Behaviour.OrderFree;
        const Behaviour Extremising = Behaviour.Monotone | Behaviour.OrderFree;
        const PanelInputs Interval = PanelInputs.Interval;
        const PanelInputs IntervalHistory = PanelInputs.Interval | PanelInputs.History;
        const PanelInputs BothRounds = PanelInputs.FirstRound;
        const PanelInputs BothIntervals = PanelInputs.Interval | PanelInputs.FirstRound | PanelInputs.FirstRoundInterval;
        return
        [
            Mean,
            Median,
            new("trimmed-mean-10", "Jose and Winkler 2008", PanelInputs.None, All, static (in p) => Aggregators.TrimmedMean(p.Best, 0.1)),
            new("trimmed-mean-20", "Jose and Winkler 2008", PanelInputs.None, All, static (in p) => Aggregators.TrimmedMean(p.Best, 0.2)),
            new("winsorized-mean-20", "Jose and Winkler 2008", PanelInputs.None, All, static (in p) => Aggregators.WinsorizedMean(p.Best, 0.2)),
            new("highest-density-trim-20", "Powell et al. 2022", PanelInputs.None, Average, static (in p) => Aggregators.HighestDensityTrim(p.Best, 0.2)),
            new("softened-mean-20", "Mandel et al., aggutils", PanelInputs.None, Average, static (in p) => Aggregators.SoftenedMean(p.Best, 0.2)),
            new("halawi-trim", "Halawi et al. 2024", PanelInputs.None, Average, static (in p) => Aggregators.HalawiTrim(p.Best)),
            GeometricMeanOfOdds,
            new("geometric-mean", "aggreCAT GeoMean", PanelInputs.None, All, static (in p) => Aggregators.GeometricMean(p.Best)),
            new("logarithmic-pool", "Genest and Zidek 1986", PanelInputs.None, All, static (in p) => Aggregators.LogPool(p.Best)),
            new("probit-mean", "aggreCAT ProbitArMean", PanelInputs.None, All, static (in p) => Aggregators.ProbitMean(p.Best)),
            new("extremized-odds-1.5", "Satopää et al. 2014", PanelInputs.None, Extremising, static (in p) => Aggregators.ExtremizedOdds(p.Best, 1.5)),
            new("extremized-odds-sqrt3", "Neyman and Roughgarden 2022, limit", PanelInputs.None, Extremising, static (in p) => Aggregators.ExtremizedOdds(p.Best, Math.Sqrt(3))),
            new("neyman-roughgarden", "Neyman and Roughgarden, EC 2022", PanelInputs.None, Extremising, static (in p) => Aggregators.NeymanRoughgarden(p.Best)),
            new("baron-mean-2.5", "Baron et al. 2014", PanelInputs.None, Extremising, static (in p) => Aggregators.BaronMean(p.Best)),
            new("beta-mean-6", "Ranjan and Gneiting 2010; aggreCAT BetaArMean", PanelInputs.None, Extremising, static (in p) => Aggregators.BetaTransformedMean(p.Best)),
            new("beta-mean-6-outside-0.4-0.6", "aggreCAT BetaArMean2", PanelInputs.None, Extremising, static (in p) => Aggregators.BetaTransformedMeanOutside(p.Best, 0.4, 0.6)),
            new("spread-extremized-median", "the original", PanelInputs.None, Behaviour.OrderFree, static (in p) => Aggregators.AsymmetricMedian(p.Best)),
            new("recency-median", "Metaculus", PanelInputs.None, Behaviour.Monotone | Behaviour.InRange, static (in p) => Aggregators.RecencyMedian(p.Best)),
            new("recency-mean", "Metaculus", PanelInputs.None, Behaviour.Monotone | Behaviour.InRange, static (in p) => Aggregators.RecencyMean(p.Best)),
            new("OutWAgg", "aggreCAT", PanelInputs.None, Average, static (in p) => Aggregators.OutlierWeightedMean(p.Best)),
            new("DistLimitWAgg", "aggreCAT", PanelInputs.None, All, static (in p) => Aggregators.DistanceToLimitMean(p.Best)),
            new("weighted-mean", "linear pool", PanelInputs.Weights, All, static (in p) => Aggregators.WeightedMean(p.Best, p.Weights)),
            new("weighted-median", "classic", PanelInputs.Weights, All, static (in p) => Aggregators.WeightedMedian(p.Best, p.Weights)),
            new("weighted-geometric-mean-of-odds", "logarithmic pool", PanelInputs.Weights, All, static (in p) => Aggregators.WeightedGeometricMeanOfOdds(p.Best, p.Weights)),
            new("inverse-brier", "classic", PanelInputs.PastBrier, All, static (in p) => Weighted(p, static (in p, i) => 1 / p.PastBrier[i])),
            new("skill-over-half", "classic", PanelInputs.PastBrier, All, static (in p) => Weighted(p, static (in p, i) => Math.Max(0, 0.25 - p.PastBrier[i]))),
            new("confidence-and-record", "the original's older swarm", PanelInputs.PastBrier | PanelInputs.Confidence, All, static (in p) => Weighted(p, static (in p, i) => p.Confidence[i] * (1 + Math.Max(0, 1 - (2 * p.PastBrier[i]))))),
            new("GranWAgg", "aggreCAT", PanelInputs.History, All, static (in p) => Weighted(p, static (in p, i) => p.History[i].GranularShare)),
            new("IntWAgg", "aggreCAT", Interval, All, static (in p) => Weighted(p, static (in p, i) => 1 / (p.Upper[i] - p.Lower[i]))),
            new("IndIntWAgg", "aggreCAT", IntervalHistory, All, static (in p) => Weighted(p, IndividualInterval)),
            new("AsymWAgg", "aggreCAT", Interval, Average, static (in p) => Weighted(p, Asymmetry)),
            new("IndIntAsymWAgg", "aggreCAT", IntervalHistory, Average, static (in p) => Weighted(p, static (in p, i) => Product(IndividualInterval(p, i), Asymmetry(p, i)))),
            new("VarIndIntWAgg", "aggreCAT", PanelInputs.History, All, static (in p) => Weighted(p, static (in p, i) => p.History[i].IntervalWidthVariance)),
            new("KitchSinkWAgg", "aggreCAT", IntervalHistory, Average, static (in p) => Weighted(p, static (in p, i) => Product(IndividualInterval(p, i), Asymmetry(p, i)) * p.History[i].IntervalWidthVariance)),
            new("ShiftWAgg", "aggreCAT", BothIntervals, Average, static (in p) => Weighted(p, static (in p, i) => Math.Abs(p.FirstBest[i] - p.Best[i]) + ((Math.Abs(p.FirstLower[i] - p.Lower[i]) + Math.Abs(p.FirstUpper[i] - p.Upper[i])) / 2))),
            new("BestShiftWAgg", "aggreCAT", BothRounds, Average, static (in p) => Weighted(p, static (in p, i) => RelativeShift(p.FirstBest[i], p.Best[i]))),
            new("IntShiftWAgg", "aggreCAT", BothIntervals, All, static (in p) => Weighted(p, Narrowing)),
            new("DistShiftWAgg", "aggreCAT", BothRounds, All, static (in p) => Weighted(p, Certainty)),
            new("DistIntShiftWAgg", "aggreCAT", BothIntervals, All, static (in p) => Weighted(p, static (in p, i) => Product(Narrowing(p, i), Certainty(p, i)))),
            new("DistribArMean", "aggreCAT", Interval, All, static (in p) => MixtureMedian(p, PiecewiseUniform)),
            new("TriDistribArMean", "aggreCAT", Interval, Extremising, static (in p) => MixtureMedian(p, Triangular)),
            new("BayTriVar", "aggreCAT", IntervalHistory, Behaviour.OrderFree, static (in p) => NormalPosterior(p)),
            new("minimal-pivoting", "Palley and Soll 2019", PanelInputs.MetaPrediction, Extremising, static (in p) => (2 * Aggregators.PlainMean(p.Best)) - Aggregators.PlainMean(p.MetaPrediction)),
            new("meta-probability-weighting", "Martinie et al. 2020", PanelInputs.MetaPrediction, Average, static (in p) => Weighted(p, static (in p, i) => Math.Abs(p.Best[i] - p.MetaPrediction[i]))),
        ];
    }

    private delegate double WeightOf(in PanelForecasts panel, int panelist);

    private delegate double Distribution(double lower, double best, double upper, double x);

    // The limits: a panelist of infinite weight outweighs all of finite weight, and nobody's weight is nobody's preference.
    private static double Weighted(in PanelForecasts panel, WeightOf weightOf)
    {
        var (sum, total) = (0.0, 0.0);
        var (infiniteSum, infinite) = (0.0, 0);
        for (var i = 0; i < panel.Best.Length; i++)
        {
            var weight = weightOf(panel, i);
            if (double.IsPositiveInfinity(weight))
            {
                infinite++;
                infiniteSum += panel.Best[i];
                continue;
            }

            sum += weight * panel.Best[i];
            total += weight;
        }

        if (infinite > 0) return infiniteSum / infinite;
        return total > 0 ? sum / total : Aggregators.PlainMean(panel.Best);
    }

    // Zero times infinity is a weight of zero: what the other factor rules out stays out.
    private static double Product(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    private static double IndividualInterval(in PanelForecasts panel, int i) => panel.History[i].WidestInterval / (panel.Upper[i] - panel.Lower[i]) is var weight && double.IsNaN(weight) ? double.PositiveInfinity : weight;

    private static double Asymmetry(in PanelForecasts panel, int i)
    {
        var (lower, best, upper) = (panel.Lower[i], panel.Best[i], panel.Upper[i]);
        if (upper == lower) return 1;
        var tail = best >= (upper + lower) / 2 ? upper - best : best - lower;
        return Math.Max(0, 1 - (2 * tail / (upper - lower)));
    }

    private static double RelativeShift(double first, double last)
    {
        if (first == last) return 0;
        return last < first ? (first - last) / first : (last - first) / (1 - first);
    }

    private static double Narrowing(in PanelForecasts panel, int i) => 1 / (panel.Upper[i] - panel.Lower[i] - (panel.FirstUpper[i] - panel.FirstLower[i]) + 1);

    private static double Certainty(in PanelForecasts panel, int i) =>
        1 - (Math.Min(panel.Best[i], 1 - panel.Best[i]) - Math.Min(panel.FirstBest[i], 1 - panel.FirstBest[i]));

    // The median of the equal mixture of the panelists' distributions, to the last bits by bisection.
    private static double MixtureMedian(in PanelForecasts panel, Distribution distribution)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            var mass = 0.0;
            for (var i = 0; i < panel.Best.Length; i++) mass += distribution(panel.Lower[i], panel.Best[i], panel.Upper[i], middle);
            if (mass < 0.5 * panel.Best.Length) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    // 5, 45, 45 and 5 % of the mass between 0, lower, best, upper and 1, evenly in each part.
    private static double PiecewiseUniform(double lower, double best, double upper, double x)
    {
        if (x < lower) return 0.05 * x / lower;
        if (x < best) return 0.05 + (0.45 * (x - lower) / (best - lower));
        if (x < upper) return 0.5 + (0.45 * (x - best) / (upper - best));
        return x < 1 ? 0.95 + (0.05 * (x - upper) / (1 - upper)) : 1;
    }

    private static double Triangular(double lower, double best, double upper, double x)
    {
        if (x < lower) return 0;
        if (x >= upper) return 1;
        return x < best
            ? (x - lower) * (x - lower) / ((upper - lower) * (best - lower))
            : 1 - ((upper - x) * (upper - x) / ((upper - lower) * (upper - best)));
    }

    // Conjugate: logit(0.99 p) ~ N(μ, s²), μ ~ N(0, 1/3), s = (width + 0.01) √(spread over panelists² + spread over the panelist's questions²).
    private static double NormalPosterior(in PanelForecasts panel)
    {
        const double PriorPrecision = 3;
        var claim = PanelistHistory.SampleVariance(panel.Best);
        var (weighted, precision) = (0.0, PriorPrecision);
        var (certainSum, certain) = (0.0, 0);
        for (var i = 0; i < panel.Best.Length; i++)
        {
            var p = 0.99 * Math.Max(panel.Best[i], Aggregators.DefaultClip);
            var logit = Math.Log(p / (1 - p));
            var person = panel.History[i].StandardDeviation;
            var width = panel.Upper[i] - panel.Lower[i] + 0.01;
            var variance = width * width * (claim + (person * person));
            if (variance == 0)
            {
                certain++;
                certainSum += logit;
                continue;
            }

            weighted += logit / variance;
            precision += 1 / variance;
        }

        return Aggregators.Sigmoid(certain > 0 ? certainSum / certain : weighted / precision);
    }
}

using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Ranks aggregation rules on past panels.</summary>
/// <remarks>
/// The best of forty rules on thirty questions is mostly luck: read the paired interval, not the order. Only the aggregating half of a protocol can be judged
/// this way; what prompts and rounds do to the answers cannot.
/// </remarks>
public static class AggregationRanking
{
    /// <summary>Scores every rule on every panel and compares each with a baseline, question by question.</summary>
    /// <param name="panels">At least two past panels.</param>
    /// <param name="rules">The rules; null takes the whole catalogue but for rules whose inputs a panel lacks.</param>
    /// <param name="baseline">What differences are taken to; null is the mean.</param>
    /// <param name="resamples">Bootstrap samples, at least 100; questions are drawn with all their rows.</param>
    /// <param name="seed">The same seed and panels give the same intervals on every machine.</param>
    /// <returns>The rules by Brier score, the lowest first; equal ones in the order given.</returns>
    /// <exception cref="ArgumentException">Fewer than two panels, or a panel that a stated rule cannot read.</exception>
    public static IReadOnlyList<RankedRule> Rank(
        IReadOnlyList<PastPanel> panels, IReadOnlyList<AggregationRule>? rules = null, AggregationRule? baseline = null, int resamples = 2000, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        if (panels.Count < 2) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {panels.Count} panels; at least two are needed to rank anything."), nameof(panels));

        if (rules is null)
        {
            var common = panels.Aggregate((PanelInputs)~0, static (inputs, panel) => inputs & panel.Inputs);
            rules = [.. AggregationRule.All.Where(rule => (rule.Inputs & ~common) == 0)];
        }

        var reference = Losses(panels, baseline ?? AggregationRule.Mean);
        var (clusters, sizes) = Clusters(panels);
        var rows = new List<RankedRule>(rules.Count);
        foreach (var rule in rules)
        {
            var losses = Losses(panels, rule);
            var differences = new double[sizes.Length];
            for (var i = 0; i < panels.Count; i++) differences[clusters[i]] += losses[i].Brier - reference[i].Brier;
            var (lower, upper) = Interval(differences, sizes, resamples, seed);
            var brier = losses.Average(loss => loss.Brier);
            rows.Add(new(rule, brier, losses.Average(loss => loss.Log), brier - reference.Average(loss => loss.Brier), lower, upper));
        }

        return [.. rows.OrderBy(row => row.Brier)];
    }

    private static (double Brier, double Log)[] Losses(IReadOnlyList<PastPanel> panels, AggregationRule rule)
    {
        var losses = new (double, double)[panels.Count];
        for (var i = 0; i < losses.Length; i++)
        {
            var p = panels[i].Aggregate(rule);
            var miss = panels[i].Outcome ? 1 - p : p;
            losses[i] = (miss * miss, -Math.Log(1 - Aggregators.Clip(miss, Aggregators.DefaultClip)));
        }

        return losses;
    }

    private static (int[] Clusters, int[] Sizes) Clusters(IReadOnlyList<PastPanel> panels)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var sizes = new List<int>();
        var clusters = new int[panels.Count];
        for (var i = 0; i < clusters.Length; i++)
        {
            if (panels[i].Cluster is { } name && index.TryGetValue(name, out var known))
            {
                clusters[i] = known;
                sizes[known]++;
                continue;
            }

            clusters[i] = sizes.Count;
            if (panels[i].Cluster is { } first) index.Add(first, sizes.Count);
            sizes.Add(1);
        }

        return (clusters, [.. sizes]);
    }

    // Every rule sees the same draws, since each starts from the same seed: their intervals can be compared.
    private static (double Lower, double Upper) Interval(double[] differences, int[] sizes, int resamples, ulong seed)
    {
        var random = new StableRandom(seed);
        var means = new double[resamples];
        for (var sample = 0; sample < resamples; sample++)
        {
            var (sum, rows) = (0.0, 0L);
            for (var draw = 0; draw < sizes.Length; draw++)
            {
                var cluster = random.NextInt(sizes.Length);
                sum += differences[cluster];
                rows += sizes[cluster];
            }

            means[sample] = sum / rows;
        }

        Array.Sort(means);
        return (means[(int)(0.025 * (resamples - 1))], means[(int)Math.Ceiling(0.975 * (resamples - 1))]);
    }
}

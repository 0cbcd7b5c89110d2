using System.Globalization;
using MathNet.Numerics;

namespace HypeKr.Delphi;

/// <summary>Rules that turn the probabilities of a panel into one.</summary>
/// <remarks>
/// <para>Every rule takes n ≥ 1 finite probabilities in [0, 1] and returns one in [0, 1]. NaN, infinities and values
/// outside [0, 1] are refused with <see cref="ArgumentException"/>, and so is an empty panel: there is no neutral answer.</para>
/// <para>Sums run in the order given, so a result is the same on every machine; another order may differ in the last bits.
/// Rules that need a logarithm first cut each p to [clip, 1 - clip]; <see cref="DefaultClip"/> unless told otherwise.</para>
/// </remarks>
public static class Aggregators
{
    /// <summary>0.01: how far a probability is kept from 0 and 1 before a logarithm, so that one certain panelist is no veto.</summary>
    public const double DefaultClip = 0.01;

    // Distances that differ by rounding alone are ties: |0.2 - 0.5| and |0.8 - 0.5| differ in the last bit.
    private const double TieTolerance = 1e-12;

    /// <summary>Arithmetic mean (linear pool): Σp / n.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    public static double Mean(ReadOnlySpan<double> probabilities)
    {
        Check(probabilities);
        return PlainMean(probabilities);
    }

    /// <summary>Median; the midpoint of the two middle values where n is even.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <remarks>Withstands ⌊(n-1)/2⌋ arbitrary values: 4 of 9. O(n log n).</remarks>
    public static double Median(ReadOnlySpan<double> probabilities)
    {
        Check(probabilities);
        return MiddleOf(Sorted(probabilities));
    }

    /// <summary>Trimmed mean: ⌊q n⌋ values are dropped at each end.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="fraction">q in [0, 0.5).</param>
    /// <remarks>Jose and Winkler, Simple robust averages of forecasts, Int. J. Forecasting 24 (2008).</remarks>
    public static double TrimmedMean(ReadOnlySpan<double> probabilities, double fraction)
    {
        Check(probabilities);
        var drop = EndCount(probabilities.Length, fraction, 0.5);
        return PlainMean(Sorted(probabilities).AsSpan(drop, probabilities.Length - (2 * drop)));
    }

    /// <summary>Winsorised mean: ⌊q n⌋ values at each end are replaced by the nearest value that stays.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="fraction">q in [0, 0.5).</param>
    /// <remarks>Jose and Winkler (2008).</remarks>
    public static double WinsorizedMean(ReadOnlySpan<double> probabilities, double fraction)
    {
        Check(probabilities);
        var replace = EndCount(probabilities.Length, fraction, 0.5);
        var sorted = Sorted(probabilities);
        Array.Fill(sorted, sorted[replace], 0, replace);
        Array.Fill(sorted, sorted[^(replace + 1)], sorted.Length - replace, replace);
        return PlainMean(sorted);
    }

    /// <summary>Highest-density trim: the mean of the narrowest window of n - ⌊q n⌋ sorted values, the lowest on a tie.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="fraction">q in [0, 1): the share left out.</param>
    /// <remarks>Powell et al. (2022). Unlike <see cref="TrimmedMean"/> it may drop from one end alone.</remarks>
    public static double HighestDensityTrim(ReadOnlySpan<double> probabilities, double fraction)
    {
        Check(probabilities);
        var sorted = Sorted(probabilities);
        var size = sorted.Length - EndCount(sorted.Length, fraction, 1);
        var (start, width) = (0, double.PositiveInfinity);
        for (var i = 0; i + size <= sorted.Length; i++)
        {
            var candidate = sorted[i + size - 1] - sorted[i];
            if (candidate < width - TieTolerance) (start, width) = (i, candidate);
        }

        return PlainMean(sorted.AsSpan(start, size));
    }

    /// <summary>Mean in which the values farthest from the median weigh one half, and the rest 1 + 0.5/(n-1).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities; one alone is returned as it is.</param>
    /// <remarks>The trim of Halawi et al., Approaching Human-Level Forecasting with Language Models (arXiv:2402.18563).</remarks>
    public static double HalawiTrim(ReadOnlySpan<double> probabilities)
    {
        Check(probabilities);
        if (probabilities.Length == 1) return probabilities[0];

        var median = MiddleOf(Sorted(probabilities));
        var farthest = 0.0;
        foreach (var p in probabilities) farthest = Math.Max(farthest, Math.Abs(p - median));

        var weights = new double[probabilities.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var isFarthest = farthest - Math.Abs(probabilities[i] - median) <= TieTolerance;
            weights[i] = isFarthest ? 0.5 : 1 + (0.5 / (probabilities.Length - 1));
        }

        return PlainWeightedMean(probabilities, weights);
    }

    /// <summary>Geometric mean of odds: σ(mean logit). Equals the renormalised logarithmic pool.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="clip">In (0, 0.5): each p is cut to [clip, 1 - clip].</param>
    /// <remarks>Satopää et al. (2014); externally Bayesian.</remarks>
    public static double GeometricMeanOfOdds(ReadOnlySpan<double> probabilities, double clip = DefaultClip) =>
        Sigmoid(MeanLogit(probabilities, clip));

    /// <summary>Mean of the log odds, ln(p / (1 - p)), after the cut.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="clip">In (0, 0.5): each p is cut to [clip, 1 - clip].</param>
    /// <returns>A log odds, finite because of the cut; not a probability.</returns>
    public static double MeanLogit(ReadOnlySpan<double> probabilities, double clip = DefaultClip)
    {
        Check(probabilities);
        CheckClip(clip);
        var sum = 0.0;
        foreach (var p in probabilities) sum += Logit(Clip(p, clip));
        return sum / probabilities.Length;
    }

    /// <summary>Geometric mean of odds raised to a power: σ(d · mean logit).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="exponent">d &gt; 0; above 1 extremises. Panels of language models want 1.15 to 1.2, human ones 1.6 to 2.6: fit it.</param>
    /// <param name="clip">In (0, 0.5).</param>
    /// <remarks>Satopää et al., Combining multiple probability predictions using a simple logit model (2014).</remarks>
    public static double ExtremizedOdds(ReadOnlySpan<double> probabilities, double exponent, double clip = DefaultClip)
    {
        if (!(exponent > 0) || double.IsInfinity(exponent)) throw Out(nameof(exponent), exponent, "a finite exponent above 0");
        return Sigmoid(exponent * MeanLogit(probabilities, clip));
    }

    /// <summary>Extremises away from a base rate with the factor that is worst-case optimal for n panelists of one prior.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="baseRate">The common prior, in (0, 1).</param>
    /// <param name="clip">In (0, 0.5).</param>
    /// <remarks>
    /// Neyman and Roughgarden, Are you smarter than a random expert? (EC 2022):
    /// σ(l₀ + d (mean logit - l₀)) with d = n(√(3n² - 3n + 1) - 2)/(n² - n - 1), 1 for n = 1, √3 in the limit.
    /// </remarks>
    public static double NeymanRoughgarden(ReadOnlySpan<double> probabilities, double baseRate = 0.5, double clip = DefaultClip)
    {
        if (!(baseRate > 0 && baseRate < 1)) throw Out(nameof(baseRate), baseRate, "a base rate strictly between 0 and 1");
        var mean = MeanLogit(probabilities, clip);
        double n = probabilities.Length;
        var d = n == 1 ? 1 : n * (Math.Sqrt((3 * n * n) - (3 * n) + 1) - 2) / ((n * n) - n - 1);
        var prior = Logit(baseRate);
        return Sigmoid(prior + (d * (mean - prior)));
    }

    /// <summary>Probit mean: Φ(mean Φ⁻¹(p)).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="clip">In (0, 0.5).</param>
    public static double ProbitMean(ReadOnlySpan<double> probabilities, double clip = DefaultClip)
    {
        Check(probabilities);
        CheckClip(clip);
        var sum = 0.0;
        foreach (var p in probabilities) sum -= Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * Clip(p, clip));
        return 0.5 * SpecialFunctions.Erfc(-(sum / probabilities.Length) / Constants.Sqrt2);
    }

    /// <summary>Geometric mean of the probabilities, (Πp)^(1/n).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="clip">In (0, 0.5).</param>
    /// <remarks>Not symmetric: the values for YES and for NO do not sum to 1. <see cref="LogPool"/> repairs that.</remarks>
    public static double GeometricMean(ReadOnlySpan<double> probabilities, double clip = DefaultClip)
    {
        Check(probabilities);
        CheckClip(clip);
        return Math.Exp(MeanLog(probabilities, clip, complement: false));
    }

    /// <summary>Logarithmic pool: the geometric mean of p over its sum with the geometric mean of 1 - p.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="clip">In (0, 0.5).</param>
    public static double LogPool(ReadOnlySpan<double> probabilities, double clip = DefaultClip)
    {
        Check(probabilities);
        CheckClip(clip);
        var yes = Math.Exp(MeanLog(probabilities, clip, complement: false));
        var no = Math.Exp(MeanLog(probabilities, clip, complement: true));
        return yes / (yes + no);
    }

    /// <summary>Beta-transformed linear pool: the Beta(α, β) distribution function of the mean.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="alpha">α &gt; 0; 6 is aggreCAT's default, tuned on its own data.</param>
    /// <param name="beta">β &gt; 0.</param>
    /// <remarks>Ranjan and Gneiting, Combining probability forecasts, J. R. Stat. Soc. B 72 (2010).</remarks>
    public static double BetaTransformedMean(ReadOnlySpan<double> probabilities, double alpha = 6, double beta = 6)
    {
        if (!(alpha > 0) || double.IsInfinity(alpha)) throw Out(nameof(alpha), alpha, "a finite shape above 0");
        if (!(beta > 0) || double.IsInfinity(beta)) throw Out(nameof(beta), beta, "a finite shape above 0");
        return SpecialFunctions.BetaRegularized(alpha, beta, Math.Min(Mean(probabilities), 1));
    }

    /// <summary>The mean m sent through mᵃ / (mᵃ + (1 - m)ᵃ).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="exponent">a &gt; 0, a constant to be fitted; above 1 extremises. It does not depend on the spread.</param>
    /// <remarks>Baron et al., Two reasons to make aggregated probability forecasts more extreme, Decision Analysis 11 (2014); Karmarkar (1978).</remarks>
    public static double BaronMean(ReadOnlySpan<double> probabilities, double exponent = 2.5)
    {
        if (!(exponent > 0) || double.IsInfinity(exponent)) throw Out(nameof(exponent), exponent, "a finite exponent above 0");
        var mean = Mean(probabilities);
        var yes = Math.Pow(mean, exponent);
        return yes / (yes + Math.Pow(1 - mean, exponent));
    }

    /// <summary>Softened mean: the ⌊q n⌋ highest values are left out where the mean is above one half, the lowest where it is below.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="fraction">q in [0, 1).</param>
    /// <remarks>The opposite of extremising, for panels that exaggerate; not monotone, since crossing one half changes the end that is cut.</remarks>
    public static double SoftenedMean(ReadOnlySpan<double> probabilities, double fraction)
    {
        Check(probabilities);
        var drop = EndCount(probabilities.Length, fraction, 1);
        var mean = PlainMean(probabilities);
        if (mean == 0.5) return mean;
        var sorted = Sorted(probabilities);
        return PlainMean(mean > 0.5 ? sorted.AsSpan(0, sorted.Length - drop) : sorted.AsSpan(drop));
    }

    /// <summary>The beta-transformed mean, but the plain mean where that lies in a middle band, both ends included.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="bandLower">Lower end of the band, in [0, 1].</param>
    /// <param name="bandUpper">Upper end, at least <paramref name="bandLower"/>.</param>
    /// <param name="alpha">α &gt; 0.</param>
    /// <param name="beta">β &gt; 0.</param>
    /// <remarks>aggreCAT's BetaArMean2: a panel that does not know is not pushed anywhere.</remarks>
    public static double BetaTransformedMeanOutside(ReadOnlySpan<double> probabilities, double bandLower, double bandUpper, double alpha = 6, double beta = 6)
    {
        if (bandLower is not (>= 0 and <= 1)) throw Out(nameof(bandLower), bandLower, "a probability");
        if (!(bandUpper >= bandLower && bandUpper <= 1)) throw Out(nameof(bandUpper), bandUpper, "a probability of at least the lower end");
        var transformed = BetaTransformedMean(probabilities, alpha, beta);
        var mean = PlainMean(probabilities);
        return mean >= bandLower && mean <= bandUpper ? mean : transformed;
    }

    /// <summary>The median stretched from one half by a factor that depends on the population spread, cut to [0, 1].</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="rule">The stretch; by default the original's, with no margin at 0 and 1.</param>
    /// <remarks>See <see cref="SpreadExtremization"/> for the formula.</remarks>
    public static double AsymmetricMedian(ReadOnlySpan<double> probabilities, SpreadExtremization? rule = null)
    {
        var median = Median(probabilities);
        return (rule ?? new SpreadExtremization(Margin: 0)).Apply(median, Consensus.PopulationStandardDeviation(probabilities));
    }

    /// <summary>Weighted mean: Σwp / Σw.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="weights">n finite weights ≥ 0, not all zero.</param>
    public static double WeightedMean(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        Check(probabilities);
        CheckWeights(probabilities.Length, weights);
        return PlainWeightedMean(probabilities, weights);
    }

    /// <summary>Weighted median: where the cumulative weight passes one half; the midpoint to the next value where it hits one half exactly.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="weights">n finite weights ≥ 0, not all zero.</param>
    public static double WeightedMedian(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        Check(probabilities);
        CheckWeights(probabilities.Length, weights);

        var values = probabilities.ToArray();
        var sortedWeights = weights.ToArray();
        Array.Sort(values, sortedWeights);
        var half = Sum(sortedWeights) / 2;
        var cumulative = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            if (sortedWeights[i] == 0) continue;
            cumulative += sortedWeights[i];
            if (Math.Abs(cumulative - half) <= TieTolerance * half)
            {
                var next = i + 1;
                while (sortedWeights[next] == 0) next++;
                return (values[i] + values[next]) / 2;
            }

            if (cumulative > half) return values[i];
        }

        return values[^1];
    }

    /// <summary>Geometric mean of odds with weights: σ(Σw logit / Σw).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="weights">n finite weights ≥ 0, not all zero.</param>
    /// <param name="clip">In (0, 0.5).</param>
    public static double WeightedGeometricMeanOfOdds(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights, double clip = DefaultClip)
    {
        Check(probabilities);
        CheckClip(clip);
        CheckWeights(probabilities.Length, weights);
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++) sum += weights[i] * Logit(Clip(probabilities[i], clip));
        return Sigmoid(sum / Sum(weights));
    }

    /// <summary>Weighted median that prefers recent forecasts, with <see cref="PanelWeights.Recency"/>.</summary>
    /// <param name="oldestFirst">n ≥ 1 probabilities, the oldest first: here the order matters.</param>
    /// <remarks>Metaculus' recency-weighted community aggregate.</remarks>
    public static double RecencyMedian(ReadOnlySpan<double> oldestFirst)
    {
        Check(oldestFirst);
        return WeightedMedian(oldestFirst, PanelWeights.Recency(oldestFirst.Length));
    }

    /// <summary>Weighted mean that prefers recent forecasts, with <see cref="PanelWeights.Recency"/>.</summary>
    /// <param name="oldestFirst">n ≥ 1 probabilities, the oldest first: here the order matters.</param>
    public static double RecencyMean(ReadOnlySpan<double> oldestFirst)
    {
        Check(oldestFirst);
        return WeightedMean(oldestFirst, PanelWeights.Recency(oldestFirst.Length));
    }

    /// <summary>Weighs down outliers: w = 1 - (median - p)² / max; the mean where every weight vanishes.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <remarks>
    /// aggreCAT's OutWAgg. It is ill-conditioned for two panelists, whose exact weights are both 0: the rounding of the
    /// squares may leave one of them a weight of 1e-16, and so the whole result. The definition has no tolerance and neither has this.
    /// </remarks>
    public static double OutlierWeightedMean(ReadOnlySpan<double> probabilities)
    {
        Check(probabilities);
        var median = MiddleOf(Sorted(probabilities));
        var weights = new double[probabilities.Length];
        var largest = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (median - probabilities[i]) * (median - probabilities[i]);
            largest = Math.Max(largest, weights[i]);
        }

        if (largest == 0) return PlainMean(probabilities);
        for (var i = 0; i < weights.Length; i++) weights[i] = 1 - (weights[i] / largest);
        return Sum(weights) == 0 ? PlainMean(probabilities) : PlainWeightedMean(probabilities, weights);
    }

    /// <summary>Weighs up the certain: w = max(p, 1 - p).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <remarks>aggreCAT's DistLimitWAgg.</remarks>
    public static double DistanceToLimitMean(ReadOnlySpan<double> probabilities)
    {
        Check(probabilities);
        var weights = new double[probabilities.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] = Math.Max(probabilities[i], 1 - probabilities[i]);
        return PlainWeightedMean(probabilities, weights);
    }

    internal static double Clip(double p, double clip) => Math.Min(Math.Max(p, clip), 1 - clip);

    internal static double Logit(double p) => Math.Log(p / (1 - p));

    internal static double Sigmoid(double logit) => logit >= 0
        ? 1 / (1 + Math.Exp(-logit))
        : Math.Exp(logit) / (1 + Math.Exp(logit));

    internal static double[] Sorted(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    internal static double MiddleOf(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    internal static double PlainMean(ReadOnlySpan<double> values) => Sum(values) / values.Length;

    internal static void Check(ReadOnlySpan<double> probabilities)
    {
        if (probabilities.IsEmpty) throw new ArgumentException("There are no probabilities to aggregate; at least one is needed.", nameof(probabilities));
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] is >= 0 and <= 1) continue;
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"probabilities[{i}] is {probabilities[i]}; a probability is a number from 0 to 1."),
                nameof(probabilities));
        }
    }

    private static double MeanLog(ReadOnlySpan<double> probabilities, double clip, bool complement)
    {
        var sum = 0.0;
        foreach (var p in probabilities)
        {
            var cut = Clip(p, clip);
            sum += Math.Log(complement ? 1 - cut : cut);
        }

        return sum / probabilities.Length;
    }

    private static double PlainWeightedMean(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++) sum += weights[i] * values[i];
        return sum / Sum(weights);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }

    // The small allowance keeps ⌊0.29 · 100⌋ = 29, which plain double arithmetic makes 28.
    private static int EndCount(int n, double fraction, double limit)
    {
        if (!(fraction >= 0 && fraction < limit))
        {
            throw Out(nameof(fraction), fraction, string.Create(CultureInfo.InvariantCulture, $"a share of at least 0 and below {limit}"));
        }

        return (int)Math.Floor((fraction * n) + 1e-9);
    }

    private static void CheckClip(double clip)
    {
        if (!(clip > 0 && clip < 0.5)) throw Out(nameof(clip), clip, "a clip strictly between 0 and 0.5");
    }

    internal static void CheckWeights(int n, ReadOnlySpan<double> weights)
    {
        if (weights.Length != n)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {weights.Length} weights for {n} probabilities; each needs one."),
                nameof(weights));
        }

        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] >= 0 && !double.IsInfinity(weights[i])) continue;
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"weights[{i}] is {weights[i]}; a weight is a finite number of at least 0."),
                nameof(weights));
        }

        if (Sum(weights) == 0) throw new ArgumentException("All weights are 0; at least one must be above 0.", nameof(weights));
    }

    private static ArgumentOutOfRangeException Out(string name, double value, string expected) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; expected {expected}."));
}

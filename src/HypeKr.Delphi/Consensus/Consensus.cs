using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>How far the members of a panel agree.</summary>
/// <remarks>Every figure takes n ≥ 1 probabilities in [0, 1] and refuses others with <see cref="ArgumentException"/>.</remarks>
public static class Consensus
{
    // 0.55 - 0.50 is 0.05000000000000004 in doubles; such a value lies within 0.05.
    private const double RoundingAllowance = 1e-12;

    /// <summary>Population standard deviation, √(Σ(p - mean)² / n): the spread of a Delphi round.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities. One alone has spread 0, which is no agreement.</param>
    public static double PopulationStandardDeviation(ReadOnlySpan<double> probabilities)
    {
        Aggregators.Check(probabilities);
        return Math.Sqrt(SquaredDeviations(probabilities) / probabilities.Length);
    }

    /// <summary>Sample standard deviation, √(Σ(p - mean)² / (n - 1)).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <returns>null for n = 1, where it is undefined.</returns>
    public static double? SampleStandardDeviation(ReadOnlySpan<double> probabilities)
    {
        Aggregators.Check(probabilities);
        return probabilities.Length == 1 ? null : Math.Sqrt(SquaredDeviations(probabilities) / (probabilities.Length - 1));
    }

    /// <summary>Largest minus smallest.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    public static double Range(ReadOnlySpan<double> probabilities)
    {
        var sorted = CheckAndSort(probabilities);
        return sorted[^1] - sorted[0];
    }

    /// <summary>Quantile of type 7 (Hyndman and Fan 1996): linear between the sorted values at position (n - 1) q.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="quantile">q in [0, 1].</param>
    public static double Quantile(ReadOnlySpan<double> probabilities, double quantile)
    {
        if (quantile is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile is asked for by a number from 0 to 1.");
        return QuantileOf(CheckAndSort(probabilities), quantile);
    }

    /// <summary>Interquartile range, from quantiles of type 7.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    public static double InterquartileRange(ReadOnlySpan<double> probabilities)
    {
        var sorted = CheckAndSort(probabilities);
        return QuantileOf(sorted, 0.75) - QuantileOf(sorted, 0.25);
    }

    /// <summary>Coefficient of variation: population standard deviation over the mean.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <returns>null where the mean is 0.</returns>
    /// <remarks>It calls the same spread large near 0 and small near 1; read it beside the spread.</remarks>
    public static double? CoefficientOfVariation(ReadOnlySpan<double> probabilities)
    {
        var spread = PopulationStandardDeviation(probabilities);
        var mean = Aggregators.PlainMean(probabilities);
        return mean == 0 ? null : spread / mean;
    }

    /// <summary>Entropy of the mean probability in bits, from 0 (certain) to 1 (one half).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    public static double Entropy(ReadOnlySpan<double> probabilities)
    {
        Aggregators.Check(probabilities);
        return Bits(Math.Min(Aggregators.PlainMean(probabilities), 1));
    }

    /// <summary>Jensen-Shannon divergence of the panel in bits: the entropy of the mean minus the mean entropy, from 0 (all equal) to 1 (half sure of YES, half of NO).</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <remarks>Lin (1991), with equal weights over all panelists.</remarks>
    public static double JensenShannonDivergence(ReadOnlySpan<double> probabilities)
    {
        var mean = Entropy(probabilities);
        var own = 0.0;
        foreach (var p in probabilities) own += Bits(p);
        return Math.Max(0, mean - (own / probabilities.Length));
    }

    /// <summary>Mean Jensen-Shannon divergence of all pairs, in bits.</summary>
    /// <param name="probabilities">n ≥ 2 probabilities.</param>
    public static double MeanPairwiseDivergence(ReadOnlySpan<double> probabilities)
    {
        Aggregators.Check(probabilities);
        ArgumentOutOfRangeException.ThrowIfLessThan(probabilities.Length, 2, nameof(probabilities));
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            for (var j = i + 1; j < probabilities.Length; j++) sum += JensenShannonDivergence([probabilities[i], probabilities[j]]);
        }

        return sum / (probabilities.Length * (probabilities.Length - 1) / 2.0);
    }

    /// <summary>Sarle's bimodality coefficient, (skewness² + 1) / kurtosis: 5/9 for a flat panel, 1 for two camps.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <returns>null where all are equal.</returns>
    /// <remarks>With population moments. A strongly skewed panel of one camp is high too: look at the answers.</remarks>
    public static double? BimodalityCoefficient(ReadOnlySpan<double> probabilities)
    {
        Aggregators.Check(probabilities);
        var mean = Aggregators.PlainMean(probabilities);
        var (second, third, fourth) = (0.0, 0.0, 0.0);
        foreach (var p in probabilities)
        {
            var d = p - mean;
            second += d * d;
            third += d * d * d;
            fourth += d * d * d * d;
        }

        double n = probabilities.Length;
        (second, third, fourth) = (second / n, third / n, fourth / n);
        if (second < RoundingAllowance * RoundingAllowance) return null;
        return ((third * third / (second * second * second)) + 1) / (fourth / (second * second));
    }

    /// <summary>Whether the panel looks like two camps: four panelists or more, and a <see cref="BimodalityCoefficient"/> above 5/9.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    public static bool IsBimodal(ReadOnlySpan<double> probabilities) => BimodalityCoefficient(probabilities) is > 5.0 / 9 && probabilities.Length >= 4;

    /// <summary>Median absolute deviation from the median, unscaled.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    public static double MedianAbsoluteDeviation(ReadOnlySpan<double> probabilities)
    {
        var values = CheckAndSort(probabilities);
        var median = Aggregators.MiddleOf(values);
        for (var i = 0; i < values.Length; i++) values[i] = Math.Abs(values[i] - median);
        Array.Sort(values);
        return Aggregators.MiddleOf(values);
    }

    /// <summary>Share of the panel within a distance of its median, both ends included.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="distance">At least 0.</param>
    public static double ShareWithin(ReadOnlySpan<double> probabilities, double distance)
    {
        if (!(distance >= 0)) throw new ArgumentOutOfRangeException(nameof(distance), distance, "A distance is a number of at least 0.");
        var values = CheckAndSort(probabilities);
        var median = Aggregators.MiddleOf(values);
        return (double)values.Count(p => Math.Abs(p - median) <= distance + RoundingAllowance) / values.Length;
    }

    /// <summary>Share of the panel on the larger side of one half; a value of exactly one half is on neither.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    public static double Majority(ReadOnlySpan<double> probabilities)
    {
        Aggregators.Check(probabilities);
        var (above, below) = (0, 0);
        foreach (var p in probabilities)
        {
            if (p > 0.5) above++;
            if (p < 0.5) below++;
        }

        return (double)Math.Max(above, below) / probabilities.Length;
    }

    /// <summary>Interpercentile range of the RAND/UCLA method: 30th to 70th percentile (type 7) of 1 + 8p, a scale from 1 to 9.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    public static double InterpercentileRange(ReadOnlySpan<double> probabilities)
    {
        var (low, high) = Percentiles(probabilities);
        return high - low;
    }

    /// <summary>IPR adjusted for symmetry: 2.35 + 1.5 · |5 - central point|, the central point being the middle of the two percentiles.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <remarks>The RAND/UCLA Appropriateness Method User's Manual (2001). BMJ Open 2012, e001431 prints 2.5 for 2.35.</remarks>
    public static double AdjustedInterpercentileRange(ReadOnlySpan<double> probabilities)
    {
        var (low, high) = Percentiles(probabilities);
        return 2.35 + (1.5 * Math.Abs(5 - ((low + high) / 2)));
    }

    /// <summary>Whether the panel disagrees by the RAND/UCLA rule: IPR above IPRAS.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    public static bool IsDisagreement(ReadOnlySpan<double> probabilities) =>
        InterpercentileRange(probabilities) > AdjustedInterpercentileRange(probabilities);

    /// <summary>1 - min(spread / scale, 1): the confidence the original reports.</summary>
    /// <param name="spread">Population standard deviation, at least 0.</param>
    /// <param name="scale">The spread at which confidence is 0. Default 0.20, the original's.</param>
    public static double Confidence(double spread, double scale = 0.20)
    {
        if (!(spread >= 0)) throw new ArgumentOutOfRangeException(nameof(spread), spread, "A spread is a number of at least 0.");
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale is a number above 0.");
        return 1 - Math.Min(spread / scale, 1);
    }

    /// <summary>Whether every value lies within a band around one half: what a prescreen takes for an unknowable question.</summary>
    /// <param name="probabilities">n ≥ 1 probabilities.</param>
    /// <param name="band">Half the width of the band, at least 0. Default 0.05, the original's.</param>
    /// <remarks>|p - 0.5| ≤ band in plain double arithmetic, as the original computes it: 0.45 is inside and 0.55 is not.</remarks>
    public static bool IsUndecided(ReadOnlySpan<double> probabilities, double band = 0.05)
    {
        Aggregators.Check(probabilities);
        if (!(band >= 0)) throw new ArgumentOutOfRangeException(nameof(band), band, "A band is a number of at least 0.");
        foreach (var p in probabilities)
        {
            if (Math.Abs(p - 0.5) > band) return false;
        }

        return true;
    }

    /// <summary>Kendall's W: agreement of m raters over n items, from 0 (none) to 1 (the same ranking).</summary>
    /// <param name="ratings">m ≥ 1 raters, each with a finite rating for the same n items. Higher is a higher rank; ties share their mean rank.</param>
    /// <returns>null where it is undefined: fewer than two items, or every rater ties every item.</returns>
    /// <remarks>
    /// Kendall and Babington Smith (1939), corrected for ties: W = 12 S / (m²(n³ - n) - m ΣT), with S the squared
    /// deviations of the rank sums and T = Σ(t³ - t) over a rater's groups of t ties.
    /// </remarks>
    public static double? KendallW(IReadOnlyList<IReadOnlyList<double>> ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        if (ratings.Count == 0) throw new ArgumentException("There are no raters; at least one is needed.", nameof(ratings));

        var items = ratings[0].Count;
        var rankSums = new double[items];
        var ties = 0.0;
        for (var rater = 0; rater < ratings.Count; rater++)
        {
            if (ratings[rater].Count != items)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Rater {rater} rates {ratings[rater].Count} items and rater 0 rates {items}; all must rate the same items."),
                    nameof(ratings));
            }

            ties += AddRanks(ratings[rater], rankSums, rater);
        }

        double m = ratings.Count;
        double n = items;
        var denominator = (m * m * ((n * n * n) - n)) - (m * ties);
        if (items < 2 || denominator <= 0) return null;

        var mean = m * (n + 1) / 2;
        var squares = 0.0;
        foreach (var sum in rankSums) squares += (sum - mean) * (sum - mean);
        return 12 * squares / denominator;
    }

    /// <summary>The surprisingly popular answer: YES if it won more votes than the voters predicted on average.</summary>
    /// <param name="votes">n ≥ 1 votes, true for YES.</param>
    /// <param name="predictedShares">n predictions, each voter's guess of the share of others that vote YES, in [0, 1].</param>
    /// <remarks>Prelec, Seung and McCoy, A solution to the single-question crowd wisdom problem, Nature 541 (2017). A tie is NO.</remarks>
    public static SurprisinglyPopularAnswer SurprisinglyPopular(ReadOnlySpan<bool> votes, ReadOnlySpan<double> predictedShares)
    {
        Aggregators.Check(predictedShares);
        if (votes.Length != predictedShares.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {votes.Length} votes and {predictedShares.Length} predictions; each voter needs one of both."),
                nameof(votes));
        }

        var yes = 0;
        foreach (var vote in votes) yes += vote ? 1 : 0;
        return new SurprisinglyPopularAnswer((double)yes / votes.Length, Aggregators.PlainMean(predictedShares));
    }

    // Measured from the first value, so that equal values have a spread of exactly 0.
    private static double SquaredDeviations(ReadOnlySpan<double> values)
    {
        var origin = values[0];
        var mean = 0.0;
        foreach (var value in values) mean += value - origin;
        mean /= values.Length;

        var sum = 0.0;
        foreach (var value in values) sum += (value - origin - mean) * (value - origin - mean);
        return sum;
    }

    private static double Bits(double p) => p is 0 or 1 ? 0 : -((p * Math.Log2(p)) + ((1 - p) * Math.Log2(1 - p)));

    private static double[] CheckAndSort(ReadOnlySpan<double> probabilities)
    {
        Aggregators.Check(probabilities);
        return Aggregators.Sorted(probabilities);
    }

    private static double QuantileOf(double[] sorted, double quantile)
    {
        var position = (sorted.Length - 1) * quantile;
        var index = (int)Math.Floor(position);
        var next = Math.Min(index + 1, sorted.Length - 1);
        return sorted[index] + ((position - index) * (sorted[next] - sorted[index]));
    }

    private static (double Low, double High) Percentiles(ReadOnlySpan<double> probabilities)
    {
        var values = CheckAndSort(probabilities);
        for (var i = 0; i < values.Length; i++) values[i] = 1 + (8 * values[i]);
        return (QuantileOf(values, 0.30), QuantileOf(values, 0.70));
    }

    // Adds the mean ranks of one rater and returns his tie correction, Σ(t³ - t).
    private static double AddRanks(IReadOnlyList<double> ratings, double[] rankSums, int rater)
    {
        var values = new double[ratings.Count];
        var order = new int[ratings.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(ratings[i]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Rater {rater} rates item {i} {ratings[i]}; a rating is a finite number."),
                    nameof(ratings));
            }

            (values[i], order[i]) = (ratings[i], i);
        }

        Array.Sort(values, order);
        var correction = 0.0;
        for (int start = 0, end; start < values.Length; start = end)
        {
            end = start + 1;
            while (end < values.Length && values[end] == values[start]) end++;
            double count = end - start;
            for (var i = start; i < end; i++) rankSums[order[i]] += (start + end + 1) / 2.0;
            correction += (count * count * count) - count;
        }

        return correction;
    }
}

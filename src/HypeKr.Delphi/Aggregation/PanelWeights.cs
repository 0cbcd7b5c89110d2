using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Weights for <see cref="Aggregators.WeightedMean"/> and its siblings, from time or from a track record.</summary>
/// <remarks>A past Brier score is the mean of (p - outcome)², in [0, 1]; 0.25 is what a constant one half gets.</remarks>
public static class PanelWeights
{
    /// <summary>e^(√i - √n) for i = 1..n, the oldest first.</summary>
    /// <param name="count">n ≥ 1.</param>
    /// <remarks>Metaculus' recency weights.</remarks>
    public static double[] Recency(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var weights = new double[count];
        for (var i = 0; i < count; i++) weights[i] = Math.Exp(Math.Sqrt(i + 1) - Math.Sqrt(count));
        return weights;
    }

    /// <summary>1 / Brier.</summary>
    /// <param name="pastBrier">n scores above 0: a perfect record would take all the weight there is.</param>
    public static double[] InverseBrier(ReadOnlySpan<double> pastBrier)
    {
        CheckBrier(pastBrier);
        var weights = new double[pastBrier.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            if (pastBrier[i] == 0)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"pastBrier[{i}] is 0, whose inverse is infinite; use a score above 0."),
                    nameof(pastBrier));
            }

            weights[i] = 1 / pastBrier[i];
        }

        return weights;
    }

    /// <summary>max(0, 0.25 - Brier): skill over the constant one half; all equal to 1 where nobody has any.</summary>
    /// <param name="pastBrier">n scores.</param>
    public static double[] SkillOverHalf(ReadOnlySpan<double> pastBrier)
    {
        CheckBrier(pastBrier);
        var weights = new double[pastBrier.Length];
        var any = false;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Max(0, 0.25 - pastBrier[i]);
            any |= weights[i] > 0;
        }

        if (!any) Array.Fill(weights, 1);
        return weights;
    }

    /// <summary>confidence · (1 + max(0, 1 - 2 Brier)): the weights of the original's older swarm.</summary>
    /// <param name="confidence">n stated confidences in [0, 1].</param>
    /// <param name="pastBrier">n scores.</param>
    public static double[] ConfidenceAndRecord(ReadOnlySpan<double> confidence, ReadOnlySpan<double> pastBrier)
    {
        CheckBrier(pastBrier);
        if (confidence.Length != pastBrier.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {confidence.Length} confidences and {pastBrier.Length} Brier scores; each panelist needs one of both."),
                nameof(confidence));
        }

        var weights = new double[pastBrier.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            if (confidence[i] is not (>= 0 and <= 1))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"confidence[{i}] is {confidence[i]}; a confidence is a number from 0 to 1."),
                    nameof(confidence));
            }

            weights[i] = confidence[i] * (1 + Math.Max(0, 1 - (2 * pastBrier[i])));
        }

        return weights;
    }

    /// <summary>(√decay · √reputation)⁶ with decay = e^(-age / lifetime) and reputation = max(Σ peer score / (30 + Σ coverage), 1e-6).</summary>
    /// <param name="ages">n ages of the forecasts, at least 0, in the unit of <paramref name="lifetime"/>.</param>
    /// <param name="lifetime">Above 0: how long the question has been open, or a time of the caller's choosing.</param>
    /// <param name="peerScores">n sums of peer scores on resolved questions.</param>
    /// <param name="coverages">n sums of coverage, at least 0.</param>
    /// <remarks>Metaculus' reputation-weighted aggregate. At the extremes every weight may underflow to 0, which a weighted rule refuses.</remarks>
    public static double[] Reputation(ReadOnlySpan<double> ages, double lifetime, ReadOnlySpan<double> peerScores, ReadOnlySpan<double> coverages)
    {
        if (!(lifetime > 0) || double.IsInfinity(lifetime)) throw new ArgumentOutOfRangeException(nameof(lifetime), lifetime, "A lifetime is a finite number above 0.");
        if (ages.Length != peerScores.Length || ages.Length != coverages.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {ages.Length} ages, {peerScores.Length} peer scores and {coverages.Length} coverages; each panelist needs one of each."),
                nameof(ages));
        }

        var weights = new double[ages.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(ages[i] >= 0) || double.IsInfinity(ages[i])) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"ages[{i}] is {ages[i]}; an age is a finite number of at least 0."), nameof(ages));
            if (!double.IsFinite(peerScores[i])) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"peerScores[{i}] is {peerScores[i]}; a score is a finite number."), nameof(peerScores));
            if (!(coverages[i] >= 0) || double.IsInfinity(coverages[i])) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"coverages[{i}] is {coverages[i]}; a coverage is a finite number of at least 0."), nameof(coverages));
            var decay = Math.Exp(-ages[i] / lifetime);
            var reputation = Math.Max(peerScores[i] / (30 + coverages[i]), 1e-6);
            var product = decay * reputation;
            weights[i] = product * product * product;
        }

        return weights;
    }

    /// <summary>max(0, how much worse the crowd's mean would have scored without the panelist): contribution weights.</summary>
    /// <param name="forecasts">Questions, each with the answers of the same n ≥ 2 panelists; null where one did not answer.</param>
    /// <param name="outcomes">The outcome of each question.</param>
    /// <returns>n weights; all 1 where nobody contributed.</returns>
    /// <remarks>
    /// Budescu and Chen, Identifying expertise to extract the wisdom of crowds, Management Science 61 (2015), with the Brier score. Questions that a panelist did not answer,
    /// or answered alone, do not count for him.
    /// </remarks>
    public static double[] Contribution(IReadOnlyList<IReadOnlyList<double?>> forecasts, ReadOnlySpan<bool> outcomes)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        if (forecasts.Count == 0 || forecasts.Count != outcomes.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {forecasts.Count} questions and {outcomes.Length} outcomes; expected at least one, and an outcome for each."), nameof(forecasts));
        }

        var gains = new double[forecasts[0].Count];
        var counts = new int[gains.Length];
        for (var question = 0; question < forecasts.Count; question++)
        {
            var row = forecasts[question];
            if (row.Count != gains.Length)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Question {question} has {row.Count} answers and question 0 has {gains.Length}; expected one a panelist, or null."), nameof(forecasts));
            }

            var (sum, answers) = (0.0, 0);
            foreach (var p in row)
            {
                if (p is not { } value) continue;
                if (value is not (>= 0 and <= 1)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Question {question} has the answer {value}; a probability is a number from 0 to 1."), nameof(forecasts));
                sum += value;
                answers++;
            }

            if (answers < 2) continue;
            var outcome = outcomes[question] ? 1.0 : 0.0;
            var all = Square((sum / answers) - outcome);
            for (var i = 0; i < gains.Length; i++)
            {
                if (row[i] is not { } own) continue;
                gains[i] += Square(((sum - own) / (answers - 1)) - outcome) - all;
                counts[i]++;
            }
        }

        var any = false;
        for (var i = 0; i < gains.Length; i++)
        {
            gains[i] = counts[i] == 0 ? 0 : Math.Max(0, gains[i] / counts[i]);
            any |= gains[i] > 0;
        }

        if (!any) Array.Fill(gains, 1);
        return gains;

        static double Square(double value) => value * value;
    }

    /// <summary>Cooke's classical model: calibration times information, 0 below the cut-off.</summary>
    /// <param name="quantiles">Experts, each with 5, 50 and 95 % quantiles for the same N ≥ 1 seed variables; increasing.</param>
    /// <param name="realizations">The N values that came true.</param>
    /// <param name="cutoff">Calibration below this gets no weight, in [0, 1]. Default 0.05.</param>
    /// <returns>One weight an expert; all 1 where nobody passes the cut-off.</returns>
    /// <remarks>
    /// Cooke, Experts in Uncertainty (1991). Calibration is the p-value of 2N · KL(observed shares of the four inter-quantile bins, (.05, .45, .45, .05)) under χ² with 3 degrees of freedom;
    /// information the mean relative information to the uniform distribution over all experts' quantiles and the realization, widened by 10 % at each end.
    /// </remarks>
    public static double[] Cooke(IReadOnlyList<IReadOnlyList<(double Low, double Middle, double High)>> quantiles, ReadOnlySpan<double> realizations, double cutoff = 0.05)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        if (cutoff is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff, "A cut-off lies from 0 to 1.");
        if (realizations.IsEmpty) throw new ArgumentException("There are no realizations; at least one seed variable is needed.", nameof(realizations));
        ReadOnlySpan<double> shares = [0.05, 0.45, 0.45, 0.05];
        for (var expert = 0; expert < quantiles.Count; expert++)
        {
            if (quantiles[expert].Count != realizations.Length)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Expert {expert} gives quantiles for {quantiles[expert].Count} seed variables of {realizations.Length}."), nameof(quantiles));
            }

            foreach (var (low, middle, high) in quantiles[expert])
            {
                if (low < middle && middle < high && double.IsFinite(low) && double.IsFinite(high)) continue;
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expert {expert} gives the quantiles {low}, {middle}, {high}; expected finite numbers, increasing."), nameof(quantiles));
            }
        }

        var weights = new double[quantiles.Count];
        var any = false;
        Span<int> hits = stackalloc int[4];
        for (var expert = 0; expert < weights.Length; expert++)
        {
            hits.Clear();
            var information = 0.0;
            for (var seed = 0; seed < realizations.Length; seed++)
            {
                var truth = realizations[seed];
                var (low, middle, high) = quantiles[expert][seed];
                hits[truth <= low ? 0 : truth <= middle ? 1 : truth <= high ? 2 : 3]++;

                var (least, most) = (truth, truth);
                foreach (var other in quantiles)
                {
                    least = Math.Min(least, other[seed].Low);
                    most = Math.Max(most, other[seed].High);
                }

                var margin = 0.1 * (most - least);
                (least, most) = (least - margin, most + margin);
                ReadOnlySpan<double> widths = [low - least, middle - low, high - middle, most - high];
                for (var bin = 0; bin < shares.Length; bin++) information += shares[bin] * Math.Log(shares[bin] * (most - least) / widths[bin]);
            }

            var statistic = 0.0;
            for (var bin = 0; bin < shares.Length; bin++)
            {
                if (hits[bin] > 0) statistic += 2.0 * hits[bin] * Math.Log((double)hits[bin] / realizations.Length / shares[bin]);
            }

            var calibration = 1 - MathNet.Numerics.Distributions.ChiSquared.CDF(3, Math.Max(statistic, 0));
            weights[expert] = calibration >= cutoff ? calibration * (information / realizations.Length) : 0;
            any |= weights[expert] > 0;
        }

        if (!any) Array.Fill(weights, 1);
        return weights;
    }

    private static void CheckBrier(ReadOnlySpan<double> pastBrier)
    {
        for (var i = 0; i < pastBrier.Length; i++)
        {
            if (pastBrier[i] is >= 0 and <= 1) continue;
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"pastBrier[{i}] is {pastBrier[i]}; a Brier score is a number from 0 to 1."),
                nameof(pastBrier));
        }
    }
}

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

using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>How one panelist answers: figures over his answers to many questions, without their outcomes.</summary>
/// <param name="GranularShare">Share of the best estimates that are no multiple of 0.05: who says 0.37 has thought about it.</param>
/// <param name="WidestInterval">The widest interval given, upper minus lower, in [0, 1].</param>
/// <param name="IntervalWidthVariance">Sample variance (n - 1) of the interval widths.</param>
/// <param name="StandardDeviation">Sample standard deviation (n - 1) of the best estimates.</param>
public readonly record struct PanelistHistory(double GranularShare, double WidestInterval, double IntervalWidthVariance, double StandardDeviation)
{
    // 0.15 / 0.05 is 2.9999999999999996: multiples are told with an allowance.
    private const double Allowance = 1e-9;

    /// <summary>The figures of one panelist's answers.</summary>
    /// <param name="best">n ≥ 1 best estimates in [0, 1], one a question.</param>
    /// <param name="lower">n lower bounds, or none.</param>
    /// <param name="upper">n upper bounds, or none.</param>
    /// <returns>Without intervals the figures about widths are 0; with one question alone the variances are.</returns>
    public static PanelistHistory From(ReadOnlySpan<double> best, ReadOnlySpan<double> lower = default, ReadOnlySpan<double> upper = default)
    {
        Aggregators.Check(best);
        if (lower.Length != upper.Length || (lower.Length != 0 && lower.Length != best.Length))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"There are {best.Length} estimates, {lower.Length} lower and {upper.Length} upper bounds; expected a pair each, or none."));
        }

        var granular = 0;
        foreach (var p in best)
        {
            var steps = p / 0.05;
            if (Math.Abs(steps - Math.Round(steps)) > Allowance) granular++;
        }

        var widths = new double[lower.Length];
        var widest = 0.0;
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = upper[i] - lower[i];
            if (widths[i] is not (>= 0 and <= 1))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Interval {i} runs from {lower[i]} to {upper[i]}; expected two numbers from 0 to 1, the lower first."));
            }

            widest = Math.Max(widest, widths[i]);
        }

        return new((double)granular / best.Length, widest, SampleVariance(widths), Math.Sqrt(SampleVariance(best)));
    }

    internal static double SampleVariance(ReadOnlySpan<double> values)
    {
        if (values.Length < 2) return 0;
        var origin = values[0];
        var mean = 0.0;
        foreach (var value in values) mean += value - origin;
        mean /= values.Length;
        var sum = 0.0;
        foreach (var value in values) sum += (value - origin - mean) * (value - origin - mean);
        return sum / (values.Length - 1);
    }
}

using System.Numerics;

namespace HypeKr.Calibration;

/// <summary>Conformal risk control: the smallest threshold whose expected loss on the next object is at most alpha.</summary>
/// <remarks>
/// Angelopoulos, Bates, Fisch, Lei and Schuster, "Conformal risk control" (2022): for losses of at most B that do not rise with the
/// threshold, the smallest λ with (Σ loss(λ) + B) / (n + 1) ≤ alpha keeps the expected loss of an exchangeable object at most alpha.
/// With the loss "the truth is outside the set" it is conformal prediction. Losses are decimals; the comparison is one of whole numbers, so that no digit is rounded away.
/// </remarks>
public sealed class ConformalRiskControl
{
    private ConformalRiskControl(double? threshold, int? index, decimal sum, long count, decimal bound, SignificanceLevel alpha)
    {
        Threshold = threshold;
        Index = index;
        LossSum = sum;
        Count = count;
        Bound = bound;
        Alpha = alpha;
    }

    /// <summary>The chosen threshold; null when none keeps the promise: then do what never costs anything.</summary>
    public double? Threshold { get; }

    /// <summary>Its place among the candidates; null when there is none.</summary>
    public int? Index { get; }

    /// <summary>The total calibration loss at the threshold, or at the largest candidate when none keeps the promise.</summary>
    public decimal LossSum { get; }

    /// <summary>n, how many calibration objects there were.</summary>
    public long Count { get; }

    /// <summary>B, the largest loss that can occur.</summary>
    public decimal Bound { get; }

    /// <summary>The expected loss that is kept.</summary>
    public SignificanceLevel Alpha { get; }

    /// <summary>Chooses among candidate thresholds.</summary>
    /// <param name="thresholds">L candidates, strictly rising.</param>
    /// <param name="losses">n · L losses in [0, B], those of one object side by side, none of which rises with the threshold.</param>
    /// <param name="bound">B, above 0; 1 for a loss that is a share or a yes or no.</param>
    /// <param name="alpha">The expected loss to keep, a decimal or an exact fraction.</param>
    /// <exception cref="ArgumentException">There is no candidate or no object, the spans do not fit, or thresholds do not rise.</exception>
    /// <exception cref="InvalidCalibrationDataException">A loss is outside [0, B] or rises with the threshold; the error names the object.</exception>
    public static ConformalRiskControl Fit(ReadOnlySpan<double> thresholds, ReadOnlySpan<decimal> losses, decimal bound, SignificanceLevel alpha)
    {
        CheckThresholds(thresholds);
        if (losses.Length == 0 || losses.Length % thresholds.Length != 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {losses.Length} losses for {thresholds.Length} thresholds; each object needs one for each."), nameof(losses));
        var sums = new decimal[thresholds.Length];
        var exact = new BigInteger[thresholds.Length];
        for (var i = 0; i < losses.Length; i++)
        {
            var (row, at) = (i / thresholds.Length, i % thresholds.Length);
            if (losses[i] < 0 || losses[i] > bound) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the loss {losses[i]} is outside 0 to {bound}."));
            if (at > 0 && losses[i] > losses[i - 1]) throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the loss rises from {losses[i - 1]} to {losses[i]} at threshold {thresholds[at]}; risk control needs losses that do not rise."));
            sums[at] += losses[i];
            exact[at] += Units(losses[i]);
        }

        return Choose(thresholds, sums, exact, losses.Length / thresholds.Length, bound, alpha);
    }

    /// <summary>Chooses from total losses that somebody has summed up, for example a database over decimal columns.</summary>
    /// <param name="thresholds">L candidates, strictly rising.</param>
    /// <param name="lossSums">L total losses over the calibration objects, not rising.</param>
    /// <param name="count">n, at least 1.</param>
    /// <param name="bound">B, above 0.</param>
    /// <param name="alpha">The expected loss to keep.</param>
    /// <exception cref="ArgumentException">There is no candidate, the spans differ in length, or thresholds do not rise.</exception>
    /// <exception cref="InvalidCalibrationDataException">A total is outside [0, n · B] or rises.</exception>
    public static ConformalRiskControl FitSums(ReadOnlySpan<double> thresholds, ReadOnlySpan<decimal> lossSums, long count, decimal bound, SignificanceLevel alpha)
    {
        CheckThresholds(thresholds);
        Guard.SameLength(thresholds.Length, lossSums.Length, nameof(lossSums));
        var exact = new BigInteger[lossSums.Length];
        for (var i = 0; i < exact.Length; i++) exact[i] = Units(lossSums[i]);
        return Choose(thresholds, lossSums, exact, count, bound, alpha);
    }

    private static ConformalRiskControl Choose(ReadOnlySpan<double> thresholds, ReadOnlySpan<decimal> lossSums, BigInteger[] exact, long count, decimal bound, SignificanceLevel alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var (most, promised) = (count * Units(bound), alpha.Numerator * ((BigInteger)count + 1) * Units(1));
        int? chosen = null;
        for (var i = 0; i < lossSums.Length; i++)
        {
            if (lossSums[i] < 0 || exact[i] > most) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The total loss {lossSums[i]} is outside 0 to {count} times {bound}."));
            if (i > 0 && exact[i] > exact[i - 1]) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The total loss rises at threshold {thresholds[i]}; risk control needs losses that do not rise."));
            if (chosen is null && (exact[i] + Units(bound)) * alpha.Denominator <= promised) chosen = i;
        }

        return new ConformalRiskControl(chosen is { } at ? thresholds[at] : null, chosen, lossSums[chosen ?? (lossSums.Length - 1)], count, bound, alpha);
    }

    /// <summary>A decimal in whole units of 10^-28, the last place that one can have.</summary>
    private static BigInteger Units(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = new BigInteger(new decimal(bits[0], bits[1], bits[2], value < 0, 0));
        return mantissa * BigInteger.Pow(10, 28 - value.Scale);
    }

    private static void CheckThresholds(ReadOnlySpan<double> thresholds)
    {
        if (thresholds.Length == 0) throw new ArgumentException("There is no threshold to choose from.", nameof(thresholds));
        for (var i = 0; i < thresholds.Length; i++)
        {
            if (double.IsNaN(thresholds[i]) || (i > 0 && thresholds[i] <= thresholds[i - 1])) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Threshold {i} is {thresholds[i]}; thresholds rise strictly."), nameof(thresholds));
        }
    }
}

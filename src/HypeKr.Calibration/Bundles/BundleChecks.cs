namespace HypeKr.Calibration;

/// <summary>What the steps of a saved model must fulfil, whatever its hash. Values are compared as exact fractions: two that differ can be one double.</summary>
internal static class BundleChecks
{
    public static void Isotonic(ReadOnlySpan<IsotonicStep> steps)
    {
        if (steps.IsEmpty) throw new BundleFormatException("There is no isotonic step.");
        for (var i = 0; i < steps.Length; i++)
        {
            ref readonly var step = ref steps[i];
            if (step.First > step.Last || (i > 0 && steps[i - 1].Last >= step.First)) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"Isotonic step {i} contradicts itself or the step before: scores rise."));
            Value("Isotonic", i, i > 0 ? (steps[i - 1].Positives, steps[i - 1].Weight) : null, (step.Positives, step.Weight));
        }
    }

    public static void Totals(ReadOnlySpan<IsotonicStep> steps, long rows, long positives)
    {
        Int128 weight = 0, yes = 0;
        foreach (ref readonly var step in steps)
        {
            weight += step.Weight;
            yes += step.Positives;
        }

        Total("rows", rows, weight);
        Total("positives", positives, yes);
    }

    public static void VennAbers(ReadOnlySpan<VennAbersStep> lower, ReadOnlySpan<VennAbersStep> upper)
    {
        Steps("lower", lower);
        Steps("upper", upper);
        if (upper[0].Numerator == 0) throw new BundleFormatException("Venn-Abers upper step 0 contradicts the lower ones: its value is 0, and p1 is above p0 everywhere.");

        // p0 is below p1 everywhere. They are closest where a lower step begins, or where one of them has no step and is 0 or 1.
        var j = 0;
        for (var i = 0; i < lower.Length; i++)
        {
            while (j < upper.Length && upper[j].Score < lower[i].Score) j++;
            var above = j < upper.Length ? (upper[j].Numerator, upper[j].Denominator) : (1, 1);
            if (!Below((lower[i].Numerator, lower[i].Denominator), above))
            {
                throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"Venn-Abers lower step {i} contradicts the upper ones: at {lower[i].Score} p0 is {lower[i].Numerator}/{lower[i].Denominator} and p1 {above.Numerator}/{above.Denominator}, and p0 is below p1 everywhere."));
            }
        }
    }

    private static void Steps(string name, ReadOnlySpan<VennAbersStep> steps)
    {
        if (steps.IsEmpty) throw new BundleFormatException($"There is no Venn-Abers {name} step.");
        for (var i = 0; i < steps.Length; i++)
        {
            ref readonly var step = ref steps[i];
            if (i > 0 && steps[i - 1].Score >= step.Score) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"Venn-Abers {name} step {i} contradicts itself or the step before: scores rise."));
            Value($"Venn-Abers {name}", i, i > 0 ? (steps[i - 1].Numerator, steps[i - 1].Denominator) : null, (step.Numerator, step.Denominator));
        }
    }

    private static void Value(string list, int index, (long Numerator, long Denominator)? before, (long Numerator, long Denominator) value)
    {
        if (value.Denominator < 1 || value.Numerator < 0 || value.Numerator > value.Denominator)
        {
            throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"{list} step {index} contradicts itself: {value.Numerator} of {value.Denominator} is no value in [0, 1]."));
        }

        if (before is { } last && !Below(last, value))
        {
            throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"{list} step {index} contradicts the step before: {value.Numerator}/{value.Denominator} is not above {last.Numerator}/{last.Denominator}."));
        }
    }

    private static void Total(string name, long stated, Int128 sum)
    {
        if (sum != stated) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The bundle states {stated} {name}, which contradicts its isotonic steps: they hold {sum}."));
    }

    private static bool Below((long Numerator, long Denominator) a, (long Numerator, long Denominator) b) => Math.BigMul(a.Numerator, b.Denominator) < Math.BigMul(b.Numerator, a.Denominator);
}

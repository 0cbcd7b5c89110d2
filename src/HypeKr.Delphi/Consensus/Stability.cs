using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>How much a panel still moves between two rounds. Consensus and stability are different questions: a panel can be stable and divided.</summary>
/// <remarks>Both rounds hold the same n ≥ 1 panelists in the same order, probabilities in [0, 1].</remarks>
public static class Stability
{
    /// <summary>How many panelists crossed a threshold, each way (the off-diagonal cells of McNemar's table).</summary>
    /// <param name="before">The earlier round.</param>
    /// <param name="after">The later round.</param>
    /// <param name="threshold">Probabilities of at least this count as YES. Default 0.5.</param>
    public static (int ToYes, int ToNo) Changes(ReadOnlySpan<double> before, ReadOnlySpan<double> after, double threshold = 0.5)
    {
        Check(before, after);
        var (toYes, toNo) = (0, 0);
        for (var i = 0; i < before.Length; i++)
        {
            if (before[i] < threshold && after[i] >= threshold) toYes++;
            if (before[i] >= threshold && after[i] < threshold) toNo++;
        }

        return (toYes, toNo);
    }

    /// <summary>Cohen's κ between the two rounds' sides of a threshold: 1 where nobody changed sides, 0 where no more agree than by chance.</summary>
    /// <param name="before">The earlier round.</param>
    /// <param name="after">The later round.</param>
    /// <param name="threshold">Probabilities of at least this count as YES. Default 0.5.</param>
    /// <returns>null where it is undefined: everybody on one side in both rounds.</returns>
    /// <remarks>Cohen (1960). It depends on how the sides are split, and slightly on the number of questions; do not compare it between panels.</remarks>
    public static double? Kappa(ReadOnlySpan<double> before, ReadOnlySpan<double> after, double threshold = 0.5)
    {
        Check(before, after);
        var (same, yesBefore, yesAfter) = (0, 0, 0);
        for (var i = 0; i < before.Length; i++)
        {
            var (was, becomes) = (before[i] >= threshold, after[i] >= threshold);
            if (was == becomes) same++;
            if (was) yesBefore++;
            if (becomes) yesAfter++;
        }

        double n = before.Length;
        var chance = ((yesBefore * (double)yesAfter) + ((n - yesBefore) * (n - yesAfter))) / (n * n);
        return chance == 1 ? null : ((same / n) - chance) / (1 - chance);
    }

    /// <summary>Slope of the panelists' moves on their distance from the others' mean before: 0 for a panel that stood still, 1 for one that went all the way.</summary>
    /// <param name="before">The earlier round, n ≥ 2.</param>
    /// <param name="after">The later round.</param>
    /// <returns>Least squares through the origin; null where nobody stood apart.</returns>
    public static double? Pull(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        Check(before, after);
        ArgumentOutOfRangeException.ThrowIfLessThan(before.Length, 2, nameof(before));
        var sum = 0.0;
        foreach (var p in before) sum += p;
        var (product, square) = (0.0, 0.0);
        for (var i = 0; i < before.Length; i++)
        {
            var distance = ((sum - before[i]) / (before.Length - 1)) - before[i];
            product += distance * (after[i] - before[i]);
            square += distance * distance;
        }

        return square == 0 ? null : product / square;
    }

    private static void Check(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        Aggregators.Check(before);
        Aggregators.Check(after);
        if (before.Length == after.Length) return;
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {before.Length} panelists before and {after.Length} after; expected the same ones."), nameof(after));
    }
}

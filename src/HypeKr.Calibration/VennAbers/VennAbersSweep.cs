namespace HypeKr.Calibration;

/// <summary>The two functions of a Venn-Abers model as their distinct steps.</summary>
/// <remarks>
/// Algorithms 1 to 4 of Vovk, Petej and Fedorova (2015). The points are the cumulative sums (weight, positives), led by
/// P₋₁ = (-t, -t) for a test object of weight t: the slope of the lower hull at its left end is the fit at the first group. Going to the
/// next group moves the step (t, t) behind one more group, so the left end follows the cumulative sums less (t, t) and the hull only
/// ever loses vertices there. The slope grows exactly where the new point lies below the hull, so steps need no comparison of values.
/// p0 is the same problem backward with the labels swapped. O(m), and memory for the hull alone.
/// </remarks>
internal static class VennAbersSweep
{
    /// <summary>p1 at every distinct score, ascending; a step ends at its score.</summary>
    public static VennAbersStep[] Upper<TProducts>(ScoreTable table, long t)
        where TProducts : struct, AdjacentViolators.IProducts
    {
        var steps = Sweep<TProducts>(table.Positives, table.Negatives, false, t);
        return [.. steps.Select(s => Reduce(table.Scores[s.Last], s.Numerator, s.Denominator))];
    }

    /// <summary>p0 at every distinct score, ascending; a step begins at its score.</summary>
    public static VennAbersStep[] Lower<TProducts>(ScoreTable table, long t)
        where TProducts : struct, AdjacentViolators.IProducts
    {
        var steps = Sweep<TProducts>(table.Negatives, table.Positives, true, t);
        var lower = new VennAbersStep[steps.Count];
        for (var k = 0; k < lower.Length; k++)
        {
            var (last, numerator, denominator) = steps[lower.Length - 1 - k];
            lower[k] = Reduce(table.Scores[table.Count - 1 - last], denominator - numerator, denominator);
        }

        return lower;
    }

    private static List<(int Last, long Numerator, long Denominator)> Sweep<TProducts>(ReadOnlySpan<long> positives, ReadOnlySpan<long> negatives, bool backward, long t)
        where TProducts : struct, AdjacentViolators.IProducts
    {
        var n = positives.Length;
        var blocks = AdjacentViolators.Pool<TProducts>(positives, negatives, backward, t);
        var vertices = new (long X, long Y)[blocks.Count];
        var (x, y) = (-t, -t);
        for (var k = 0; k < vertices.Length; k++) vertices[k] = (x += blocks[k].Weight, y += blocks[k].Positives);

        var steps = new List<(int, long, long)>();
        var (top, at, next) = ((X: -t, Y: -t), (X: -t, Y: -t), 0);
        unchecked
        {
            for (var i = 0; i < n - 1; i++)
            {
                var group = backward ? n - 1 - i : i;
                at = (at.X + positives[group] + negatives[group], at.Y + positives[group]);
                var (width, height) = (vertices[next].X - top.X, vertices[next].Y - top.Y);

                // Below the line from the top to the next vertex?
                if (!TProducts.Less(at.Y - top.Y, width, height, at.X - top.X)) continue;
                steps.Add((i, height, width));
                top = at;
                while (next + 1 < vertices.Length && !Rises<TProducts>(top, vertices[next], vertices[next + 1])) next++;
            }
        }

        steps.Add((n - 1, vertices[next].Y - top.Y, vertices[next].X - top.X));
        return steps;
    }

    /// <summary>Whether a, b, c turn left.</summary>
    private static bool Rises<TProducts>((long X, long Y) a, (long X, long Y) b, (long X, long Y) c)
        where TProducts : struct, AdjacentViolators.IProducts =>
        unchecked(TProducts.Less(b.Y - a.Y, c.X - b.X, c.Y - b.Y, b.X - a.X));

    private static VennAbersStep Reduce(double score, long numerator, long denominator)
    {
        var (divisor, rest) = (denominator, numerator);
        while (rest != 0) (divisor, rest) = (rest, divisor % rest);
        return new VennAbersStep(score, numerator / divisor, denominator / divisor);
    }
}

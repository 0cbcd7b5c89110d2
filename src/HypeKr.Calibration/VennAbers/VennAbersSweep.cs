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
        where TProducts : struct, AdjacentViolators.IProducts =>
        Sweep<TProducts>(table.Scores, table.Positives, table.Negatives, false, t).ToArray();

    /// <summary>p0 at every distinct score, ascending; a step begins at its score.</summary>
    public static VennAbersStep[] Lower<TProducts>(ScoreTable table, long t)
        where TProducts : struct, AdjacentViolators.IProducts
    {
        var lower = Sweep<TProducts>(table.Scores, table.Negatives, table.Positives, true, t).ToArray();
        Array.Reverse(lower);
        return lower;
    }

    private static Steps Sweep<TProducts>(ReadOnlySpan<double> scores, ReadOnlySpan<long> positives, ReadOnlySpan<long> negatives, bool backward, long t)
        where TProducts : struct, AdjacentViolators.IProducts
    {
        var n = positives.Length;
        var blocks = AdjacentViolators.Pool<TProducts>(positives, negatives, backward, t);
        var vertices = new (long X, long Y)[blocks.Count];
        var (x, y) = (-t, -t);
        for (var k = 0; k < vertices.Length; k++) vertices[k] = (x += blocks[k].Weight, y += blocks[k].Positives);

        var steps = new Steps();
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
                steps.Add(Step(scores[group], height, width));
                top = at;
                while (next + 1 < vertices.Length && !Rises<TProducts>(top, vertices[next], vertices[next + 1])) next++;
            }
        }

        steps.Add(Step(scores[backward ? 0 : n - 1], vertices[next].Y - top.Y, vertices[next].X - top.X));
        return steps;

        VennAbersStep Step(double score, long height, long width)
        {
            var step = backward ? new VennAbersStep(score, width - height, width) : new VennAbersStep(score, height, width);

            // Beyond 2^53 an unreduced fraction could round otherwise than the reduced one that a bundle stores.
            return width > 1L << 53 ? step.Reduced : step;
        }
    }

    /// <summary>Whether a, b, c turn left.</summary>
    private static bool Rises<TProducts>((long X, long Y) a, (long X, long Y) b, (long X, long Y) c)
        where TProducts : struct, AdjacentViolators.IProducts =>
        unchecked(TProducts.Less(b.Y - a.Y, c.X - b.X, c.Y - b.Y, b.X - a.X));

    /// <summary>Steps in parts, so that none is copied while they are collected.</summary>
    private sealed class Steps
    {
        private const int PartSize = 2048;
        private readonly List<VennAbersStep[]> _parts = [];
        private VennAbersStep[] _part = new VennAbersStep[16];
        private int _count;

        public void Add(VennAbersStep step)
        {
            if (_count == _part.Length)
            {
                _parts.Add(_part);
                _part = new VennAbersStep[PartSize];
                _count = 0;
            }

            _part[_count++] = step;
        }

        public VennAbersStep[] ToArray()
        {
            var steps = new VennAbersStep[_parts.Sum(p => p.Length) + _count];
            var next = 0;
            foreach (var part in _parts)
            {
                part.CopyTo(steps, next);
                next += part.Length;
            }

            Array.Copy(_part, 0, steps, next, _count);
            return steps;
        }
    }
}

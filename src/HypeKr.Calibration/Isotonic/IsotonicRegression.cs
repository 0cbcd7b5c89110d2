namespace HypeKr.Calibration;

/// <summary>Isotonic regression of any real response with real weights, in doubles.</summary>
/// <remarks>
/// For yes-or-no labels use <see cref="IsotonicCalibrator"/>, which is exact and independent of row order; sums of doubles are not.
/// Rows of weight 0 are dropped first and do not widen the range, equal x are pooled to their weighted mean, then adjacent violators
/// are pooled (scikit-learn's conventions, except that x are equal only when they are the same double). O(n log n).
/// </remarks>
public sealed class IsotonicRegression
{
    private readonly KnotMap _map;

    private IsotonicRegression(KnotMap map) => _map = map;

    /// <summary>The first and last x of every block, ascending.</summary>
    public ReadOnlySpan<double> KnotScores => _map.X;

    /// <summary>The fitted value at each of <see cref="KnotScores"/>, nondecreasing.</summary>
    public ReadOnlySpan<double> KnotValues => _map.Y;

    /// <summary>Fits the regression with weight one a row.</summary>
    /// <inheritdoc cref="Fit(ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, IsotonicOptions?)"/>
    public static IsotonicRegression Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, IsotonicOptions? options = null)
    {
        var weights = new double[x.Length];
        Array.Fill(weights, 1);
        return Fit(x, y, weights, options);
    }

    /// <summary>Fits the regression.</summary>
    /// <param name="x">n positions, finite.</param>
    /// <param name="y">n responses, finite.</param>
    /// <param name="weights">n weights, finite and 0 or more.</param>
    /// <param name="options">Bounds and reading; scikit-learn's conventions when left out.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="InvalidCalibrationDataException">A value is not finite, a weight is negative, no row has weight, or sums are more than a double holds.</exception>
    public static IsotonicRegression Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, IsotonicOptions? options = null)
    {
        Guard.SameLength(x.Length, y.Length, nameof(y));
        Guard.SameLength(x.Length, weights.Length, nameof(weights));
        options ??= IsotonicOptions.Default;
        options.Validate();
        var rows = new List<(double X, double Y, double Weight)>(x.Length);
        for (var i = 0; i < x.Length; i++)
        {
            var weight = Guard.Finite(weights[i], i, "weight");
            if (weight < 0) throw new InvalidCalibrationDataException(i, string.Create(CultureInfo.InvariantCulture, $"the weight {weight} is negative."));
            var row = (Guard.Finite(x[i], i, "x"), Guard.Finite(y[i], i, "y"), weight);
            if (weight > 0) rows.Add(row);
        }

        if (rows.Count == 0) throw new InvalidCalibrationDataException("No row has weight; at least one is needed.");

        // Sorted by every member, so that sums within ties do not depend on the order of the rows.
        rows.Sort();
        return new IsotonicRegression(Knots(Pool(Ties(rows)), options));
    }

    /// <summary>The fitted value at one x.</summary>
    /// <exception cref="InvalidCalibrationDataException">x is NaN, or out of range under <see cref="OutOfRangeRule.Throw"/>.</exception>
    public double Predict(double x) => _map.Predict(x, 0);

    /// <summary>The fitted values at n positions, without allocation.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidCalibrationDataException">A position is NaN, or out of range under <see cref="OutOfRangeRule.Throw"/>; the error names the row.</exception>
    public void Predict(ReadOnlySpan<double> x, Span<double> destination) => _map.Predict(x, destination);

    private static List<Block> Ties(List<(double X, double Y, double Weight)> rows)
    {
        var blocks = new List<Block>(rows.Count);
        foreach (var (x, y, weight) in rows)
        {
            if (blocks.Count > 0 && blocks[^1].Last == x) blocks[^1] = blocks[^1] with { Sum = blocks[^1].Sum + (weight * y), Weight = blocks[^1].Weight + weight };
            else blocks.Add(new Block(x, x, weight * y, weight));
        }

        return blocks;
    }

    private static List<Block> Pool(List<Block> points)
    {
        var stack = new List<Block>(points.Count);
        foreach (var point in points)
        {
            stack.Add(point);
            while (stack.Count > 1 && stack[^2].Value >= stack[^1].Value)
            {
                var upper = stack[^1];
                stack.RemoveAt(stack.Count - 1);
                stack[^1] = new Block(stack[^1].First, upper.Last, stack[^1].Sum + upper.Sum, stack[^1].Weight + upper.Weight);
            }
        }

        return stack;
    }

    private static KnotMap Knots(List<Block> blocks, IsotonicOptions options)
    {
        var x = new List<double>(blocks.Count * 2);
        var y = new List<double>(blocks.Count * 2);
        foreach (var block in blocks)
        {
            if (!double.IsFinite(block.Sum) || !double.IsFinite(block.Weight)) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The rows from {block.First} to {block.Last} add up to {block.Sum} with weight {block.Weight}, more than a double holds; scale responses or weights down."));
            x.Add(block.First);
            y.Add(options.Bound(block.Value));
            if (block.Last == block.First) continue;
            x.Add(block.Last);
            y.Add(y[^1]);
        }

        return new KnotMap([.. x], [.. y], options);
    }

    private readonly record struct Block(double First, double Last, double Sum, double Weight)
    {
        public double Value => Sum / Weight;
    }
}

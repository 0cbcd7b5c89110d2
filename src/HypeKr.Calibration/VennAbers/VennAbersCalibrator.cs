namespace HypeKr.Calibration;

/// <summary>Inductive Venn-Abers calibration, exact by its definition: a score gets p0 and p1, the isotonic fit at the score with the object itself added as NO and as YES.</summary>
/// <remarks>
/// <para>
/// Vovk, Petej and Fedorova, "Large-scale probabilistic predictors with and without guarantees of validity" (2015). Below all
/// calibration scores p0 is 0; above them p1 is 1. Fitting is O(m) for m distinct scores by two convex hulls in 128-bit integers;
/// the model is its distinct steps, so a prediction is two binary searches over a few steps and allocates nothing.
/// </para>
/// <para>The guarantee needs the test object to weigh as much as a calibration object, so it weighs one unit weight unless told otherwise.</para>
/// </remarks>
public sealed class VennAbersCalibrator
{
    private readonly VennAbersStep[] _lower;
    private readonly VennAbersStep[] _upper;
    private readonly double[] _lowerValues;
    private readonly double[] _upperValues;

    private VennAbersCalibrator(VennAbersStep[] lower, VennAbersStep[] upper)
    {
        _lower = lower;
        _upper = upper;
        _lowerValues = Array.ConvertAll(lower, s => s.Value);
        _upperValues = Array.ConvertAll(upper, s => s.Value);
    }

    /// <summary>The distinct values of p0, ascending; a step holds from its score on. Below the first, p0 is 0.</summary>
    public ReadOnlySpan<VennAbersStep> LowerSteps => _lower;

    /// <summary>The distinct values of p1, ascending; a step holds up to its score. Above the last, p1 is 1.</summary>
    public ReadOnlySpan<VennAbersStep> UpperSteps => _upper;

    /// <summary>Fits the calibrator; the test object weighs one unit weight.</summary>
    /// <param name="table">Scores on any scale with their labels.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty.</exception>
    public static VennAbersCalibrator Fit(ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Fit(table, table.UnitsPerWeight);
    }

    /// <summary>Fits the calibrator for test objects of a given weight.</summary>
    /// <param name="table">Scores on any scale with their labels.</param>
    /// <param name="testWeight">The weight of a test object in units of the table, at least 1.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty.</exception>
    public static VennAbersCalibrator Fit(ScoreTable table, long testWeight)
    {
        Guard.NotEmpty(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(testWeight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(testWeight, long.MaxValue / 4);
        var m = table.Count;

        // p1: positives added. p0 is the same problem with the order reversed and the labels swapped.
        var weights = new long[m];
        var positives = new long[m];
        for (var i = 0; i < m; i++) (weights[i], positives[i]) = (table.WeightAt(i), table.Positives[i]);
        var upperFractions = AddedPositive(weights, positives, testWeight);
        for (var i = 0; i < m; i++) (weights[m - 1 - i], positives[m - 1 - i]) = (table.WeightAt(i), table.Negatives[i]);
        var lowerFractions = AddedPositive(weights, positives, testWeight);

        var lower = new List<VennAbersStep>();
        for (var i = 0; i < m; i++)
        {
            var (numerator, denominator) = lowerFractions[m - 1 - i];
            var step = Step(table.Scores[i], denominator - numerator, denominator);
            if (lower.Count == 0 || !SameValue(lower[^1], step)) lower.Add(step);
        }

        var upper = new List<VennAbersStep>();
        for (var i = 0; i < m; i++)
        {
            var step = Step(table.Scores[i], upperFractions[i].Numerator, upperFractions[i].Denominator);
            if (upper.Count > 0 && SameValue(upper[^1], step)) upper[^1] = step;
            else upper.Add(step);
        }

        return new VennAbersCalibrator([.. lower], [.. upper]);
    }

    /// <summary>The interval of one score.</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public VennAbersInterval Predict(double score) => Predict(score, 0);

    /// <summary>The intervals of n scores, without allocation.</summary>
    /// <param name="scores">n scores.</param>
    /// <param name="destination">Room for n intervals.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN; the error names the row.</exception>
    public void Predict(ReadOnlySpan<double> scores, Span<VennAbersInterval> destination)
    {
        if (destination.Length < scores.Length) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The destination has room for {destination.Length} of {scores.Length} intervals."), nameof(destination));
        for (var i = 0; i < scores.Length; i++) destination[i] = Predict(scores[i], i);
    }

    /// <summary>The merged probabilities of n scores, without allocation.</summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{double}, Span{VennAbersInterval})"/>
    /// <param name="scores">n scores.</param>
    /// <param name="merge">How the two numbers become one.</param>
    /// <param name="destination">Room for n probabilities.</param>
    public void Predict(ReadOnlySpan<double> scores, VennAbersMerge merge, Span<double> destination)
    {
        if (destination.Length < scores.Length) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The destination has room for {destination.Length} of {scores.Length} probabilities."), nameof(destination));
        for (var i = 0; i < scores.Length; i++) destination[i] = Predict(scores[i], i).Merge(merge);
    }

    /// <summary>The model with these steps, as a bundle read them.</summary>
    internal static VennAbersCalibrator FromSteps(VennAbersStep[] lower, VennAbersStep[] upper) => new(lower, upper);

    private VennAbersInterval Predict(double score, int row)
    {
        if (double.IsNaN(score)) throw new InvalidCalibrationDataException(row, "the score is NaN.");

        // How many lower steps begin at or below the score; how many upper steps end below it.
        var begun = Search(_lower, score, orEqual: true);
        var ended = Search(_upper, score, orEqual: false);
        return new VennAbersInterval(begun == 0 ? 0 : _lowerValues[begun - 1], ended == _upper.Length ? 1 : _upperValues[ended]);
    }

    private static int Search(VennAbersStep[] steps, double score, bool orEqual)
    {
        var low = 0;
        var high = steps.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (steps[middle].Score < score || (orEqual && steps[middle].Score == score)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static VennAbersStep Step(double score, long numerator, long denominator)
    {
        var (divisor, rest) = (denominator, numerator);
        while (rest != 0) (divisor, rest) = (rest, divisor % rest);
        return new VennAbersStep(score, numerator / divisor, denominator / divisor);
    }

    private static bool SameValue(VennAbersStep a, VennAbersStep b) => a.Numerator == b.Numerator && a.Denominator == b.Denominator;

    /// <summary>For each i, the isotonic fit at group i when an object of weight t and label 1 joins it, as a fraction of integers.</summary>
    /// <remarks>
    /// Algorithms 1 and 2 of the paper. The points are the cumulative sums (weight, positives), led by P₋₁ = (-t, -t): the slope of
    /// the lower hull at an edge is the fit. Going to the next group moves the added (t, t) step behind one more group, which
    /// replaces one point; the hull is mended at its left end. Every point is pushed at most twice, hence O(m).
    /// </remarks>
    private static (long Numerator, long Denominator)[] AddedPositive(long[] weights, long[] positives, long t)
    {
        var m = weights.Length;
        var points = new (long X, long Y)[m + 2];
        points[0] = (-t, -t);
        for (var k = 1; k <= m; k++) points[k + 1] = (points[k].X + weights[k - 1], points[k].Y + positives[k - 1]);

        var stack = new (long X, long Y)[m + 2];
        var size = 0;
        foreach (var point in points)
        {
            while (size > 1 && Turn(stack[size - 2], stack[size - 1], point) <= 0) size--;
            stack[size++] = point;
        }

        Array.Reverse(stack, 0, size);
        var fractions = new (long, long)[m];
        for (var i = 1; i <= m; i++)
        {
            var (top, next) = (stack[size - 1], stack[size - 2]);
            fractions[i - 1] = (next.Y - top.Y, next.X - top.X);
            if (i == m) break;
            var (before, at, after) = (points[i - 1], points[i], points[i + 1]);
            var moved = (X: before.X + after.X - at.X, Y: before.Y + after.Y - at.Y);
            points[i] = moved;
            if (Turn(top, next, moved) >= 0) continue;
            size--;
            while (size > 1 && Turn(moved, stack[size - 1], stack[size - 2]) <= 0) size--;
            stack[size++] = moved;
        }

        return fractions;
    }

    /// <summary>Positive where a, b, c turn left.</summary>
    private static int Turn((long X, long Y) a, (long X, long Y) b, (long X, long Y) c) =>
        Math.BigMul(b.X - a.X, c.Y - a.Y).CompareTo(Math.BigMul(b.Y - a.Y, c.X - a.X));
}

using System.Runtime.CompilerServices;

namespace HypeKr.Calibration;

/// <summary>Inductive Venn-Abers calibration, exact by its definition: a score gets p0 and p1, the isotonic fit at the score with the object itself added as NO and as YES.</summary>
/// <remarks>
/// <para>
/// Vovk, Petej and Fedorova, "Large-scale probabilistic predictors with and without guarantees of validity" (2015). Below all
/// calibration scores p0 is 0; above them p1 is 1. Fitting is O(m) for m distinct scores by two convex hulls in exact integers;
/// the model is its distinct steps, so a prediction is one binary search over a few steps and allocates nothing.
/// </para>
/// <para>The guarantee needs the test object to weigh as much as a calibration object, so it weighs one unit weight unless told otherwise.</para>
/// </remarks>
public sealed class VennAbersCalibrator
{
    private readonly VennAbersStep[] _lower;
    private readonly VennAbersStep[] _upper;

    // Where any step begins or ends, and the two values that hold around each; one search finds both.
    private readonly double[] _breaks;
    private readonly VennAbersInterval[] _between;
    private readonly double[] _lowerAt;

    private VennAbersCalibrator(VennAbersStep[] lower, VennAbersStep[] upper, VennAbersAboveRange aboveRange)
    {
        (_lower, _upper, AboveRange) = (lower, upper, aboveRange);
        double[] scores = [.. lower.Select(s => s.Score).Concat(upper.Select(s => s.Score)).Distinct().Order()];
        _breaks = scores;
        _between = new VennAbersInterval[scores.Length + 1];
        _lowerAt = new double[scores.Length + 1];
        var (begun, ended) = (0, 0);
        for (var k = 0; k <= scores.Length; k++)
        {
            // Between breaks k - 1 and k; the upper step that ends at break k holds up to and at it.
            var below = begun == 0 ? 0 : lower[begun - 1].Value;
            while (ended < upper.Length && k > 0 && upper[ended].Score <= scores[k - 1]) ended++;
            _between[k] = new VennAbersInterval(below, ended < upper.Length ? upper[ended].Value : aboveRange == VennAbersAboveRange.LastStep ? upper[^1].Value : 1);
            if (k < scores.Length && begun < lower.Length && lower[begun].Score == scores[k]) begun++;
            _lowerAt[k] = begun == 0 ? 0 : lower[begun - 1].Value;
        }
    }

    /// <summary>The distinct values of p0, ascending; a step holds from its score on. Below the first, p0 is 0.</summary>
    public ReadOnlySpan<VennAbersStep> LowerSteps => _lower;

    /// <summary>The distinct values of p1, ascending; a step holds up to its score. Above the last, p1 is 1.</summary>
    public ReadOnlySpan<VennAbersStep> UpperSteps => _upper;

    /// <summary>What p1 is above the highest calibration score.</summary>
    public VennAbersAboveRange AboveRange { get; }

    /// <summary>Fits the calibrator; the test object weighs one unit weight.</summary>
    /// <param name="table">Scores on any scale with their labels.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty.</exception>
    public static VennAbersCalibrator Fit(ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Fit(table, table.UnitsPerWeight);
    }

    /// <summary>Fits the calibrator for test objects of a given weight.</summary>
    /// <remarks>
    /// Validity is claimed only where all calibration objects weigh the same and the test object weighs as much. With unequal weights
    /// the two numbers are the refits that the definition asks for, and no more.
    /// </remarks>
    /// <param name="table">Scores on any scale with their labels.</param>
    /// <param name="testWeight">The weight of a test object in units of the table, at least 1.</param>
    /// <param name="aboveRange">What p1 is above the highest calibration score: 1 by definition, or what the Python package answers.</param>
    /// <exception cref="InvalidCalibrationDataException">The table is empty.</exception>
    public static VennAbersCalibrator Fit(ScoreTable table, long testWeight, VennAbersAboveRange aboveRange = VennAbersAboveRange.One)
    {
        Guard.NotEmpty(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(testWeight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(testWeight, long.MaxValue / 4);
        if (!Enum.IsDefined(aboveRange)) throw new ArgumentOutOfRangeException(nameof(aboveRange), aboveRange, "This is no rule for scores above the range.");
        var (lower, upper) = AdjacentViolators.FitIn64Bits(table, testWeight)
            ? (VennAbersSweep.Lower<AdjacentViolators.Products64>(table, testWeight), VennAbersSweep.Upper<AdjacentViolators.Products64>(table, testWeight))
            : (VennAbersSweep.Lower<AdjacentViolators.Products128>(table, testWeight), VennAbersSweep.Upper<AdjacentViolators.Products128>(table, testWeight));
        return new VennAbersCalibrator(lower, upper, aboveRange);
    }

    /// <summary>This calibrator with its two numbers merged into one, as a calibrator of plain probabilities.</summary>
    /// <param name="merge">How the two numbers become one.</param>
    public ICalibrator Merged(VennAbersMerge merge) => new MergedVennAbersCalibrator(this, merge);

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
        Guard.Room(scores.Length, destination.Length, "intervals");
        for (var i = 0; i < scores.Length; i++) destination[i] = Predict(scores[i], i);
    }

    /// <summary>The merged probabilities of n scores, without allocation.</summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{double}, Span{VennAbersInterval})"/>
    /// <param name="scores">n scores.</param>
    /// <param name="merge">How the two numbers become one.</param>
    /// <param name="destination">Room for n probabilities.</param>
    public void Predict(ReadOnlySpan<double> scores, VennAbersMerge merge, Span<double> destination)
    {
        Guard.Room(scores.Length, destination.Length, "probabilities");
        for (var i = 0; i < scores.Length; i++) destination[i] = Predict(scores[i], i).Merge(merge);
    }

    /// <summary>The model with these steps, as a bundle read them.</summary>
    internal static VennAbersCalibrator FromSteps(VennAbersStep[] lower, VennAbersStep[] upper) => new(lower, upper, VennAbersAboveRange.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private VennAbersInterval Predict(double score, int row)
    {
        if (double.IsNaN(score)) throw new InvalidCalibrationDataException(row, "the score is NaN.");
        var k = SortedSearch.CountBelow(_breaks, score);
        var interval = _between[k];
        return k < _breaks.Length && _breaks[k] == score ? interval with { P0 = _lowerAt[k] } : interval;
    }
}

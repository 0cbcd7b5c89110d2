using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private const int Together = 8;
    private const int PartSize = 8;

    // As counted: a model may have hundreds of thousands of steps, and reducing their fractions takes longer than finding them.
    private readonly VennAbersStep[] _lower;
    private readonly VennAbersStep[] _upper;
    private readonly double[] _lowerIndex;
    private readonly double[] _upperIndex;
    private VennAbersStep[]? _reducedLower;
    private VennAbersStep[]? _reducedUpper;

    private VennAbersCalibrator(VennAbersStep[] lower, VennAbersStep[] upper, VennAbersAboveRange aboveRange) =>
        (_lower, _upper, _lowerIndex, _upperIndex, AboveRange) = (lower, upper, Index(lower), Index(upper), aboveRange);

    /// <summary>The distinct values of p0, ascending; a step holds from its score on. Below the first, p0 is 0.</summary>
    public ReadOnlySpan<VennAbersStep> LowerSteps => _reducedLower ??= Array.ConvertAll(_lower, step => step.Reduced);

    /// <summary>The distinct values of p1, ascending; a step holds up to its score. Above the last, p1 is 1.</summary>
    public ReadOnlySpan<VennAbersStep> UpperSteps => _reducedUpper ??= Array.ConvertAll(_upper, step => step.Reduced);

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
    public VennAbersInterval Predict(double score)
    {
        var interval = default(VennAbersInterval);
        Predict(new ReadOnlySpan<double>(in score), new Span<VennAbersInterval>(ref interval));
        return interval;
    }

    /// <summary>The intervals of n scores, without allocation.</summary>
    /// <param name="scores">n scores.</param>
    /// <param name="destination">Room for n intervals.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN; the error names the row.</exception>
    public void Predict(ReadOnlySpan<double> scores, Span<VennAbersInterval> destination)
    {
        Guard.Room(scores.Length, destination.Length, "intervals");
        Span<int> begun = stackalloc int[Together];
        Span<int> ended = stackalloc int[Together];
        Span<double> padded = stackalloc double[Together];
        for (var first = 0; first < scores.Length; first += Together)
        {
            var part = scores.Slice(first, Math.Min(Together, scores.Length - first));
            for (var i = 0; i < part.Length; i++)
            {
                if (double.IsNaN(part[i])) throw new InvalidCalibrationDataException(first + i, "the score is NaN.");
            }

            scoped var eight = part;
            if (part.Length < Together)
            {
                part.CopyTo(padded);
                eight = padded;
            }

            CountBelow(_lower, _lowerIndex, eight, begun);
            CountBelow(_upper, _upperIndex, eight, ended);
            for (var i = 0; i < part.Length; i++)
            {
                // How many lower steps begin at or below the score; how many upper steps end below it.
                var from = begun[i];
                if (from < _lower.Length && _lower[from].Score == part[i]) from++;
                var p1 = ended[i] < _upper.Length ? _upper[ended[i]].Value : AboveRange == VennAbersAboveRange.LastStep ? _upper[^1].Value : 1;
                destination[first + i] = new VennAbersInterval(from == 0 ? 0 : _lower[from - 1].Value, p1);
            }
        }
    }

    /// <summary>The merged probabilities of n scores, without allocation.</summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{double}, Span{VennAbersInterval})"/>
    /// <param name="scores">n scores.</param>
    /// <param name="merge">How the two numbers become one.</param>
    /// <param name="destination">Room for n probabilities; may be the scores themselves.</param>
    public void Predict(ReadOnlySpan<double> scores, VennAbersMerge merge, Span<double> destination)
    {
        Guard.Room(scores.Length, destination.Length, "probabilities");
        Span<VennAbersInterval> intervals = stackalloc VennAbersInterval[64];
        for (var first = 0; first < scores.Length; first += intervals.Length)
        {
            var part = scores.Slice(first, Math.Min(intervals.Length, scores.Length - first));
            for (var i = 0; i < part.Length; i++)
            {
                if (double.IsNaN(part[i])) throw new InvalidCalibrationDataException(first + i, "the score is NaN.");
            }

            Predict(part, intervals);
            for (var i = 0; i < part.Length; i++) destination[first + i] = intervals[i].Merge(merge);
        }
    }

    /// <summary>The model with these steps, as a bundle read them.</summary>
    internal static VennAbersCalibrator FromSteps(VennAbersStep[] lower, VennAbersStep[] upper) => new(lower, upper, VennAbersAboveRange.One) { _reducedLower = lower, _reducedUpper = upper };

    /// <summary>The score of the last step of every part, which is what a search looks at first: it fits a cache where the steps do not.</summary>
    private static double[] Index(VennAbersStep[] steps)
    {
        var index = new double[steps.Length / PartSize];
        for (var part = 0; part < index.Length; part++) index[part] = steps[(part * PartSize) + PartSize - 1].Score;
        return index;
    }

    /// <summary>How many steps have a score below each of eight, without branches and in step, so that the searches wait for memory and comparisons together.</summary>
    private static void CountBelow(VennAbersStep[] steps, double[] index, ReadOnlySpan<double> scores, Span<int> counts)
    {
        var (a, b, c, d) = (scores[0], scores[1], scores[2], scores[3]);
        var (e, f, g, h) = (scores[4], scores[5], scores[6], scores[7]);
        nint atA = 0, atB = 0, atC = 0, atD = 0, atE = 0, atF = 0, atG = 0, atH = 0;
        unchecked
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(index);
            for (nint length = index.Length; length > 0;)
            {
                // A single one left is compared itself; else the one before the middle.
                var half = (length + 1) >> 1;
                ref var middle = ref Unsafe.Add(ref first, half - 1);
                atA = Further(atA, Unsafe.Add(ref middle, atA) < a, half);
                atB = Further(atB, Unsafe.Add(ref middle, atB) < b, half);
                atC = Further(atC, Unsafe.Add(ref middle, atC) < c, half);
                atD = Further(atD, Unsafe.Add(ref middle, atD) < d, half);
                atE = Further(atE, Unsafe.Add(ref middle, atE) < e, half);
                atF = Further(atF, Unsafe.Add(ref middle, atF) < f, half);
                atG = Further(atG, Unsafe.Add(ref middle, atG) < g, half);
                atH = Further(atH, Unsafe.Add(ref middle, atH) < h, half);
                length -= half;
            }

            counts[0] = InPart(steps, atA, a);
            counts[1] = InPart(steps, atB, b);
            counts[2] = InPart(steps, atC, c);
            counts[3] = InPart(steps, atD, d);
            counts[4] = InPart(steps, atE, e);
            counts[5] = InPart(steps, atF, f);
            counts[6] = InPart(steps, atG, g);
            counts[7] = InPart(steps, atH, h);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Further(nint at, bool below, nint half) => unchecked(at + (half & -(nint)Unsafe.BitCast<bool, byte>(below)));

    /// <summary>How many steps have a score below one, known to be all before its part and none behind it.</summary>
    private static int InPart(VennAbersStep[] steps, nint part, double score)
    {
        var first = (int)part * PartSize;
        var end = Math.Min(first + PartSize, steps.Length);
        var count = first;
        for (var i = first; i < end; i++) count += Unsafe.BitCast<bool, byte>(steps[i].Score < score);
        return count;
    }
}

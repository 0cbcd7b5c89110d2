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
    // As counted: a model may have hundreds of thousands of steps, and reducing their fractions takes longer than finding them.
    private readonly VennAbersStep[] _lower;
    private readonly VennAbersStep[] _upper;
    private readonly StepSearch _lowerSearch;
    private readonly StepSearch _upperSearch;
    private VennAbersStep[]? _reducedLower;
    private VennAbersStep[]? _reducedUpper;

    private VennAbersCalibrator(VennAbersStep[] lower, VennAbersStep[] upper, VennAbersAboveRange aboveRange) =>
        (_lower, _upper, _lowerSearch, _upperSearch, AboveRange) = (lower, upper, new StepSearch(lower), new StepSearch(upper), aboveRange);

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

    /// <summary>The interval of one score that is not NaN, by two plain searches: faster than eight together for a single one.</summary>
    internal VennAbersInterval PredictOne(double score)
    {
        var from = _lowerSearch.CountUpTo(score);
        var ended = _upperSearch.CountBelow(score);
        var upper = _upperSearch.Values;
        return new VennAbersInterval(from == 0 ? 0 : _lowerSearch.Values[from - 1], ended < upper.Length ? upper[ended] : AboveRange == VennAbersAboveRange.LastStep ? upper[^1] : 1);
    }

    /// <summary>The intervals of n scores, without allocation.</summary>
    /// <param name="scores">n scores.</param>
    /// <param name="destination">Room for n intervals.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidCalibrationDataException">A score is NaN; the error names the row.</exception>
    public void Predict(ReadOnlySpan<double> scores, Span<VennAbersInterval> destination)
    {
        Guard.Room(scores.Length, destination.Length, "intervals");
        Span<int> begun = stackalloc int[StepSearch.Together];
        Span<int> ended = stackalloc int[StepSearch.Together];
        Span<double> padded = stackalloc double[StepSearch.Together];
        var (lower, upper) = (_lowerSearch.Values, _upperSearch.Values);
        var above = AboveRange == VennAbersAboveRange.LastStep ? upper[^1] : 1;
        for (var first = 0; first < scores.Length; first += StepSearch.Together)
        {
            var part = scores.Slice(first, Math.Min(StepSearch.Together, scores.Length - first));
            for (var i = 0; i < part.Length; i++)
            {
                if (double.IsNaN(part[i])) throw new InvalidCalibrationDataException(first + i, "the score is NaN.");
            }

            scoped var eight = part;
            if (part.Length < StepSearch.Together)
            {
                part.CopyTo(padded);
                eight = padded;
            }

            _lowerSearch.CountBelow(eight, begun);
            _upperSearch.CountBelow(eight, ended);
            for (var i = 0; i < part.Length; i++)
            {
                // How many lower steps begin at or below the score; how many upper steps end below it.
                var from = begun[i];
                if (_lowerSearch.IsAt(from, part[i])) from++;
                destination[first + i] = new VennAbersInterval(from == 0 ? 0 : lower[from - 1], ended[i] < upper.Length ? upper[ended[i]] : above);
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
}

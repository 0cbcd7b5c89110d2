namespace HypeKr.Calibration;

/// <summary>Two probabilities, the lower first: the ends between which a method leaves a probability open.</summary>
/// <remarks>Reading a <c>default</c> value throws <see cref="UninitializedValueException"/>.</remarks>
public readonly struct ProbabilityInterval : IEquatable<ProbabilityInterval>
{
    private readonly double _lower;
    private readonly double _upper;
    private readonly bool _isSet;

    /// <summary>An interval.</summary>
    /// <param name="lower">In [0, 1].</param>
    /// <param name="upper">In [0, 1], at least <paramref name="lower"/>.</param>
    /// <exception cref="InvalidCalibrationDataException">An end is outside [0, 1] or NaN, or the lower is above the upper.</exception>
    public ProbabilityInterval(double lower, double upper)
    {
        _lower = Guard.Probability(lower, "lower end");
        _upper = Guard.Probability(upper, "upper end");
        if (lower > upper) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The lower end {lower} is above the upper end {upper}."));
        _isSet = true;
    }

    /// <summary>The lower end. Of a Venn-Abers interval p0: what the probability is if the outcome is NO.</summary>
    /// <exception cref="UninitializedValueException">This is a default value.</exception>
    public double Lower => Set()._lower;

    /// <summary>The upper end. Of a Venn-Abers interval p1: what the probability is if the outcome is YES.</summary>
    /// <exception cref="UninitializedValueException">This is a default value.</exception>
    public double Upper => Set()._upper;

    /// <summary>Upper - Lower: small where there is much data.</summary>
    public double Width => Upper - Lower;

    /// <summary>Whether a probability lies inside, ends included.</summary>
    public bool Contains(double probability) => probability >= Lower && probability <= Upper;

    /// <inheritdoc/>
    public bool Equals(ProbabilityInterval other) => _isSet == other._isSet && _lower == other._lower && _upper == other._upper;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ProbabilityInterval other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_isSet, _lower, _upper);

    /// <summary>Whether both have the same ends.</summary>
    public static bool operator ==(ProbabilityInterval left, ProbabilityInterval right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(ProbabilityInterval left, ProbabilityInterval right) => !left.Equals(right);

    /// <summary>For example "[0.25, 0.5]", or (none) for a default value.</summary>
    public override string ToString() => _isSet ? string.Create(CultureInfo.InvariantCulture, $"[{_lower}, {_upper}]") : "(none)";

    private ProbabilityInterval Set() => _isSet ? this : throw new UninitializedValueException(nameof(ProbabilityInterval));
}

namespace HypeKr.Calibration;

/// <summary>Alpha, the share of sets that may miss the truth, as an exact fraction strictly between 0 and 1.</summary>
/// <remarks>
/// A <see cref="decimal"/> converts to it; a <see cref="double"/> does not, since its rounding moves ranks and boundaries: an exact
/// double 0.3 gives a wrong quantile index for every tenth n. Reading a <c>default</c> value throws <see cref="UninitializedValueException"/>.
/// </remarks>
public readonly struct SignificanceLevel : IEquatable<SignificanceLevel>
{
    // 18 decimals: the largest power of ten that a long holds.
    private const int MaximumScale = 18;
    private const long Scale = 1_000_000_000_000_000_000;

    private readonly long _numerator;
    private readonly long _denominator;

    private SignificanceLevel(long numerator, long denominator)
    {
        var divisor = GreatestCommonDivisor(numerator, denominator);
        _numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    /// <summary>The numerator, in lowest terms.</summary>
    public long Numerator => _denominator > 0 ? _numerator : throw new UninitializedValueException(nameof(SignificanceLevel));

    /// <summary>The denominator, in lowest terms.</summary>
    public long Denominator => _denominator > 0 ? _denominator : throw new UninitializedValueException(nameof(SignificanceLevel));

    /// <summary>The fraction numerator / denominator, for example 1/3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie strictly between 0 and 1, or the denominator is above 10^18.</exception>
    public static SignificanceLevel Of(long numerator, long denominator)
    {
        if (numerator <= 0 || denominator <= 0 || numerator >= denominator)
        {
            throw new ArgumentOutOfRangeException(nameof(numerator), string.Create(CultureInfo.InvariantCulture, $"{numerator}/{denominator} does not lie between 0 and 1; 1/10, for example, makes sets that hold the truth nine times in ten."));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(denominator, Scale);
        return new SignificanceLevel(numerator, denominator);
    }

    /// <summary>A decimal strictly between 0 and 1 with at most 18 decimals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie between 0 and 1, or has more decimals.</exception>
    public static SignificanceLevel FromDecimal(decimal alpha)
    {
        if (alpha <= 0 || alpha >= 1) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must lie between 0 and 1, for example 0.1 for sets that hold the truth nine times in ten.");
        if (decimal.Round(alpha, MaximumScale) != alpha) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha has more than 18 decimals; write it as a fraction with SignificanceLevel.Of.");
        return new SignificanceLevel((long)(alpha * Scale), Scale);
    }

    /// <inheritdoc cref="FromDecimal"/>
    public static implicit operator SignificanceLevel(decimal alpha) => FromDecimal(alpha);

    /// <summary>The rank k of the score that bounds the set {p &gt; alpha} of a cell of n scores: k = ceil((n + 1)(1 - alpha)), n + 1 when nothing can be excluded.</summary>
    public long Rank(long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var product = (Int128)(n + 1) * (Denominator - Numerator);
        return (long)((product + Denominator - 1) / Denominator);
    }

    /// <summary>The rank, by weight, of the score that bounds the set of a cell: p = alpha out or in.</summary>
    /// <param name="total">The weight of the cell's scores.</param>
    /// <param name="own">The object's own weight, 1 without weights.</param>
    /// <param name="boundary">What happens to p = alpha.</param>
    internal long Rank(long total, long own, ConformalBoundary boundary) =>
        boundary == ConformalBoundary.Exclude ? Complement().Ceiling(total + own) : Complement().Floor(total + own) + 1;

    /// <summary>floor(alpha · n).</summary>
    internal long Floor(long n) => (long)((Int128)n * Numerator / Denominator);

    /// <summary>ceil(alpha · n).</summary>
    internal long Ceiling(long n) => (long)((((Int128)n * Numerator) + Denominator - 1) / Denominator);

    /// <summary>Half of alpha, for two-sided intervals.</summary>
    internal SignificanceLevel Half() => new(Numerator, Denominator * 2);

    /// <summary>1 - alpha.</summary>
    internal SignificanceLevel Complement() => new(Denominator - Numerator, Denominator);

    /// <inheritdoc/>
    public bool Equals(SignificanceLevel other) => _numerator == other._numerator && _denominator == other._denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SignificanceLevel other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_numerator, _denominator);

    /// <summary>Whether both are the same fraction.</summary>
    public static bool operator ==(SignificanceLevel left, SignificanceLevel right) => left.Equals(right);

    /// <summary>Whether the fractions differ.</summary>
    public static bool operator !=(SignificanceLevel left, SignificanceLevel right) => !left.Equals(right);

    /// <summary>The fraction, for example "1/10", or (none) for a default value.</summary>
    public override string ToString() => _denominator > 0 ? string.Create(CultureInfo.InvariantCulture, $"{_numerator}/{_denominator}") : "(none)";

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}

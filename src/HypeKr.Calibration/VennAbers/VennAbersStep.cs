namespace HypeKr.Calibration;

/// <summary>One step of a Venn-Abers model: an exact fraction that holds from or up to a score.</summary>
/// <remarks>Equal where score and fraction are equal, however the fraction was written.</remarks>
public readonly struct VennAbersStep : IEquatable<VennAbersStep>
{
    // As counted: a model may have hundreds of thousands of steps, and reducing all of them costs more than finding them.
    private readonly long _numerator;
    private readonly long _denominator;

    /// <summary>A step.</summary>
    /// <param name="score">Where the step begins (lower steps) or ends (upper steps).</param>
    /// <param name="numerator">The numerator of the probability, 0 or more.</param>
    /// <param name="denominator">The denominator of the probability, above 0.</param>
    public VennAbersStep(double score, long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, 1);
        (Score, _numerator, _denominator) = (score, numerator, denominator);
    }

    /// <summary>Where the step begins (lower steps) or ends (upper steps).</summary>
    public double Score { get; }

    /// <summary>The numerator of the probability, in lowest terms.</summary>
    public long Numerator => _numerator == 0 ? 0 : _numerator / Divisor;

    /// <summary>The denominator of the probability, in lowest terms.</summary>
    public long Denominator => _denominator == 0 ? 0 : _denominator / Divisor;

    /// <summary>The probability.</summary>
    public double Value => (double)_numerator / _denominator;

    private long Divisor
    {
        get
        {
            var (divisor, rest) = (_denominator, _numerator);
            while (rest != 0) (divisor, rest) = (rest, divisor % rest);
            return divisor;
        }
    }

    /// <summary>The same step with its fraction in lowest terms.</summary>
    internal VennAbersStep Reduced => new(Score, Numerator, Denominator);

    /// <inheritdoc/>
    public bool Equals(VennAbersStep other) => Score.Equals(other.Score) && Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VennAbersStep other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Score, Numerator, Denominator);

    /// <summary>Whether score and fraction are equal.</summary>
    public static bool operator ==(VennAbersStep left, VennAbersStep right) => left.Equals(right);

    /// <summary>Whether score or fraction differ.</summary>
    public static bool operator !=(VennAbersStep left, VennAbersStep right) => !left.Equals(right);

    /// <summary>For example "0.25: 1/3".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Score}: {Numerator}/{Denominator}");
}

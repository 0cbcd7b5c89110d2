namespace HypeKr.Calibration;

/// <summary>A probability as a forecaster gave it, before calibration. It can be calibrated, and nothing else: sizing takes a <see cref="CalibratedForecast"/>.</summary>
/// <remarks>Reading a <c>default</c> value throws <see cref="UninitializedValueException"/>.</remarks>
public readonly struct RawProbability : IEquatable<RawProbability>
{
    private readonly double _value;
    private readonly bool _isSet;

    /// <summary>A raw probability.</summary>
    /// <param name="value">In [0, 1].</param>
    /// <exception cref="InvalidCalibrationDataException">The value is outside [0, 1] or NaN.</exception>
    public RawProbability(double value)
    {
        _value = Guard.Probability(value, "raw probability");
        _isSet = true;
    }

    /// <summary>The number in [0, 1].</summary>
    /// <exception cref="UninitializedValueException">This is a default value.</exception>
    public double Value => _isSet ? _value : throw new UninitializedValueException(nameof(RawProbability));

    /// <inheritdoc/>
    public bool Equals(RawProbability other) => _isSet == other._isSet && _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawProbability other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_isSet, _value);

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(RawProbability left, RawProbability right) => left.Equals(right);

    /// <summary>Whether the two are different numbers.</summary>
    public static bool operator !=(RawProbability left, RawProbability right) => !left.Equals(right);

    /// <summary>The number, or (none) for a default value.</summary>
    public override string ToString() => _isSet ? _value.ToString(CultureInfo.InvariantCulture) : "(none)";
}

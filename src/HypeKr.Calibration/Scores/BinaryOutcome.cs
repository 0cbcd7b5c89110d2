namespace HypeKr.Calibration;

/// <summary>What a yes-or-no question came to.</summary>
/// <remarks>
/// The label rule is in the type: a resolution value is YES from 0.5 up, so 9.045e-08, which some venues report for NO, is NO.
/// Reading a <c>default</c> value throws <see cref="UninitializedValueException"/>.
/// </remarks>
public readonly struct BinaryOutcome : IEquatable<BinaryOutcome>
{
    // 0 is what default(BinaryOutcome) holds, and means nothing.
    private readonly byte _value;

    private BinaryOutcome(byte value) => _value = value;

    /// <summary>The event happened (class 1).</summary>
    public static BinaryOutcome Yes { get; } = new(2);

    /// <summary>The event did not happen (class 0).</summary>
    public static BinaryOutcome No { get; } = new(1);

    /// <summary>Whether the event happened.</summary>
    /// <exception cref="UninitializedValueException">This is a default value.</exception>
    public bool IsYes => _value switch
    {
        2 => true,
        1 => false,
        _ => throw new UninitializedValueException(nameof(BinaryOutcome)),
    };

    /// <summary>Reads a resolution value, usually 0 or 1 but sometimes 9.045e-08 or 0.9999: YES from 0.5 up.</summary>
    /// <exception cref="InvalidCalibrationDataException"><paramref name="value"/> is NaN.</exception>
    public static BinaryOutcome FromResolution(double value)
    {
        if (double.IsNaN(value)) throw new InvalidCalibrationDataException("The resolution value is NaN; a resolved question has a number, YES from 0.5 up.");
        return value >= 0.5 ? Yes : No;
    }

    /// <summary>YES for true, NO for false.</summary>
    public static BinaryOutcome From(bool isYes) => isYes ? Yes : No;

    /// <inheritdoc/>
    public bool Equals(BinaryOutcome other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BinaryOutcome other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value;

    /// <summary>Whether both stand for the same answer.</summary>
    public static bool operator ==(BinaryOutcome left, BinaryOutcome right) => left.Equals(right);

    /// <summary>Whether the two stand for different answers.</summary>
    public static bool operator !=(BinaryOutcome left, BinaryOutcome right) => !left.Equals(right);

    /// <summary>YES, NO, or (none) for a default value.</summary>
    public override string ToString() => _value switch { 2 => "YES", 1 => "NO", _ => "(none)" };
}

namespace HypeKr.Calibration;

/// <summary>How an isotonic fit is bounded and read. The defaults are scikit-learn's, except that scores equal only when they are the same double.</summary>
public sealed record IsotonicOptions
{
    internal static IsotonicOptions Default { get; } = new();

    /// <summary>Block values below this are raised to it after the fit.</summary>
    /// <value>None by default.</value>
    public double? Minimum { get; init; }

    /// <summary>Block values above this are lowered to it after the fit.</summary>
    /// <value>None by default.</value>
    public double? Maximum { get; init; }

    /// <summary>What to answer outside the fitted range.</summary>
    /// <value><see cref="OutOfRangeRule.Clip"/> by default.</value>
    public OutOfRangeRule OutOfRange { get; init; } = OutOfRangeRule.Clip;

    /// <summary>What to answer between two blocks.</summary>
    /// <value><see cref="IsotonicInterpolation.Linear"/> by default.</value>
    public IsotonicInterpolation Interpolation { get; init; } = IsotonicInterpolation.Linear;

    internal void Validate()
    {
        if (Minimum is { } low && double.IsNaN(low)) throw new ArgumentException("Minimum is NaN.");
        if (Maximum is { } high && double.IsNaN(high)) throw new ArgumentException("Maximum is NaN.");
        if (Minimum > Maximum) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Minimum {Minimum} is above Maximum {Maximum}."));
    }

    internal double Bound(double value)
    {
        if (value < Minimum) value = Minimum.Value;
        if (value > Maximum) value = Maximum.Value;
        return value;
    }
}

namespace HypeKr.Calibration;

/// <summary>A <c>default</c> value was read as if it were a probability, an outcome or a quote.</summary>
public sealed class UninitializedValueException : CalibrationException
{
    internal UninitializedValueException(string type)
        : base($"This {type} is a default value, which stands for nothing; construct it with a value first.")
    {
    }
}

namespace HypeKr.Calibration;

/// <summary>A row or value that no method can use: NaN, a probability outside [0, 1], more positives than rows, an empty table.</summary>
public sealed class InvalidCalibrationDataException : CalibrationException
{
    internal InvalidCalibrationDataException(string message) : base(message)
    {
    }

    internal InvalidCalibrationDataException(long row, string message)
        : base(string.Create(CultureInfo.InvariantCulture, $"Row {row}: {message}"))
    {
        Row = row;
    }

    /// <summary>The zero-based index of the offending row in the input, when one row is to blame.</summary>
    public long? Row { get; }
}

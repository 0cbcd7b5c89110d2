namespace HypeKr.Calibration;

/// <summary>The root of every error of this package's own.</summary>
public abstract class CalibrationException : Exception
{
    private protected CalibrationException(string message) : base(message)
    {
    }

    private protected CalibrationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

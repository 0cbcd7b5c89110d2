namespace HypeKr.Calibration;

/// <summary>A saved monitor cannot be resumed: the text is none, of another kind or version, or contradicts itself.</summary>
public sealed class MonitorFormatException : CalibrationException
{
    internal MonitorFormatException(string message) : base(message)
    {
    }

    internal MonitorFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

namespace HypeKr.Calibration;

/// <summary>A saved bundle cannot be used: it is no bundle, of another version, contradicts itself, or was changed since it was written.</summary>
public sealed class BundleFormatException : CalibrationException
{
    internal BundleFormatException(string message) : base(message)
    {
    }

    internal BundleFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

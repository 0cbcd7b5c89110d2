namespace HypeKr.Calibration;

/// <summary>A bundle store cannot do what was asked: another process is publishing, it has no such bundle, or nothing to roll back to.</summary>
public sealed class BundleStoreException : CalibrationException
{
    internal BundleStoreException(string message) : base(message)
    {
    }

    internal BundleStoreException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

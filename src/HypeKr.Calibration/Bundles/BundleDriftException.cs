namespace HypeKr.Calibration;

/// <summary>A bundle is whole, but was made by other versions or conventions than the caller accepts.</summary>
public sealed class BundleDriftException : CalibrationException
{
    internal BundleDriftException(IReadOnlyList<BundleWarning> warnings)
        : base($"The bundle is refused by the load options: {string.Join("; ", warnings)}. Refit it here, or take the kind out of BundleLoadOptions.Refuse.") => Warnings = warnings;

    /// <summary>The warnings that were errors.</summary>
    public IReadOnlyList<BundleWarning> Warnings { get; }
}

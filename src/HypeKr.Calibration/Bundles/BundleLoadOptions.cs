namespace HypeKr.Calibration;

/// <summary>What a bundle must be besides whole to be loaded.</summary>
public sealed record BundleLoadOptions
{
    internal static BundleLoadOptions Default { get; } = new();

    /// <summary>Warnings that are errors here.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<BundleWarningKind> Refuse { get; init; } = [];

    /// <summary>Judges the signature; a bundle without one is then refused too.</summary>
    /// <value>Null by default: signatures are not looked at.</value>
    public BundleVerifier? Verifier { get; init; }
}

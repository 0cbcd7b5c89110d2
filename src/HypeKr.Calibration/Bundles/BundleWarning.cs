namespace HypeKr.Calibration;

/// <summary>Something about a bundle that was loaded, which the caller may turn into an error (<see cref="BundleLoadOptions.Refuse"/>).</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Stated">What the bundle says.</param>
/// <param name="Current">What holds here.</param>
public readonly record struct BundleWarning(BundleWarningKind Kind, string Stated, string Current)
{
    /// <summary>For example "PackageVersion: the bundle has 0.1.0, this is 0.2.0".</summary>
    public override string ToString() => $"{Kind}: the bundle has {Stated}, this is {Current}";
}

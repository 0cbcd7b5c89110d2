using System.Reflection;
using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>Where a bundle comes from: what it replaces, the data it saw, and the code that fitted it. Part of its hash.</summary>
public sealed record BundleProvenance
{
    /// <summary>The bundle that this one replaces, by its hash; null for the first.</summary>
    public string? ParentHash { get; init; }

    /// <summary>The earliest question among the rows, by its creation; null where rows had no times.</summary>
    public DateTimeOffset? DataFrom { get; init; }

    /// <summary>The latest question among the rows, by its creation; null where rows had no times.</summary>
    public DateTimeOffset? DataTo { get; init; }

    /// <summary>Up to when outcomes were known; null where nobody said.</summary>
    public DateTimeOffset? CutOff { get; init; }

    /// <summary>The version of this package that fitted the bundle.</summary>
    public string PackageVersion { get; internal init; } = CurrentPackage;

    /// <summary>The runtime that fitted the bundle, for example ".NET 10.0.1".</summary>
    public string RuntimeVersion { get; internal init; } = RuntimeInformation.FrameworkDescription;

    /// <summary>What counts as YES.</summary>
    public string LabelConvention { get; internal init; } = CurrentLabels;

    /// <summary>The bins of calibration errors that reports on this bundle name.</summary>
    public string EceConvention { get; internal init; } = CurrentEce;

    internal static string CurrentPackage { get; } = (typeof(BundleProvenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];

    internal const string CurrentLabels = "YES from 0.5";

    internal static string CurrentEce { get; } = new BinningRule(BinEdges.FloorCapped, 15).ToString();

    internal void Validate()
    {
        if (ParentHash is { } parent && !IsHash(parent)) throw new ArgumentException($"ParentHash is \"{parent}\"; a bundle's hash is 64 lower-case hex digits.");
        if (DataFrom > DataTo) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"DataFrom, {DataFrom:O}, is after DataTo, {DataTo:O}."));
    }

    internal static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}

namespace HypeKr.Calibration;

/// <summary>What about a bundle that was loaded deserves a look.</summary>
public enum BundleWarningKind
{
    /// <summary>Another version of this package fitted it.</summary>
    PackageVersion,

    /// <summary>Another runtime fitted it.</summary>
    RuntimeVersion,

    /// <summary>It was written in an older schema and has been migrated: its hash is new, its parent is the old one's hash.</summary>
    SchemaMigrated,

    /// <summary>It was fitted under another convention of labels or bins.</summary>
    Convention,
}

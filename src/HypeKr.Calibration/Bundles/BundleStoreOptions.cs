namespace HypeKr.Calibration;

/// <summary>How a <see cref="BundleStore"/> reads and keeps time.</summary>
public sealed record BundleStoreOptions
{
    internal static BundleStoreOptions Default { get; } = new();

    /// <summary>What a bundle must be besides whole, whenever one is read or published.</summary>
    /// <value>Whole is enough by default.</value>
    public BundleLoadOptions Load { get; init; } = BundleLoadOptions.Default;

    /// <summary>Whether a store whose current bundle is damaged opens with the newest one of its history that is whole. <see cref="BundleStore.Damaged"/> then names what was passed over.</summary>
    /// <value>False by default: a damaged bundle is an error.</value>
    public bool FallBack { get; init; }

    /// <summary>The clock of the history.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}

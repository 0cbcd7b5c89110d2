namespace HypeKr.Calibration;

/// <summary>One step in the history of a <see cref="BundleStore"/>: from here on this bundle was the current one.</summary>
/// <param name="Hash">The bundle's hash.</param>
/// <param name="At">When, by the store's clock.</param>
/// <param name="IsRollback">Whether it was made current again, and not published.</param>
public readonly record struct BundleStoreEntry(string Hash, DateTimeOffset At, bool IsRollback);

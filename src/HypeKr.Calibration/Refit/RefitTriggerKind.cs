namespace HypeKr.Calibration;

/// <summary>Why a refit is due.</summary>
public enum RefitTriggerKind
{
    /// <summary>There is no bundle yet.</summary>
    NoBundle,

    /// <summary>So much time has passed since the last attempt.</summary>
    Schedule,

    /// <summary>A category has so many new rows.</summary>
    NewRows,

    /// <summary>A monitor has alarmed.</summary>
    Drift,

    /// <summary>Another version of this package or runtime fitted the current bundle.</summary>
    VersionChange,
}

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Which margin an asset of a builder-deployed dex takes. Wire: <c>marginMode</c>.</summary>
public enum PerpMarginMode
{
    /// <summary>Cross and isolated margin. Wire: <c>normal</c>.</summary>
    Normal,

    /// <summary>Isolated margin, which may be taken out again. Wire: <c>noCross</c>.</summary>
    NoCross,

    /// <summary>Isolated margin, which stays with the position. Wire: <c>strictIsolated</c>.</summary>
    StrictIsolated,
}

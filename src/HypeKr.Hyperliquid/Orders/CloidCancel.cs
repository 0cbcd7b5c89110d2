namespace HypeKr.Hyperliquid;

/// <summary>An order to cancel, by the client's id.</summary>
/// <param name="Asset">What it trades. Wire: <c>asset</c>.</param>
/// <param name="Cloid">The client's id. Wire: <c>cloid</c>.</param>
public readonly record struct CloidCancel(AssetId Asset, Cloid Cloid);

namespace HypeKr.Hyperliquid;

/// <summary>A dead man's switch at one moment.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="FiresAt">When it fires, on the venue's clock; null when it was removed.</param>
/// <param name="Refreshes">How often it was set.</param>
/// <param name="Failure">Why it could not be set anew; null where it could.</param>
public sealed record DeadMansSwitchState(DeadMansSwitchStatus Status, DateTimeOffset? FiresAt, long Refreshes, HyperliquidException? Failure = null);

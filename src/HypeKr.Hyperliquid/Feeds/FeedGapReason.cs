namespace HypeKr.Hyperliquid;

/// <summary>Why values of a feed are missing, or may be.</summary>
public enum FeedGapReason
{
    /// <summary>The socket was lost. A second gap of the same beginning, with its end, follows when the venue has acknowledged the subscription anew.</summary>
    Disconnected,

    /// <summary>The subscription fell silent while its socket lived, and is made anew. A second gap with its end follows.</summary>
    Stale,

    /// <summary>The reader was too slow and values were dropped.</summary>
    SlowReader,

    /// <summary>A message could not be read.</summary>
    Unreadable,

    /// <summary>The subscription is shared with an older feed: the venue does not send the snapshot again.</summary>
    NoSnapshot,
}

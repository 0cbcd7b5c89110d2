namespace HypeKr.Hyperliquid;

/// <summary>What a feed does for a reader who does not keep up. Nobody stalls the socket.</summary>
public enum SlowReaderPolicy
{
    /// <summary>Only the latest message waits; <see cref="FeedItem{T}.Skipped"/> tells how many values it replaced.</summary>
    Latest,

    /// <summary>The oldest message is dropped, and a <see cref="FeedGap"/> with the number of lost values stands in its place.</summary>
    DropOldest,

    /// <summary>The feed ends with a <see cref="FeedOverflowException"/> after what was received in time.</summary>
    Fail,
}

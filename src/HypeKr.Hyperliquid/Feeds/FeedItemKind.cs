namespace HypeKr.Hyperliquid;

/// <summary>What an item of a feed is.</summary>
public enum FeedItemKind
{
    /// <summary>Nothing: the default of the type.</summary>
    None,

    /// <summary>A value as it stood when the subscription began or was made anew. It replaces what was known before.</summary>
    Snapshot,

    /// <summary>A value that came since.</summary>
    Live,

    /// <summary>Something was missed, or may have been.</summary>
    Gap,
}

namespace HypeKr.Hyperliquid;

/// <summary>What the messages of a subscription are to each other.</summary>
internal enum FeedSemantics
{
    /// <summary>Each is complete and replaces the one before.</summary>
    Whole,

    /// <summary>The first holds history and says so with <c>isSnapshot</c>; the others add to it.</summary>
    SnapshotThenChanges,

    /// <summary>The first is complete, though it does not say so; the others hold what changed.</summary>
    WholeThenChanges,

    /// <summary>Each adds to what came before, and there is no history.</summary>
    Events,
}

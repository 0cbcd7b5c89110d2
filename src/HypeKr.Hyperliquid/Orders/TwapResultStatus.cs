namespace HypeKr.Hyperliquid;

/// <summary>What is known of a TWAP order after it was sent.</summary>
public enum TwapResultStatus
{
    /// <summary>No usable answer came, or one that proves nothing: it may be running or not.</summary>
    Unknown,

    /// <summary>The venue refused it.</summary>
    Rejected,

    /// <summary>It runs, or waits for its trigger. Wire: <c>running</c>.</summary>
    Running,

    /// <summary>Not started, and it cannot be any more. It may be asked for again, with the same key. Said by a <see cref="PlacementJournal"/>.</summary>
    NotPlaced,
}

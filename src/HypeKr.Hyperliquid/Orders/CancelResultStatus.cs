namespace HypeKr.Hyperliquid;

/// <summary>What is known of a cancellation after it was sent.</summary>
public enum CancelResultStatus
{
    /// <summary>No usable answer came, or one that proves nothing: the order may be cancelled or not.</summary>
    Unknown,

    /// <summary>The order is cancelled.</summary>
    Canceled,

    /// <summary>The venue refused; mostly because the order is not there: never placed, cancelled already, or filled.</summary>
    Rejected,

    /// <summary>The cancellation was not carried out, and cannot be any more; the order was not seen to have ended. It may be asked for again. Said by a <see cref="PlacementJournal"/>.</summary>
    NotCanceled,
}

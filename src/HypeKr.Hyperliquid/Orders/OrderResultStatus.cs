namespace HypeKr.Hyperliquid;

/// <summary>What is known of an order after it was sent.</summary>
public enum OrderResultStatus
{
    /// <summary>No usable answer came, or one that proves nothing: the order may have been executed, in part, in full or not at all.</summary>
    Unknown,

    /// <summary>The venue refused the order.</summary>
    Rejected,

    /// <summary>The order, or what did not fill of it, rests on the book. The answer does not say how much filled before.</summary>
    Resting,

    /// <summary>Filled for less than its size. The rest of an <see cref="TimeInForce.Ioc"/> order is cancelled.</summary>
    PartlyFilled,

    /// <summary>Filled for its whole size.</summary>
    Filled,

    /// <summary>A child order that waits for its parent to fill. Wire: <c>waitingForFill</c>.</summary>
    WaitingForFill,

    /// <summary>A trigger order that waits for its trigger. Wire: <c>waitingForTrigger</c>.</summary>
    WaitingForTrigger,

    /// <summary>Taken by the venue, which says no more: so for a single <c>modify</c>. Look the order up by its client's id.</summary>
    Accepted,

    /// <summary>Not placed, and it cannot be any more: not refused, and not on the book either. It may be asked for again, with the same key. Said by a <see cref="PlacementJournal"/>.</summary>
    NotPlaced,

    /// <summary>Cancelled without a fill; <see cref="OrderResult.CancelReason"/> says by what. Said by a <see cref="PlacementJournal"/> that found the order so.</summary>
    Canceled,

    /// <summary>Filled in part, and the rest cancelled; <see cref="OrderResult.CancelReason"/> says by what. Said by a <see cref="PlacementJournal"/> that found the order so.</summary>
    PartlyFilledThenCanceled,
}

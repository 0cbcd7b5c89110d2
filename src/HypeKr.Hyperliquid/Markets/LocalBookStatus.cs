namespace HypeKr.Hyperliquid;

/// <summary>What a local book is good for.</summary>
public enum LocalBookStatus
{
    /// <summary>There is no book yet, or what there was is lost: the socket is down, the subscription is made anew, or what came could not be a book. It has no levels.</summary>
    Syncing,

    /// <summary>The book as the venue sent it last, with one level at least.</summary>
    Synced,

    /// <summary>The venue sent a book without any level.</summary>
    Empty,

    /// <summary>It was synced, and nothing has come for longer than <see cref="LocalBookOptions.StaleAfter"/>. The last levels are still there.</summary>
    Stale,

    /// <summary>The feed has ended, and nothing comes any more. It has no levels.</summary>
    Ended,
}

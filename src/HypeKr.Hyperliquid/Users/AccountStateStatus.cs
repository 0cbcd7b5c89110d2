namespace HypeKr.Hyperliquid;

/// <summary>What an account state is good for.</summary>
public enum AccountStateStatus
{
    /// <summary>Something was missed, or may have been, and is being read over HTTP. What was known before is still there.</summary>
    Syncing,

    /// <summary>Every feed is acknowledged and without a gap, and everything was read over HTTP since.</summary>
    Synced,

    /// <summary>A feed was refused or the state disposed: nothing changes any more.</summary>
    Ended,
}

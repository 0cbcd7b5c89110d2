namespace HypeKr.Hyperliquid;

/// <summary>How a dead man's switch stands.</summary>
public enum DeadMansSwitchStatus
{
    /// <summary>It is set, and was set anew when it was last due.</summary>
    Armed,

    /// <summary>It could not be set anew and is tried again; the orders are still there.</summary>
    Failing,

    /// <summary>Its time has come before it could be set anew: the venue has cancelled the account's orders, as far as this machine can tell. It is tried again.</summary>
    Fired,

    /// <summary>It is no longer set anew.</summary>
    Stopped,
}

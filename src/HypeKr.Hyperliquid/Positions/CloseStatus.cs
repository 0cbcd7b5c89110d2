namespace HypeKr.Hyperliquid;

/// <summary>What became of an attempt to close.</summary>
public enum CloseStatus
{
    /// <summary>No usable answer came: some, all or nothing may be closed. Read the position again.</summary>
    Unknown,

    /// <summary>There was nothing to close; nothing was sent.</summary>
    NoPosition,

    /// <summary>Nothing was closed: the order was refused or found nothing to match, or what is free to sell is below one lot and nothing was sent.</summary>
    NotClosed,

    /// <summary>Some was closed, some remains.</summary>
    PartlyClosed,

    /// <summary>All was closed; nothing remains.</summary>
    Closed,
}

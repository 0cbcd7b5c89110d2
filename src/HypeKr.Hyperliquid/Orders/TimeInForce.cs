namespace HypeKr.Hyperliquid;

/// <summary>What becomes of the part of a limit order that does not fill at once. Wire: <c>tif</c>, the name as it is here.</summary>
/// <remarks>There is no market order on the wire: <see cref="Ioc"/> with an aggressive price is one.</remarks>
public enum TimeInForce
{
    /// <summary>Good till cancelled: it rests on the book.</summary>
    Gtc,

    /// <summary>Immediate or cancel: it fills what it can, and the rest is cancelled.</summary>
    Ioc,

    /// <summary>Add liquidity only (post-only): refused if it would fill at once.</summary>
    Alo,

    /// <summary>As <see cref="Ioc"/>, shown as a market order in the venue's own interface.</summary>
    FrontendMarket,
}

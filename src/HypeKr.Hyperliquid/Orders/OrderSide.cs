namespace HypeKr.Hyperliquid;

/// <summary>Which side of the book an order is on. Wire in an action: <c>b</c>, true for a buy; in answers <c>B</c> and <c>A</c>.</summary>
public enum OrderSide
{
    /// <summary>A bid.</summary>
    Buy,

    /// <summary>An ask.</summary>
    Sell,
}

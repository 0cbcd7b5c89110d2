namespace HypeKr.Hyperliquid;

/// <summary>When a trigger order starts, and as what. Wire: <c>t.trigger</c>, with <c>isMarket</c>, <c>triggerPx</c>, <c>tpsl</c>.</summary>
public sealed record TriggerTerms
{
    /// <summary>The mark price at which the order starts; above zero, on the asset's price grid. Wire: <c>triggerPx</c>.</summary>
    /// <exception cref="InvalidOrderException">The price is not above zero.</exception>
    public required Price TriggerPrice
    {
        get;
        init => field = OrderTerms.AboveZero(value, "A trigger price");
    }

    /// <summary>Take-profit or stop-loss. Wire: <c>tpsl</c>.</summary>
    public required TriggerKind Kind { get; init; }

    /// <summary>Whether it then takes what the book offers, within the venue's own slippage cap, or rests at the order's price. Wire: <c>isMarket</c>.</summary>
    /// <value>True by default.</value>
    public bool IsMarket { get; init; } = true;
}

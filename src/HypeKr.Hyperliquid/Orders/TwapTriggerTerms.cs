namespace HypeKr.Hyperliquid;

/// <summary>The price at which a TWAP order starts. Wire: <c>details.t</c>, with <c>p</c> and <c>a</c>.</summary>
public sealed record TwapTriggerTerms
{
    /// <summary>A price to start at.</summary>
    /// <param name="price">Above zero, on the asset's price grid. Wire: <c>p</c>.</param>
    /// <param name="above">Whether it starts at or above the price, or at or below it. Wire: <c>a</c>.</param>
    /// <exception cref="InvalidOrderException">The price is zero.</exception>
    public TwapTriggerTerms(Price price, bool above) => (Price, Above) = (OrderTerms.AboveZero(price, "A trigger price"), above);

    /// <summary>The price. Wire: <c>p</c>.</summary>
    public Price Price { get; }

    /// <summary>Whether it starts at or above the price, or at or below it. Wire: <c>a</c>.</summary>
    public bool Above { get; }
}

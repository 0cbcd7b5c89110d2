namespace HypeKr.Hyperliquid;

/// <summary>How a position or balance is closed.</summary>
public sealed class CloseOptions
{
    /// <summary>How far from the best price of the other side the limit price may lie, as a fraction: 0.05 is 5 %. Rounding to the price grid never exceeds it.</summary>
    /// <value>The default is <see cref="MarketOrderOptions.DefaultMaxSlippage"/>, 0.05. At least 0 and below 1.</value>
    public decimal MaxSlippage { get; init; } = MarketOrderOptions.DefaultMaxSlippage;

    /// <summary>How old the mid may be that the limit price is computed from where nobody is on the other side of the book.</summary>
    /// <value>The default is null: the client's <see cref="HyperliquidOptions.MidMaxAge"/>.</value>
    public TimeSpan? MidMaxAge { get; init; }

    /// <summary>A client id for the order.</summary>
    /// <value>The default is null: a random one.</value>
    public Cloid? Cloid { get; init; }

    /// <summary>After this instant on its own clock the venue refuses the order.</summary>
    /// <value>The default is null: it never expires. See <see cref="ActionOptions.ExpiresAfter"/>.</value>
    public DateTimeOffset? ExpiresAfter { get; init; }

    /// <summary>The name of this close, as <see cref="ActionOptions.IdempotencyKey"/>: asked for again with it, the position is not closed again, and the result is that of before.</summary>
    /// <value>Needs a <see cref="PlacementJournal"/>. The default is null.</value>
    public string? IdempotencyKey { get; init; }
}

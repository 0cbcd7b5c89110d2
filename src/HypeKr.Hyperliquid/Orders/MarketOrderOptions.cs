namespace HypeKr.Hyperliquid;

/// <summary>How far a market order may go.</summary>
public sealed class MarketOrderOptions
{
    /// <summary>The slippage that is allowed unless told otherwise: 5 %, as in the venue's own SDK for Python.</summary>
    public const decimal DefaultMaxSlippage = 0.05m;

    /// <summary>How far from the best price of the other side the limit may lie, as a fraction: 0.05 is 5 %. Rounding to the price grid never exceeds it.</summary>
    /// <value>The default is <see cref="DefaultMaxSlippage"/>. At least 0 and below 1.</value>
    public decimal MaxSlippage { get; init; } = DefaultMaxSlippage;
}

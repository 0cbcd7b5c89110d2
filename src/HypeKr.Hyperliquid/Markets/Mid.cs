using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>A mid price of the venue and when it was asked for.</summary>
/// <param name="Price">Quote currency per unit, as the venue gave it; it need not lie on the price grid of orders.</param>
/// <param name="ObservedAt">When the request that brought it was sent (UTC): the price is no older than this says.</param>
public readonly record struct Mid(decimal Price, DateTimeOffset ObservedAt)
{
    /// <summary>The price and the time in ISO 8601.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Price} at {ObservedAt:O}");
}

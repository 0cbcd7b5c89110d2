using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Two amounts, for buying and for selling. Wire: a pair.</summary>
[JsonConverter(typeof(WirePairConverter<BuyAndSell, decimal, decimal>))]
public sealed class BuyAndSell : IWirePair<BuyAndSell, decimal, decimal>
{
    /// <summary>For buying: the first of the two, in our reading; the venue does not document which is which.</summary>
    public decimal Buy { get; init; }

    /// <summary>For selling.</summary>
    public decimal Sell { get; init; }

    decimal IWirePair<BuyAndSell, decimal, decimal>.First => Buy;

    decimal IWirePair<BuyAndSell, decimal, decimal>.Second => Sell;

    static BuyAndSell IWirePair<BuyAndSell, decimal, decimal>.Create(decimal first, decimal second) => new() { Buy = first, Sell = second };
}

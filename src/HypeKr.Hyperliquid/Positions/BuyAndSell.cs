using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Two amounts, for buying and for selling. Wire: a pair.</summary>
[JsonConverter(typeof(WireTupleConverter<BuyAndSell>))]
public sealed class BuyAndSell : IWireTuple<BuyAndSell>
{
    /// <summary>For buying: the first of the two, in our reading; the venue does not document which is which.</summary>
    public decimal? Buy { get; init; }

    /// <summary>For selling.</summary>
    public decimal? Sell { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; internal init; }

    static BuyAndSell IWireTuple<BuyAndSell>.Read(ref WireTupleReader reader) => new() { Buy = reader.Decimal(), Sell = reader.Decimal(), OtherElements = reader.Rest() };

    void IWireTuple<BuyAndSell>.Write(WireTupleWriter writer)
    {
        writer.Decimal(Buy);
        writer.Decimal(Sell);
    }
}

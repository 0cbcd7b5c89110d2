using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The average prices of selling and of buying the impact notional. Wire: <c>impactPxs</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<ImpactPrices>))]
public sealed class ImpactPrices : IWireTuple<ImpactPrices>
{
    /// <summary>What a seller gets.</summary>
    public decimal? Bid { get; init; }

    /// <summary>What a buyer pays.</summary>
    public decimal? Ask { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static ImpactPrices IWireTuple<ImpactPrices>.Read(ref WireTupleReader reader) => new()
    {
        Bid = reader.Decimal(),
        Ask = reader.Decimal(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<ImpactPrices>.Write(WireTupleWriter writer)
    {
        writer.Decimal(Bid);
        writer.Decimal(Ask);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The most that one market order may be worth. Wire: a pair of <c>maxMarketOrderNtls</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<MarketOrderCap>))]
public sealed class MarketOrderCap : IWireTuple<MarketOrderCap>
{
    /// <summary>The largest leverage of the coins it applies to.</summary>
    public int? MaxLeverage { get; init; }

    /// <summary>The most, in quote currency.</summary>
    public decimal? MaxNotional { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static MarketOrderCap IWireTuple<MarketOrderCap>.Read(ref WireTupleReader reader) => new()
    {
        MaxLeverage = reader.Int32(),
        MaxNotional = reader.Decimal(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<MarketOrderCap>.Write(WireTupleWriter writer)
    {
        writer.Integer(MaxLeverage);
        writer.Decimal(MaxNotional);
    }
}

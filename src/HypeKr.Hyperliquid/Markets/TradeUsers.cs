using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Who traded. Wire: <c>users</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<TradeUsers>))]
public sealed class TradeUsers : IWireTuple<TradeUsers>
{
    /// <summary>Who bought.</summary>
    public EthereumAddress? Buyer { get; init; }

    /// <summary>Who sold.</summary>
    public EthereumAddress? Seller { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static TradeUsers IWireTuple<TradeUsers>.Read(ref WireTupleReader reader) => new()
    {
        Buyer = reader.Address(),
        Seller = reader.Address(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<TradeUsers>.Write(WireTupleWriter writer)
    {
        writer.Address(Buyer);
        writer.Address(Seller);
    }
}

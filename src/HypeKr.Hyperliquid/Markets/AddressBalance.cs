using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A balance of an address. Wire: a pair <c>[address, balance]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<AddressBalance>))]
public sealed class AddressBalance : IWireTuple<AddressBalance>
{
    /// <summary>Whose.</summary>
    public EthereumAddress? Address { get; init; }

    /// <summary>How much.</summary>
    public decimal? Balance { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static AddressBalance IWireTuple<AddressBalance>.Read(ref WireTupleReader reader) => new()
    {
        Address = reader.Address(),
        Balance = reader.Decimal(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<AddressBalance>.Write(WireTupleWriter writer)
    {
        writer.Address(Address);
        writer.Decimal(Balance);
    }
}

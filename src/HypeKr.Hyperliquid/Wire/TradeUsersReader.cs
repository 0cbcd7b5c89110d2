using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct TradeUsersReader : IWireReader<TradeUsers>
{
    public static TradeUsers Read(ref Utf8JsonReader reader)
    {
        WireReader.EnterTuple(ref reader, "The users of a trade");
        var hasMore = true;
        var buyer = WireReader.NextElement(ref reader, ref hasMore) ? AddressConverter.Read(ref reader) : null;
        var seller = WireReader.NextElement(ref reader, ref hasMore) ? AddressConverter.Read(ref reader) : null;
        return new() { Buyer = buyer, Seller = seller, OtherElements = WireReader.Rest(ref reader, ref hasMore) };
    }
}

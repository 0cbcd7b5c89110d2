using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct ImpactPricesReader : IWireReader<ImpactPrices>
{
    public static ImpactPrices Read(ref Utf8JsonReader reader)
    {
        WireReader.EnterTuple(ref reader, "Impact prices");
        var hasMore = true;
        var bid = WireReader.NextElement(ref reader, ref hasMore) ? WireReader.Decimal(ref reader) : null;
        var ask = WireReader.NextElement(ref reader, ref hasMore) ? WireReader.Decimal(ref reader) : null;
        return new() { Bid = bid, Ask = ask, OtherElements = WireReader.Rest(ref reader, ref hasMore) };
    }
}

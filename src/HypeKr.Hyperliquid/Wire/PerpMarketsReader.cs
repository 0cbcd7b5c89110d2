using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct PerpMarketsReader : IWireReader<PerpMarkets>
{
    public static PerpMarkets Read(ref Utf8JsonReader reader)
    {
        WireReader.EnterTuple(ref reader, "Listings with figures");
        var hasMore = true;
        var meta = WireReader.NextElement(ref reader, ref hasMore) ? WireReader.ModelOrNull<PerpMeta, PerpMetaReader>(ref reader) : null;
        var contexts = WireReader.NextElement(ref reader, ref hasMore) ? WireReader.ListOrNull<PerpContext, PerpContextReader>(ref reader) : null;
        return new() { Meta = meta, Contexts = contexts!, OtherElements = WireReader.Rest(ref reader, ref hasMore) };
    }
}

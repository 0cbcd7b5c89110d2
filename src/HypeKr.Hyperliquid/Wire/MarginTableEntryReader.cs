using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct MarginTableEntryReader : IWireReader<MarginTableEntry>
{
    public static MarginTableEntry Read(ref Utf8JsonReader reader)
    {
        WireReader.EnterTuple(ref reader, "A margin table and its id");
        var hasMore = true;
        var id = WireReader.NextElement(ref reader, ref hasMore) ? WireReader.Int32(ref reader) : null;
        var table = WireReader.NextElement(ref reader, ref hasMore) ? WireReader.ModelOrNull<MarginTable, MarginTableReader>(ref reader) : null;
        return new() { Id = id, Table = table, OtherElements = WireReader.Rest(ref reader, ref hasMore) };
    }
}

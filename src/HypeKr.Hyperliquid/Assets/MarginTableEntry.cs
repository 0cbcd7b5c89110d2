using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A margin table and its id. Wire: a pair of <c>marginTables</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<MarginTableEntry>))]
public sealed class MarginTableEntry : IWireTuple<MarginTableEntry>
{
    /// <summary>The id that listings refer to.</summary>
    public int? Id { get; init; }

    /// <summary>The table.</summary>
    public MarginTable? Table { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static MarginTableEntry IWireTuple<MarginTableEntry>.Read(ref WireTupleReader reader) => new()
    {
        Id = reader.Int32(),
        Table = reader.Model<MarginTable>(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<MarginTableEntry>.Write(WireTupleWriter writer)
    {
        writer.Integer(Id);
        writer.Model(Table);
    }
}

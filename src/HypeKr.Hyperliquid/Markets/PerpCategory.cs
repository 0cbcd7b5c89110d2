using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The category of a perpetual. Wire: a pair of <c>perpCategories</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<PerpCategory>))]
public sealed class PerpCategory : IWireTuple<PerpCategory>
{
    /// <summary>The wire coin.</summary>
    public string? Coin { get; init; }

    /// <summary>The category.</summary>
    public string? Category { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static PerpCategory IWireTuple<PerpCategory>.Read(ref WireTupleReader reader) => new()
    {
        Coin = reader.Text(),
        Category = reader.Text(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<PerpCategory>.Write(WireTupleWriter writer)
    {
        writer.Text(Coin);
        writer.Text(Category);
    }
}

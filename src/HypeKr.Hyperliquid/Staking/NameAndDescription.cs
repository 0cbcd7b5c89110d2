using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A name and a description. Wire: a pair.</summary>
[JsonConverter(typeof(WireTupleConverter<NameAndDescription>))]
public sealed class NameAndDescription : IWireTuple<NameAndDescription>
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static NameAndDescription IWireTuple<NameAndDescription>.Read(ref WireTupleReader reader) => new()
    {
        Name = reader.Text(),
        Description = reader.Text(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<NameAndDescription>.Write(WireTupleWriter writer)
    {
        writer.Text(Name);
        writer.Text(Description);
    }
}

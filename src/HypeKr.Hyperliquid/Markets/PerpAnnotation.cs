using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The annotation of a perpetual. Wire: a pair of <c>perpConciseAnnotations</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<PerpAnnotation>))]
public sealed class PerpAnnotation : IWireTuple<PerpAnnotation>
{
    /// <summary>The wire coin.</summary>
    public string? Coin { get; init; }

    /// <summary>The annotation, without a description.</summary>
    public MarketAnnotation? Annotation { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static PerpAnnotation IWireTuple<PerpAnnotation>.Read(ref WireTupleReader reader) => new()
    {
        Coin = reader.Text(),
        Annotation = reader.Model<MarketAnnotation>(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<PerpAnnotation>.Write(WireTupleWriter writer)
    {
        writer.Text(Coin);
        writer.Model(Annotation);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The annotation of a token. Wire: a pair of <c>tokenConciseAnnotations</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<TokenAnnotation>))]
public sealed class TokenAnnotation : IWireTuple<TokenAnnotation>
{
    /// <summary>The token by its <c>index</c>.</summary>
    public int? Token { get; init; }

    /// <summary>The annotation, without a description.</summary>
    public MarketAnnotation? Annotation { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static TokenAnnotation IWireTuple<TokenAnnotation>.Read(ref WireTupleReader reader) => new()
    {
        Token = reader.Int32(),
        Annotation = reader.Model<MarketAnnotation>(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<TokenAnnotation>.Write(WireTupleWriter writer)
    {
        writer.Integer(Token);
        writer.Model(Annotation);
    }
}

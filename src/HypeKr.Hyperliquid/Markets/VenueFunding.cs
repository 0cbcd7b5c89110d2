using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The next funding on one venue. Wire: a pair <c>[venue, data]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<VenueFunding>))]
public sealed class VenueFunding : IWireTuple<VenueFunding>
{
    /// <summary>The venue, such as <c>HlPerp</c>, <c>BinPerp</c> or <c>BybitPerp</c>.</summary>
    public string? Venue { get; init; }

    /// <summary>The funding; null where the venue does not list the coin.</summary>
    public PredictedFunding? Funding { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static VenueFunding IWireTuple<VenueFunding>.Read(ref WireTupleReader reader) => new()
    {
        Venue = reader.Text(),
        Funding = reader.Model<PredictedFunding>(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<VenueFunding>.Write(WireTupleWriter writer)
    {
        writer.Text(Venue);
        writer.Model(Funding);
    }
}

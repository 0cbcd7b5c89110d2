using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The next funding of a coin on several venues. Wire: an element of <c>predictedFundings</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<PredictedFundings>))]
public sealed class PredictedFundings : IWireTuple<PredictedFundings>
{
    /// <summary>The coin.</summary>
    public string? Coin { get; init; }

    /// <summary>The venues.</summary>
    public IReadOnlyList<VenueFunding> Venues { get; init => field = value ?? []; } = [];

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static PredictedFundings IWireTuple<PredictedFundings>.Read(ref WireTupleReader reader) => new()
    {
        Coin = reader.Text(),
        Venues = reader.Model<IReadOnlyList<VenueFunding>>() ?? [],
        OtherElements = reader.Rest(),
    };

    void IWireTuple<PredictedFundings>.Write(WireTupleWriter writer)
    {
        writer.Text(Coin);
        writer.Model(Venues);
    }
}

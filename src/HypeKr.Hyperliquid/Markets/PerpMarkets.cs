using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What a perp dex lists and how it trades. Wire: the answer to <c>metaAndAssetCtxs</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<PerpMarkets>))]
public sealed class PerpMarkets : IWireTuple<PerpMarkets>
{
    /// <summary>The listings.</summary>
    public PerpMeta? Meta { get; init; }

    /// <summary>The figures, each in the position of its listing in <see cref="PerpMeta.Universe"/>.</summary>
    public IReadOnlyList<PerpContext> Contexts { get; init => field = value ?? []; } = [];

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static PerpMarkets IWireTuple<PerpMarkets>.Read(ref WireTupleReader reader) => new()
    {
        Meta = reader.Model<PerpMeta>(),
        Contexts = reader.Model<IReadOnlyList<PerpContext>>() ?? [],
        OtherElements = reader.Rest(),
    };

    void IWireTuple<PerpMarkets>.Write(WireTupleWriter writer)
    {
        writer.Model(Meta);
        writer.Model(Contexts);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What spot lists and how it trades. Wire: the answer to <c>spotMetaAndAssetCtxs</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<SpotMarkets>))]
public sealed class SpotMarkets : IWireTuple<SpotMarkets>
{
    /// <summary>The pairs and tokens.</summary>
    public SpotMeta? Meta { get; init; }

    /// <summary>The figures. They are joined to pairs by <see cref="SpotContext.Coin"/>, never by position.</summary>
    public IReadOnlyList<SpotContext> Contexts { get; init => field = value ?? []; } = [];

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static SpotMarkets IWireTuple<SpotMarkets>.Read(ref WireTupleReader reader) => new()
    {
        Meta = reader.Model<SpotMeta>(),
        Contexts = reader.Model<IReadOnlyList<SpotContext>>() ?? [],
        OtherElements = reader.Rest(),
    };

    void IWireTuple<SpotMarkets>.Write(WireTupleWriter writer)
    {
        writer.Model(Meta);
        writer.Model(Contexts);
    }
}

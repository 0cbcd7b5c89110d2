using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What a perp dex lists. Wire: the answer to <c>meta</c>.</summary>
public sealed class PerpMeta
{
    /// <summary>The perpetuals. The position in this list is the slot that the asset id counts; delisted ones keep theirs. Wire: <c>universe</c>.</summary>
    [JsonConverter(typeof(PerpListingRows))]
    [JsonPropertyName("universe")]
    public IReadOnlyList<PerpListing> Universe { get; init => field = value ?? []; } = [];

    /// <summary>The margin tables that <see cref="PerpListing.MarginTableId"/> refers to. An id up to 50 may lack here: it is then one tier with that leverage. Wire: <c>marginTables</c>.</summary>
    [JsonConverter(typeof(MarginTableRows))]
    [JsonPropertyName("marginTables")]
    public IReadOnlyList<MarginTableEntry> MarginTables { get; init => field = value ?? []; } = [];

    /// <summary>The spot token that margin is held in, by its <c>index</c>; null where what stands there is no number. Wire: <c>collateralToken</c>.</summary>
    [JsonConverter(typeof(ReadableInt32Converter))]
    [JsonPropertyName("collateralToken")]
    public int? CollateralToken { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

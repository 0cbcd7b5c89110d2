using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An account in brief, over all dexs. Wire: subscription <c>webData3</c>.</summary>
public sealed class UserOverview
{
    /// <summary>The account as a whole. Wire: <c>userState</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("userState")]
    public UserOverviewState? State { get; init; }

    /// <summary>One for each perp dex, by index. Wire: <c>perpDexStates</c>.</summary>
    [JsonPropertyName("perpDexStates")]
    public IReadOnlyList<DexOverview> Dexs { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

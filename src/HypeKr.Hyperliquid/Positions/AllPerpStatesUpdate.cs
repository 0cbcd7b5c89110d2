using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Margin and positions of one address on all dexs. Wire: subscription <c>allDexsClearinghouseState</c>.</summary>
public sealed class AllPerpStatesUpdate
{
    /// <summary>The address. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>Margin and positions by dex. Wire: <c>clearinghouseStates</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("clearinghouseStates")]
    public IReadOnlyList<DexPerpState> States { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

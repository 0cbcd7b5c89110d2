using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>By which way USDC comes and goes. Wire: the answer to <c>usdcRouting</c>.</summary>
public sealed class UsdcRouting
{
    /// <summary>The way in. Wire: <c>depositRoute</c>.</summary>
    [JsonPropertyName("depositRoute")]
    public UsdcRoute? DepositRoute { get; init; }

    /// <summary>The way out. Wire: <c>withdrawalRoute</c>.</summary>
    [JsonPropertyName("withdrawalRoute")]
    public UsdcRoute? WithdrawalRoute { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

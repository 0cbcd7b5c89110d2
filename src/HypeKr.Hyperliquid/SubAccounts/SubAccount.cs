using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A sub-account with its state on the main dex. Wire: an element of info <c>subAccounts</c>.</summary>
public sealed class SubAccount
{
    /// <summary>Its name. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Its address. Wire: <c>subAccountUser</c>.</summary>
    [JsonPropertyName("subAccountUser")]
    public EthereumAddress? Address { get; init; }

    /// <summary>The account that it belongs to. Wire: <c>master</c>.</summary>
    [JsonPropertyName("master")]
    public EthereumAddress? Master { get; init; }

    /// <summary>Margin and positions on the main dex. Wire: <c>clearinghouseState</c>.</summary>
    [JsonPropertyName("clearinghouseState")]
    public PerpState? PerpState { get; init; }

    /// <summary>Spot and outcome balances. Wire: <c>spotState</c>.</summary>
    [JsonPropertyName("spotState")]
    public SpotState? SpotState { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Tokens on their way to or from the EVM. Wire: <c>evmEscrows[]</c>.</summary>
public sealed class EvmEscrow
{
    /// <summary>The token's name. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The token's index. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public int? Token { get; init; }

    /// <summary>The amount. Wire: <c>total</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("total")]
    public decimal Total { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

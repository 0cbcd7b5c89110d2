using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A liquidation that the address took part in. Wire: <c>liquidation</c> of subscription <c>userEvents</c>.</summary>
public sealed class UserLiquidation
{
    /// <summary>The id. Wire: <c>lid</c>.</summary>
    [JsonPropertyName("lid")]
    public long? LiquidationId { get; init; }

    /// <summary>Who liquidated. Wire: <c>liquidator</c>.</summary>
    [JsonPropertyName("liquidator")]
    public EthereumAddress? Liquidator { get; init; }

    /// <summary>Who was liquidated. Wire: <c>liquidated_user</c>.</summary>
    [JsonPropertyName("liquidated_user")]
    public EthereumAddress? LiquidatedUser { get; init; }

    /// <summary>The notional of what was liquidated. Wire: <c>liquidated_ntl_pos</c>.</summary>
    [JsonPropertyName("liquidated_ntl_pos")]
    public decimal? LiquidatedNotional { get; init; }

    /// <summary>What the account was worth. Wire: <c>liquidated_account_value</c>.</summary>
    [JsonPropertyName("liquidated_account_value")]
    public decimal? LiquidatedAccountValue { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A builder-deployed perp dex (HIP-3). Wire: an element of the answer to <c>perpDexs</c>, whose first is null for the main dex.</summary>
public sealed class PerpDex
{
    /// <summary>The name, which stands before the coins it lists: <c>xyz</c> in <c>xyz:GOLD</c>. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>A longer name. Wire: <c>fullName</c>.</summary>
    [JsonPropertyName("fullName")]
    public string? FullName { get; init; }

    /// <summary>Who deployed it. Wire: <c>deployer</c>.</summary>
    [JsonPropertyName("deployer")]
    public EthereumAddress? Deployer { get; init; }

    /// <summary>Who may set its oracle prices; null where the deployer does. Wire: <c>oracleUpdater</c>.</summary>
    [JsonPropertyName("oracleUpdater")]
    public EthereumAddress? OracleUpdater { get; init; }

    /// <summary>Who receives its fees; null where the deployer does. Wire: <c>feeRecipient</c>.</summary>
    [JsonPropertyName("feeRecipient")]
    public EthereumAddress? FeeRecipient { get; init; }

    /// <summary>Open interest caps by coin, as they are streamed. Wire: <c>assetToStreamingOiCap</c>.</summary>
    [JsonPropertyName("assetToStreamingOiCap")]
    public IReadOnlyList<CoinValue> StreamingOpenInterestCaps { get; init => field = value ?? []; } = [];

    /// <summary>Who else may run which of the deployer's functions. Wire: <c>subDeployers</c>.</summary>
    [JsonPropertyName("subDeployers")]
    public IReadOnlyList<SubDeployer> SubDeployers { get; init => field = value ?? []; } = [];

    /// <summary>The deployer's share of fees, relative to the base fee. Wire: <c>deployerFeeScale</c>.</summary>
    [JsonPropertyName("deployerFeeScale")]
    public decimal? DeployerFeeScale { get; init; }

    /// <summary>When that share last changed, as the venue writes it. Wire: <c>lastDeployerFeeScaleChangeTime</c>.</summary>
    [JsonPropertyName("lastDeployerFeeScaleChangeTime")]
    public string? LastDeployerFeeScaleChangeTime { get; init; }

    /// <summary>By what funding is multiplied, by coin. Wire: <c>assetToFundingMultiplier</c>.</summary>
    [JsonPropertyName("assetToFundingMultiplier")]
    public IReadOnlyList<CoinValue> FundingMultipliers { get; init => field = value ?? []; } = [];

    /// <summary>The interest rate within funding, by coin. Wire: <c>assetToFundingInterestRate</c>.</summary>
    [JsonPropertyName("assetToFundingInterestRate")]
    public IReadOnlyList<CoinValue> FundingInterestRates { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

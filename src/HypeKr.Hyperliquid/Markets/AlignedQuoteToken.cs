using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How a quote token is aligned with the venue. Wire: the answer to <c>alignedQuoteTokenInfo</c>.</summary>
public sealed class AlignedQuoteToken
{
    /// <summary>Whether it is aligned now. Wire: <c>isAligned</c>.</summary>
    [JsonPropertyName("isAligned")]
    public bool? IsAligned { get; init; }

    /// <summary>Since when, in milliseconds. Wire: <c>firstAlignedTime</c>.</summary>
    [JsonPropertyName("firstAlignedTime")]
    public DateTimeOffset? FirstAlignedTime { get; init; }

    /// <summary>Units minted on HyperEVM. Wire: <c>evmMintedSupply</c>.</summary>
    [JsonPropertyName("evmMintedSupply")]
    public decimal? EvmMintedSupply { get; init; }

    /// <summary>What is owed day by day. Wire: <c>dailyAmountOwed</c>.</summary>
    [JsonPropertyName("dailyAmountOwed")]
    public IReadOnlyList<DatedAmount> DailyAmountsOwed { get; init => field = value ?? []; } = [];

    /// <summary>The rate to be expected, a fraction. Wire: <c>predictedRate</c>.</summary>
    [JsonPropertyName("predictedRate")]
    public decimal? PredictedRate { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

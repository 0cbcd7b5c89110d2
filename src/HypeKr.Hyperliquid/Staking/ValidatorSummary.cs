using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>One validator. Wire: an element of <c>validatorSummaries</c>.</summary>
public sealed class ValidatorSummary
{
    /// <summary>The validator, to delegate to. Wire: <c>validator</c>.</summary>
    [JsonPropertyName("validator")]
    public EthereumAddress? Validator { get; init; }

    /// <summary>The key it signs blocks with. Wire: <c>signer</c>.</summary>
    [JsonPropertyName("signer")]
    public EthereumAddress? Signer { get; init; }

    /// <summary>The name. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>What it says of itself. Wire: <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Blocks it proposed of late. Wire: <c>nRecentBlocks</c>.</summary>
    [JsonPropertyName("nRecentBlocks")]
    public long? RecentBlocks { get; init; }

    /// <summary>What is staked with it, in 1e-8 HYPE. Wire: <c>stake</c>.</summary>
    [JsonPropertyName("stake")]
    public long? StakeWei { get; init; }

    /// <summary>Whether it is jailed. Wire: <c>isJailed</c>.</summary>
    [JsonPropertyName("isJailed")]
    public bool? IsJailed { get; init; }

    /// <summary>From when it may be freed, in milliseconds; null when it is not jailed. Wire: <c>unjailableAfter</c>.</summary>
    [JsonPropertyName("unjailableAfter")]
    public DateTimeOffset? UnjailableAfter { get; init; }

    /// <summary>Whether it takes part. Wire: <c>isActive</c>.</summary>
    [JsonPropertyName("isActive")]
    public bool? IsActive { get; init; }

    /// <summary>Its share of rewards, a fraction. Wire: <c>commission</c>.</summary>
    [JsonPropertyName("commission")]
    public decimal? Commission { get; init; }

    /// <summary>How it did over a day, a week and a month. Wire: <c>stats</c>.</summary>
    [JsonPropertyName("stats")]
    public IReadOnlyList<ValidatorPeriod> Stats { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>What is staked with it, in HYPE.</summary>
    [JsonIgnore]
    public decimal? Stake => StakeWei / 100_000_000m;
}

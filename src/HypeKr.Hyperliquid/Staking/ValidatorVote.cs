using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A vote that validators hold. Wire: an element of <c>validatorL1Votes</c>.</summary>
public sealed class ValidatorVote
{
    /// <summary>When it lapses, in milliseconds. Wire: <c>expireTime</c>.</summary>
    [JsonPropertyName("expireTime")]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What is voted on. Wire: <c>action</c>.</summary>
    [JsonConverter(typeof(WireUnionConverter<ValidatorVoteAction>))]
    [JsonPropertyName("action")]
    public ValidatorVoteAction? Action { get; init; }

    /// <summary>The validators that voted for it. Wire: <c>votes</c>.</summary>
    [JsonPropertyName("votes")]
    public IReadOnlyList<EthereumAddress> Votes { get; init => field = value ?? []; } = [];

    /// <summary>Whether they are enough. Wire: <c>quorumReached</c>.</summary>
    [JsonPropertyName("quorumReached")]
    public bool? IsQuorumReached { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The stakers and contracts of a token, to be voted on. Wire: the case <c>E</c>.</summary>
public sealed class StakerVote
{
    /// <summary>The token by its <c>index</c>. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public int? Token { get; init; }

    /// <summary>Who stakes for technical reasons. Wire: <c>technicalStaker</c>.</summary>
    [JsonPropertyName("technicalStaker")]
    public EthereumAddress? TechnicalStaker { get; init; }

    /// <summary>Who stakes for the treasury. Wire: <c>treasuryStaker</c>.</summary>
    [JsonPropertyName("treasuryStaker")]
    public EthereumAddress? TreasuryStaker { get; init; }

    /// <summary>The treasury on HyperEVM. Wire: <c>treasuryEvmAddress</c>.</summary>
    [JsonPropertyName("treasuryEvmAddress")]
    public EthereumAddress? TreasuryEvmAddress { get; init; }

    /// <summary>The contract that rebalances. Wire: <c>evmRebalanceContract</c>.</summary>
    [JsonPropertyName("evmRebalanceContract")]
    public EthereumAddress? EvmRebalanceContract { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

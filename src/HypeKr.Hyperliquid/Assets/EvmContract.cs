using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A token's contract on HyperEVM. Wire: <c>evmContract</c>.</summary>
public sealed class EvmContract
{
    /// <summary>The contract. Wire: <c>address</c>.</summary>
    [JsonPropertyName("address")]
    public EthereumAddress? Address { get; init; }

    /// <summary>By how many decimals the contract's amounts are finer; negative where they are coarser. Wire: <c>evm_extra_wei_decimals</c>.</summary>
    [JsonPropertyName("evm_extra_wei_decimals")]
    public int? ExtraWeiDecimals { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

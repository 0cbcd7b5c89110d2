using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Explorer;

/// <summary>One block of the chain. Wire: <c>blockDetails</c>.</summary>
public sealed class ExplorerBlock
{
    /// <summary>When it was made, in milliseconds. Wire: <c>blockTime</c>.</summary>
    [JsonPropertyName("blockTime")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The hash, <c>0x</c> and 64 hex digits. Wire: <c>hash</c>.</summary>
    [JsonPropertyName("hash")]
    public string? Hash { get; init; }

    /// <summary>The number of the block. Wire: <c>height</c>.</summary>
    [JsonPropertyName("height")]
    public long? Height { get; init; }

    /// <summary>How many transactions it holds. Wire: <c>numTxs</c>.</summary>
    [JsonPropertyName("numTxs")]
    public int? TransactionCount { get; init; }

    /// <summary>The validator that proposed it. Wire: <c>proposer</c>.</summary>
    [JsonPropertyName("proposer")]
    public EthereumAddress? Proposer { get; init; }

    /// <summary>The transactions. Wire: <c>txs</c>.</summary>
    [JsonPropertyName("txs")]
    public IReadOnlyList<ExplorerTransaction> Transactions { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

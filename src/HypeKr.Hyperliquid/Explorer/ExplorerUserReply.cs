using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid.Explorer;

/// <summary>What the explorer wraps its answer in, beside a <c>type</c>.</summary>
internal sealed class ExplorerUserReply
{
    [JsonPropertyName("txs")]
    public IReadOnlyList<ExplorerTransaction>? Transactions { get; init; }
}

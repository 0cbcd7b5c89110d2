using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid.Explorer;

/// <summary>What the explorer wraps its answer in, beside a <c>type</c>.</summary>
internal sealed class ExplorerTransactionReply
{
    [JsonPropertyName("tx")]
    public ExplorerTransaction? Transaction { get; init; }
}

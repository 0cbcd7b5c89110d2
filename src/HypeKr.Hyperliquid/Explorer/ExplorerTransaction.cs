using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Explorer;

/// <summary>One transaction of the chain. Wire: <c>Tx</c>.</summary>
public sealed class ExplorerTransaction
{
    /// <summary>The action as it was sent: an object with a <c>type</c>; an array for some old entries. Wire: <c>action</c>.</summary>
    [JsonPropertyName("action")]
    public JsonElement? Action { get; init; }

    /// <summary>The number of its block. Wire: <c>block</c>.</summary>
    [JsonPropertyName("block")]
    public long? Block { get; init; }

    /// <summary>Why it failed; null when it did not. Wire: <c>error</c>.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>The hash, <c>0x</c> and 64 hex digits. Wire: <c>hash</c>.</summary>
    [JsonPropertyName("hash")]
    public string? Hash { get; init; }

    /// <summary>When it was made, in milliseconds. Wire: <c>time</c>.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Who sent it. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>The spot deployments of an address and the auction for the next. Wire: info <c>spotDeployState</c>.</summary>
public sealed class SpotDeployState
{
    /// <summary>Deployments under way. Wire: <c>states</c>.</summary>
    [JsonPropertyName("states")]
    public IReadOnlyList<SpotDeployment>? Deployments { get; init; }

    /// <summary>The auction for the right to deploy. Wire: <c>gasAuction</c>.</summary>
    [JsonPropertyName("gasAuction")]
    public AuctionStatus? GasAuction { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

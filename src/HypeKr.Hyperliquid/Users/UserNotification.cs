using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A message of the venue to one address. Wire: subscription <c>notification</c>.</summary>
public sealed class UserNotification
{
    /// <summary>The words, as the venue wrote them; they may hold addresses. Wire: <c>notification</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("notification")]
    public string? Text { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

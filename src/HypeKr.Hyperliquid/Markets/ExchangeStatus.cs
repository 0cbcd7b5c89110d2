using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The venue's health and clock. Wire: info <c>exchangeStatus</c>.</summary>
public sealed class ExchangeStatus
{
    /// <summary>The venue's time. Wire: <c>time</c>, milliseconds.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>What is unusual at present, as the venue words it; null when nothing is. Wire: <c>specialStatuses</c>.</summary>
    [JsonPropertyName("specialStatuses")]
    public JsonElement? SpecialStatuses { get; init; }

    /// <summary>Whether nothing is unusual: <see cref="SpecialStatuses"/> is absent, null or empty. It is not while the venue is under maintenance; what its words are is not documented.</summary>
    [JsonIgnore]
    public bool IsNormal => SpecialStatuses is not { } special || special.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(special.GetString()),
        JsonValueKind.Array => special.GetArrayLength() == 0,
        JsonValueKind.Object => special.GetPropertyCount() == 0,
        _ => false,
    };

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The settlement of an outcome. Wire: <c>settleOutcome</c>, and the elements of <c>outcomeSettlements</c>.</summary>
public sealed class OutcomeSettlement
{
    /// <summary>The outcome. Wire: <c>outcome</c>.</summary>
    [JsonPropertyName("outcome")]
    public int? Outcome { get; init; }

    /// <summary>What the first side is paid, from 0 to 1. Wire: <c>settleFraction</c>.</summary>
    [JsonPropertyName("settleFraction")]
    public decimal? SettleFraction { get; init; }

    /// <summary>The reasons given. Wire: <c>details</c>.</summary>
    [JsonPropertyName("details")]
    public string? Details { get; init; }

    /// <summary>Name and description; absent in <c>settleOutcome</c>. Wire: <c>nameAndDescription</c>.</summary>
    [JsonPropertyName("nameAndDescription")]
    public NameAndDescription? Name { get; init; }

    /// <summary>What the sides are called; absent in <c>settleOutcome</c>. Wire: <c>sideNames</c>.</summary>
    [JsonPropertyName("sideNames")]
    public IReadOnlyList<string> SideNames { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Which position of a user. Wire: <c>positionIndex</c>.</summary>
/// <remarks>One case is set. One that this version does not know is in <see cref="OtherMembers"/>, or is the <see cref="Word"/>.</remarks>
public sealed class LiquidatablePositionIndex : IWireUnion<LiquidatablePositionIndex>
{
    /// <summary>An isolated position. Wire: <c>isolated</c>.</summary>
    [JsonPropertyName("isolated")]
    public IsolatedPositionIndex? Isolated { get; init; }

    /// <summary>The case, where the venue gives a word in place of an object.</summary>
    [JsonIgnore]
    public string? Word { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    static LiquidatablePositionIndex IWireUnion<LiquidatablePositionIndex>.FromWord(string word) => new() { Word = word };
}

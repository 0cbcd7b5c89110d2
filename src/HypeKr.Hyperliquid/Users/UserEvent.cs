using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Something that happened to an address: one of the members. Wire: subscription <c>userEvents</c>, channel <c>user</c>.</summary>
public sealed class UserEvent
{
    /// <summary>Fills; null when it is something else. Wire: <c>fills</c>.</summary>
    [JsonPropertyName("fills")]
    public IReadOnlyList<Fill>? Fills { get; init; }

    /// <summary>Funding paid or received. Wire: <c>funding</c>.</summary>
    [JsonPropertyName("funding")]
    public FundingUpdate? Funding { get; init; }

    /// <summary>A liquidation. Wire: <c>liquidation</c>.</summary>
    [JsonPropertyName("liquidation")]
    public UserLiquidation? Liquidation { get; init; }

    /// <summary>Orders that the venue cancelled by itself. Wire: <c>nonUserCancel</c>.</summary>
    [JsonPropertyName("nonUserCancel")]
    public IReadOnlyList<VenueCancel>? VenueCancels { get; init; }

    /// <summary>What became of TWAP orders. Wire: <c>twapHistory</c>.</summary>
    [JsonPropertyName("twapHistory")]
    public IReadOnlyList<TwapHistoryEntry>? TwapHistory { get; init; }

    /// <summary>Fills of slices of TWAP orders. Wire: <c>twapSliceFills</c>.</summary>
    [JsonPropertyName("twapSliceFills")]
    public IReadOnlyList<TwapSliceFill>? TwapSliceFills { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

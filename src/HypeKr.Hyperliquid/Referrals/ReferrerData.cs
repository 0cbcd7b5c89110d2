using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What belongs to a referrer's stage. Wire: <c>referrerState.data</c>.</summary>
public sealed class ReferrerData
{
    /// <summary>The code, when ready. Wire: <c>code</c>.</summary>
    [JsonPropertyName("code")]
    public string? Code { get; init; }

    /// <summary>How many were referred, when ready. Wire: <c>nReferrals</c>.</summary>
    [JsonPropertyName("nReferrals")]
    public int? ReferralCount { get; init; }

    /// <summary>Who was referred, when ready. Wire: <c>referralStates</c>.</summary>
    [JsonPropertyName("referralStates")]
    public IReadOnlyList<ReferredUser>? Referrals { get; init; }

    /// <summary>The volume still needed, when it has to trade more. Wire: <c>required</c>.</summary>
    [JsonPropertyName("required")]
    public decimal? RequiredVolume { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

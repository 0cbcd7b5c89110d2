using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An account on one perp dex, in brief. Wire: an element of <c>perpDexStates</c>.</summary>
public sealed class DexOverview
{
    /// <summary>What it has in vaults. Wire: <c>totalVaultEquity</c>.</summary>
    [JsonPropertyName("totalVaultEquity")]
    public decimal? TotalVaultEquity { get; init; }

    /// <summary>Coins at their cap of open interest. Wire: <c>perpsAtOpenInterestCap</c>.</summary>
    [JsonPropertyName("perpsAtOpenInterestCap")]
    public IReadOnlyList<string>? PerpsAtOpenInterestCap { get; init; }

    /// <summary>The vaults that the address leads. Wire: <c>leadingVaults</c>.</summary>
    [JsonPropertyName("leadingVaults")]
    public IReadOnlyList<LeadingVault>? LeadingVaults { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}

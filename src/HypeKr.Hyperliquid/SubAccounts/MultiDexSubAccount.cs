using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A sub-account with its state on every dex. Wire: an element of info <c>subAccounts2</c>.</summary>
public sealed class MultiDexSubAccount
{
    /// <summary>Its name. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Its address. Wire: <c>subAccountUser</c>.</summary>
    [JsonPropertyName("subAccountUser")]
    public EthereumAddress? Address { get; init; }

    /// <summary>The account that it belongs to. Wire: <c>master</c>.</summary>
    [JsonPropertyName("master")]
    public EthereumAddress? Master { get; init; }

    /// <summary>Margin and positions by dex. Wire: <c>dexToClearinghouseState</c>.</summary>
    [JsonPropertyName("dexToClearinghouseState")]
    public IReadOnlyList<DexPerpState>? PerpStates { get; init; }

    /// <summary>Spot and outcome balances. Wire: <c>spotState</c>.</summary>
    [JsonPropertyName("spotState")]
    public SpotState? SpotState { get; init; }

    /// <summary>How its balances work together; absent when never chosen. Wire: <c>abstraction</c>.</summary>
    [JsonPropertyName("abstraction")]
    public AccountAbstraction? Abstraction { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>Margin and positions on one dex, or null when the venue lists none.</summary>
    /// <param name="dex">A builder dex by name; empty is the main dex.</param>
    public PerpState? FindPerpState(string dex)
    {
        ArgumentNullException.ThrowIfNull(dex);
        foreach (var entry in PerpStates ?? [])
        {
            if (entry?.Dex == dex) return entry.State;
        }

        return null;
    }
}

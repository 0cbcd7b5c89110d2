using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The balance of one spot token or outcome side. Wire: <c>balances[]</c>.</summary>
public sealed class SpotBalance
{
    /// <summary>The token's name, <c>+N</c> for an outcome side that trades and <c>oN</c> for one that is settled. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The token's index; absent for outcomes. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public int? Token { get; init; }

    /// <summary>The whole balance, held part included. Wire: <c>total</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("total")]
    public decimal Total { get; init; }

    /// <summary>The part locked in open orders. Wire: <c>hold</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("hold")]
    public decimal Hold { get; init; }

    /// <summary>What the balance cost, in quote currency. Wire: <c>entryNtl</c>.</summary>
    [JsonPropertyName("entryNtl")]
    public decimal? EntryNotional { get; init; }

    /// <summary>The part locked in spot orders, where portfolio margin counts it apart. Wire: <c>spotHold</c>.</summary>
    [JsonPropertyName("spotHold")]
    public decimal? SpotHold { get; init; }

    /// <summary>The part of the value that can be borrowed against, a fraction; with portfolio margin. Wire: <c>ltv</c>.</summary>
    [JsonPropertyName("ltv")]
    public decimal? LoanToValue { get; init; }

    /// <summary>What is borrowed of the token; with portfolio margin. Wire: <c>borrowed</c>.</summary>
    [JsonPropertyName("borrowed")]
    public decimal? Borrowed { get; init; }

    /// <summary>What is lent of the token; with portfolio margin. Wire: <c>supplied</c>.</summary>
    [JsonPropertyName("supplied")]
    public decimal? Supplied { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>What is not locked in open orders; never below zero.</summary>
    [JsonIgnore]
    public decimal Available => Math.Max(Total - Hold, 0);
}

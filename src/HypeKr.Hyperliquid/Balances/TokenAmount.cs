using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A number about one token. Wire: a pair <c>[token, amount]</c>.</summary>
[JsonConverter(typeof(WirePairConverter<TokenAmount, int, decimal>))]
public sealed class TokenAmount : IWirePair<TokenAmount, int, decimal>
{
    /// <summary>The token's index.</summary>
    public int Token { get; init; }

    /// <summary>The amount or ratio.</summary>
    public decimal Amount { get; init; }

    int IWirePair<TokenAmount, int, decimal>.First => Token;

    decimal IWirePair<TokenAmount, int, decimal>.Second => Amount;

    static TokenAmount IWirePair<TokenAmount, int, decimal>.Create(int first, decimal second) => new() { Token = first, Amount = second };
}

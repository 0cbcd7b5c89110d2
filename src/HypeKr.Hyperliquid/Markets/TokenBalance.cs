using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An amount that goes with a token. Wire: a pair <c>[token, balance]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<TokenBalance>))]
public sealed class TokenBalance : IWireTuple<TokenBalance>
{
    /// <summary>The token by its <c>index</c>.</summary>
    public int? Token { get; init; }

    /// <summary>How much.</summary>
    public decimal? Balance { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static TokenBalance IWireTuple<TokenBalance>.Read(ref WireTupleReader reader) => new()
    {
        Token = reader.Int32(),
        Balance = reader.Decimal(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<TokenBalance>.Write(WireTupleWriter writer)
    {
        writer.Integer(Token);
        writer.Decimal(Balance);
    }
}

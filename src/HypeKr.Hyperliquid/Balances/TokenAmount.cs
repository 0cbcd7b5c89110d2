using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A number about one token. Wire: a pair <c>[token, amount]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<TokenAmount>))]
public sealed class TokenAmount : IWireTuple<TokenAmount>
{
    /// <summary>The token's index.</summary>
    public int? Token { get; init; }

    /// <summary>The amount or ratio.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; internal init; }

    static TokenAmount IWireTuple<TokenAmount>.Read(ref WireTupleReader reader) => new() { Token = reader.Int32(), Amount = reader.Decimal(), OtherElements = reader.Rest() };

    void IWireTuple<TokenAmount>.Write(WireTupleWriter writer)
    {
        writer.Integer(Token);
        writer.Decimal(Amount);
    }
}

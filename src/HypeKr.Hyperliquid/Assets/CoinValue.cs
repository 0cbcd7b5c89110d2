using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A number about a coin. Wire: a pair <c>[coin, number]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<CoinValue>))]
public sealed class CoinValue : IWireTuple<CoinValue>
{
    /// <summary>The wire coin.</summary>
    public string? Coin { get; init; }

    /// <summary>The number; its unit is that of the list it stands in.</summary>
    public decimal? Value { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static CoinValue IWireTuple<CoinValue>.Read(ref WireTupleReader reader) => new()
    {
        Coin = reader.Text(),
        Value = reader.Decimal(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<CoinValue>.Write(WireTupleWriter writer)
    {
        writer.Text(Coin);
        writer.Decimal(Value);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What the first side is paid, and why. Wire: a pair <c>[fraction, details]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<FractionAndDetails>))]
public sealed class FractionAndDetails : IWireTuple<FractionAndDetails>
{
    /// <summary>What the first side is paid, from 0 to 1.</summary>
    public decimal? SettleFraction { get; init; }

    /// <summary>The reasons given.</summary>
    public string? Details { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static FractionAndDetails IWireTuple<FractionAndDetails>.Read(ref WireTupleReader reader) => new()
    {
        SettleFraction = reader.Decimal(),
        Details = reader.Text(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<FractionAndDetails>.Write(WireTupleWriter writer)
    {
        writer.Decimal(SettleFraction);
        writer.Text(Details);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An amount of one day. Wire: a pair <c>[date, amount]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<DatedAmount>))]
public sealed class DatedAmount : IWireTuple<DatedAmount>
{
    /// <summary>The day, as the venue writes it.</summary>
    public string? Date { get; init; }

    /// <summary>How much.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static DatedAmount IWireTuple<DatedAmount>.Read(ref WireTupleReader reader) => new()
    {
        Date = reader.Text(),
        Amount = reader.Decimal(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<DatedAmount>.Write(WireTupleWriter writer)
    {
        writer.Text(Date);
        writer.Decimal(Amount);
    }
}

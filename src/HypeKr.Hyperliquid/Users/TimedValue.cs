using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A number at a time. Wire: a pair <c>[milliseconds, number]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<TimedValue>))]
public sealed class TimedValue : IWireTuple<TimedValue>
{
    /// <summary>When.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The number.</summary>
    public decimal? Value { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static TimedValue IWireTuple<TimedValue>.Read(ref WireTupleReader reader) => new()
    {
        Time = reader.Time(),
        Value = reader.Decimal(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<TimedValue>.Write(WireTupleWriter writer)
    {
        writer.Time(Time);
        writer.Decimal(Value);
    }
}

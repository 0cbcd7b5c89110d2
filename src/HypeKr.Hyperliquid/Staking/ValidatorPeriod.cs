using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How a validator did over one period. Wire: a pair of <c>stats</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<ValidatorPeriod>))]
public sealed class ValidatorPeriod : IWireTuple<ValidatorPeriod>
{
    /// <summary><c>day</c>, <c>week</c> or <c>month</c>.</summary>
    public string? Period { get; init; }

    /// <summary>The figures.</summary>
    public ValidatorStats? Stats { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static ValidatorPeriod IWireTuple<ValidatorPeriod>.Read(ref WireTupleReader reader) => new()
    {
        Period = reader.Text(),
        Stats = reader.Model<ValidatorStats>(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<ValidatorPeriod>.Write(WireTupleWriter writer)
    {
        writer.Text(Period);
        writer.Model(Stats);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The settlement of one outcome of a question. Wire: a pair <c>[outcome, [fraction, details]]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<SettlementEntry>))]
public sealed class SettlementEntry : IWireTuple<SettlementEntry>
{
    /// <summary>The outcome.</summary>
    public int? Outcome { get; init; }

    /// <summary>How it is settled.</summary>
    public FractionAndDetails? Settlement { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static SettlementEntry IWireTuple<SettlementEntry>.Read(ref WireTupleReader reader) => new()
    {
        Outcome = reader.Int32(),
        Settlement = reader.Model<FractionAndDetails>(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<SettlementEntry>.Write(WireTupleWriter writer)
    {
        writer.Integer(Outcome);
        writer.Model(Settlement);
    }
}

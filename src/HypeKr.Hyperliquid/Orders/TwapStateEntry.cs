using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A TWAP order that runs, with its id. Wire: a pair <c>[id, state]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<TwapStateEntry>))]
public sealed class TwapStateEntry : IWireTuple<TwapStateEntry>
{
    /// <summary>The TWAP order's id.</summary>
    public long? TwapId { get; init; }

    /// <summary>How far it has come.</summary>
    public TwapState? State { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; internal init; }

    static TwapStateEntry IWireTuple<TwapStateEntry>.Read(ref WireTupleReader reader) => new() { TwapId = reader.Int64(), State = reader.Model<TwapState>(), OtherElements = reader.Rest() };

    void IWireTuple<TwapStateEntry>.Write(WireTupleWriter writer)
    {
        writer.Integer(TwapId);
        writer.Model(State);
    }
}

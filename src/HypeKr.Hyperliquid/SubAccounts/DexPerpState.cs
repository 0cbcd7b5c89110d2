using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Margin and positions on one dex. Wire: a pair <c>[dex, state]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<DexPerpState>))]
public sealed class DexPerpState : IWireTuple<DexPerpState>
{
    /// <summary>The dex by name; empty is the main dex.</summary>
    public string? Dex { get; init; }

    /// <summary>Margin and positions.</summary>
    public PerpState? State { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; internal init; }

    static DexPerpState IWireTuple<DexPerpState>.Read(ref WireTupleReader reader) => new() { Dex = reader.Text(), State = reader.Model<PerpState>(), OtherElements = reader.Rest() };

    void IWireTuple<DexPerpState>.Write(WireTupleWriter writer)
    {
        writer.Text(Dex);
        writer.Model(State);
    }
}

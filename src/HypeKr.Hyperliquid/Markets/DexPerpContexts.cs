using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Prices and funding of all perps of one dex. Wire: a pair <c>[dex, ctxs]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<DexPerpContexts>))]
public sealed class DexPerpContexts : IWireTuple<DexPerpContexts>
{
    /// <summary>The dex by name; empty is the main dex.</summary>
    public string? Dex { get; init; }

    /// <summary>Prices and funding by position in the list of perps.</summary>
    public IReadOnlyList<PerpContext>? Contexts { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; internal init; }

    static DexPerpContexts IWireTuple<DexPerpContexts>.Read(ref WireTupleReader reader) =>
        new() { Dex = reader.Text(), Contexts = reader.Model<IReadOnlyList<PerpContext>>(), OtherElements = reader.Rest() };

    void IWireTuple<DexPerpContexts>.Write(WireTupleWriter writer)
    {
        writer.Text(Dex);
        writer.Model(Contexts);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Fees of a referred address in one token. Wire: a pair <c>[token, state]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<ReferredTokenState>))]
public sealed class ReferredTokenState : IWireTuple<ReferredTokenState>
{
    /// <summary>The token's index.</summary>
    public int? Token { get; init; }

    /// <summary>The fees.</summary>
    public ReferredFees? State { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; internal init; }

    static ReferredTokenState IWireTuple<ReferredTokenState>.Read(ref WireTupleReader reader) => new() { Token = reader.Int32(), State = reader.Model<ReferredFees>(), OtherElements = reader.Rest() };

    void IWireTuple<ReferredTokenState>.Write(WireTupleWriter writer)
    {
        writer.Integer(Token);
        writer.Model(State);
    }
}

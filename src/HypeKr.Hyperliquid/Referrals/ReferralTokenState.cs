using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Rewards in one token. Wire: a pair <c>[token, state]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<ReferralTokenState>))]
public sealed class ReferralTokenState : IWireTuple<ReferralTokenState>
{
    /// <summary>The token's index.</summary>
    public int? Token { get; init; }

    /// <summary>The rewards.</summary>
    public ReferralRewards? State { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; internal init; }

    static ReferralTokenState IWireTuple<ReferralTokenState>.Read(ref WireTupleReader reader) => new() { Token = reader.Int32(), State = reader.Model<ReferralRewards>(), OtherElements = reader.Rest() };

    void IWireTuple<ReferralTokenState>.Write(WireTupleWriter writer)
    {
        writer.Integer(Token);
        writer.Model(State);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What an address has lent and borrowed of one token. Wire: a pair <c>[token, state]</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<BorrowLendTokenState>))]
public sealed class BorrowLendTokenState : IWireTuple<BorrowLendTokenState>
{
    /// <summary>The token's index.</summary>
    public int? Token { get; init; }

    /// <summary>The amounts.</summary>
    public BorrowLendPosition? State { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; internal init; }

    static BorrowLendTokenState IWireTuple<BorrowLendTokenState>.Read(ref WireTupleReader reader) => new() { Token = reader.Int32(), State = reader.Model<BorrowLendPosition>(), OtherElements = reader.Rest() };

    void IWireTuple<BorrowLendTokenState>.Write(WireTupleWriter writer)
    {
        writer.Integer(Token);
        writer.Model(State);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A reserve and its token. Wire: a pair of <c>allBorrowLendReserveStates</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<LendingReserveEntry>))]
public sealed class LendingReserveEntry : IWireTuple<LendingReserveEntry>
{
    /// <summary>The token by its <c>index</c>.</summary>
    public int? Token { get; init; }

    /// <summary>The reserve.</summary>
    public LendingReserve? Reserve { get; init; }

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static LendingReserveEntry IWireTuple<LendingReserveEntry>.Read(ref WireTupleReader reader) => new()
    {
        Token = reader.Int32(),
        Reserve = reader.Model<LendingReserve>(),
        OtherElements = reader.Rest(),
    };

    void IWireTuple<LendingReserveEntry>.Write(WireTupleWriter writer)
    {
        writer.Integer(Token);
        writer.Model(Reserve);
    }
}

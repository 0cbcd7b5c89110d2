using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Hyperliquid.Deployments;

namespace HypeKr.Hyperliquid;

/// <summary>The auctions for a place near the front of the gossip network. Wire: the answer to <c>gossipPriorityAuctionStatus</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<GossipAuctions>))]
public sealed class GossipAuctions : IWireTuple<GossipAuctions>
{
    /// <summary>Who holds each place, as the venue words it; null where nobody does.</summary>
    public IReadOnlyList<string?> Holders { get; init => field = value ?? []; } = [];

    /// <summary>The auctions, one a place.</summary>
    public IReadOnlyList<AuctionStatus> Auctions { get; init => field = value ?? []; } = [];

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static GossipAuctions IWireTuple<GossipAuctions>.Read(ref WireTupleReader reader) => new()
    {
        Holders = reader.Model<IReadOnlyList<string?>>() ?? [],
        Auctions = reader.Model<IReadOnlyList<AuctionStatus>>() ?? [],
        OtherElements = reader.Rest(),
    };

    void IWireTuple<GossipAuctions>.Write(WireTupleWriter writer)
    {
        writer.Model(Holders);
        writer.Model(Auctions);
    }
}

using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct PerpMetaReader : IWireReader<PerpMeta>
{
    private static readonly PerpListingRows Listings = new();

    public static PerpMeta Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "What a dex lists");
        IReadOnlyList<PerpListing>? universe = default;
        MarginTableEntry[]? marginTables = default;
        int? collateralToken = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("universe"u8)) universe = reader.TokenType == JsonTokenType.Null ? null : Listings.Read(ref reader, typeof(IReadOnlyList<PerpListing>), HyperliquidJsonContext.Default.Options);
            else if (member.SequenceEqual("marginTables"u8)) marginTables = WireReader.ListOrNull<MarginTableEntry, EntryReader>(ref reader);
            else if (member.SequenceEqual("collateralToken"u8)) collateralToken = WireReader.Int32(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        return new PerpMeta
        {
            Universe = universe!,
            MarginTables = marginTables!,
            CollateralToken = collateralToken,
            OtherMembers = others,
        };
    }

    private readonly struct EntryReader : IWireReader<MarginTableEntry>
    {
        public static MarginTableEntry Read(ref Utf8JsonReader reader)
        {
            WireReader.EnterTuple(ref reader, "A margin table and its id");
            var hasMore = true;
            var id = WireReader.NextElement(ref reader, ref hasMore) ? WireReader.Int32(ref reader) : null;
            var table = WireReader.NextElement(ref reader, ref hasMore) ? WireReader.ModelOrNull<MarginTable, MarginTableReader>(ref reader) : null;
            return new() { Id = id, Table = table, OtherElements = WireReader.Rest(ref reader, ref hasMore) };
        }
    }
}

using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct PerpMetaReader : IWireReader<PerpMeta>
{
    private static readonly PerpListingRows Listings = new();
    private static readonly MarginTableRows Tables = new();

    public static PerpMeta Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "What a dex lists");
        IReadOnlyList<PerpListing>? universe = default;
        IReadOnlyList<MarginTableEntry>? marginTables = default;
        int? collateralToken = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("universe"u8)) universe = reader.TokenType == JsonTokenType.Null ? null : Listings.Read(ref reader, typeof(IReadOnlyList<PerpListing>), HyperliquidJsonContext.Default.Options);
            else if (member.SequenceEqual("marginTables"u8)) marginTables = reader.TokenType == JsonTokenType.Null ? null : Tables.Read(ref reader, typeof(IReadOnlyList<MarginTableEntry>), HyperliquidJsonContext.Default.Options);
            else if (member.SequenceEqual("collateralToken"u8)) collateralToken = ReadableInt32Converter.Read(ref reader);
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
}

using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct BookLevelReader : IWireReader<BookLevel>
{
    public static BookLevel Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "A level of a book");
        decimal? price = default;
        decimal? size = default;
        long? orderCount = default;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("px"u8)) price = DecimalJsonConverter.Read(ref reader);
            else if (member.SequenceEqual("sz"u8)) size = DecimalJsonConverter.Read(ref reader);
            else if (member.SequenceEqual("n"u8)) orderCount = WireReader.Int64(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        return new BookLevel
        {
            Price = price ?? throw WireReader.Missing("A level of a book", "px"),
            Size = size ?? throw WireReader.Missing("A level of a book", "sz"),
            OrderCount = orderCount,
            OtherMembers = others,
        };
    }
}

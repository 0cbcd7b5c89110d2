using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct OrderBookReader : IWireReader<OrderBook>
{
    public static OrderBook Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "A book");
        string? coin = default;
        DateTimeOffset? time = default;
        BookLevel[][]? levels = default;
        decimal? spread = default;
        bool? isFast = default;
        var hasLevels = false;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("coin"u8)) coin = WireReader.Text(ref reader);
            else if (member.SequenceEqual("time"u8)) time = WireReader.Time(ref reader);
            else if (member.SequenceEqual("levels"u8)) (hasLevels, levels) = (true, WireReader.ListOrNull<BookLevel[], SideReader>(ref reader));
            else if (member.SequenceEqual("spread"u8)) spread = WireReader.Decimal(ref reader);
            else if (member.SequenceEqual("fast"u8)) isFast = reader.TokenType == JsonTokenType.Null ? null : WireReader.Boolean(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        if (!hasLevels) throw WireReader.Missing("A book", "levels");
        return new OrderBook
        {
            Coin = coin!,
            Time = time,
            Levels = levels,
            Spread = spread,
            IsFast = isFast,
            OtherMembers = others,
        };
    }

    private readonly struct SideReader : IWireReader<BookLevel[]>
    {
        public static BookLevel[] Read(ref Utf8JsonReader reader) => WireReader.List<BookLevel, BookLevelReader>(ref reader);
    }
}

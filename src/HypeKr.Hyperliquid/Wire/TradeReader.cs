using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <inheritdoc cref="IWireReader{T}"/>
internal readonly struct TradeReader : IWireReader<Trade>
{
    public static Trade Read(ref Utf8JsonReader reader)
    {
        WireReader.Enter(ref reader, "A trade");
        string? coin = default;
        BookSide? side = default;
        decimal? price = default;
        decimal? size = default;
        DateTimeOffset? time = default;
        string? hash = default;
        long tradeId = default;
        TradeUsers? users = default;
        var hasCoin = false;
        Dictionary<string, JsonElement>? others = null;
        while (WireReader.Next(ref reader, out var member))
        {
            if (member.SequenceEqual("coin"u8)) (hasCoin, coin) = (true, WireReader.Text(ref reader));
            else if (member.SequenceEqual("side"u8)) side = Side(ref reader);
            else if (member.SequenceEqual("px"u8)) price = DecimalJsonConverter.Read(ref reader);
            else if (member.SequenceEqual("sz"u8)) size = DecimalJsonConverter.Read(ref reader);
            else if (member.SequenceEqual("time"u8)) time = WireReader.Time(ref reader);
            else if (member.SequenceEqual("hash"u8)) hash = WireReader.Text(ref reader);
            else if (member.SequenceEqual("tid"u8)) tradeId = WireReader.Int64(ref reader) ?? throw WireReader.Missing("A trade", "tid");
            else if (member.SequenceEqual("users"u8)) users = WireReader.ModelOrNull<TradeUsers, TradeUsersReader>(ref reader);
            else WireReader.Keep(ref others, member, ref reader);
        }

        if (!hasCoin) throw WireReader.Missing("A trade", "coin");
        return new Trade
        {
            Coin = coin!,
            Side = side ?? throw WireReader.Missing("A trade", "side"),
            Price = price ?? throw WireReader.Missing("A trade", "px"),
            Size = size ?? throw WireReader.Missing("A trade", "sz"),
            Time = time,
            Hash = hash,
            TradeId = tradeId,
            Users = users,
            OtherMembers = others,
        };
    }

    private static BookSide? Side(ref Utf8JsonReader reader) =>
        WireReader.Is(ref reader, "B"u8) ? BookSide.Bid
        : WireReader.Is(ref reader, "A"u8) ? BookSide.Ask
        : WireReader.Text(ref reader) is { } word ? new BookSide(word)
        : null;
}

using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads about what was traded.</summary>
internal static class TradeReads
{
    private const int MaxTrades = 10;

    /// <summary>The last trades, newest first, in the terms of the coin that is asked about.</summary>
    public static EmulatorReply RecentTrades(Venue venue, WireShape request)
    {
        var coin = request.Member("coin").Text();
        if (venue.Asset(coin) is not { } asset) return Unknown();
        return JsonReply.Of(writer =>
        {
            writer.WriteStartArray();
            foreach (var trade in asset.Book.Tape.Trades.TakeLast(MaxTrades).Reverse()) Write(trade, asset, writer);
            writer.WriteEndArray();
        });
    }

    /// <summary>Candles of the trades so far: an interval without trades has none.</summary>
    public static EmulatorReply CandleSnapshot(Venue venue, WireShape request)
    {
        var what = request.Member("req");
        var coin = what.Member("coin").Text();
        var name = what.Member("interval");
        var interval = CandleInterval.Of(name.Text()) ?? throw name.Wrong($"one of {string.Join(", ", CandleInterval.All.Select(i => i.Name))}");
        var start = what.Member("startTime").Long();
        var end = what.Optional("endTime")?.Long() ?? venue.Now;
        if (venue.Asset(coin) is not { } asset) return Unknown();
        return JsonReply.Of(writer =>
        {
            writer.WriteStartArray();
            foreach (var candle in asset.Book.Tape.Candles(interval, start, end)) Write(candle.In(asset), asset, interval, writer);
            writer.WriteEndArray();
        });
    }

    /// <summary>One trade; seen from the other side of an outcome, its buyer is the seller.</summary>
    public static void Write(VenueTrade trade, TradedAsset asset, Utf8JsonWriter writer)
    {
        var turned = trade.Asset.IsMirrored != asset.IsMirrored;
        var (buyer, seller) = turned ? (trade.Seller, trade.Buyer) : (trade.Buyer, trade.Seller);
        writer.WriteStartObject();
        writer.WriteTexts(
            ("coin", asset.Coin),
            ("side", trade.TakerBuys != turned ? "B" : "A"),
            ("px", WireText.Of(turned ? 1 - trade.Price : trade.Price)),
            ("sz", WireText.Of(trade.Size)));
        writer.WriteNumber("time", trade.Time);
        writer.WriteString("hash", trade.Hash.ToString());
        writer.WriteNumber("tid", trade.Tid);
        writer.WriteStartArray("users");
        writer.WriteStringValue(buyer.Address.ToLowerHex());
        writer.WriteStringValue(seller.Address.ToLowerHex());
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>One candle.</summary>
    public static void Write(Candle candle, TradedAsset asset, CandleInterval interval, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("t", candle.Start);
        writer.WriteNumber("T", candle.End - 1);
        writer.WriteTexts(
            ("s", asset.Coin),
            ("i", interval.Name),
            ("o", WireText.Of(candle.Open)),
            ("c", WireText.Of(candle.Close)),
            ("h", WireText.Of(candle.High)),
            ("l", WireText.Of(candle.Low)),
            ("v", WireText.Of(candle.Volume)));
        writer.WriteNumber("n", candle.Trades);
        writer.WriteEndObject();
    }

    private static EmulatorReply Unknown() => JsonReply.Of(static writer => writer.WriteNullValue(), statusCode: 500);
}

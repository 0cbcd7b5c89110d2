using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads about one account's orders and fills.</summary>
internal static class OrderReads
{
    private const int MaxFills = 2000;

    /// <summary>Resting orders; those of the main dex have spot and outcomes beside them.</summary>
    public static void OpenOrders(Account? user, string dex, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var order in user?.OpenOrders.Reverse() ?? [])
        {
            if (dex != "ALL_DEXS" && order.Asset.DexName != dex) continue;

            writer.WriteStartObject();
            WriteOpen(writer, order, order.Remaining);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void OrderStatus(Account? user, WireShape id, Utf8JsonWriter writer)
    {
        var order = id.Kind == JsonValueKind.Number ? user?.Order(id.Long()) : Find(user, id.Cloid());
        writer.WriteStartObject();
        if (order is null)
        {
            writer.WriteString("status", "unknownOid");
            writer.WriteEndObject();
            return;
        }

        writer.WriteString("status", "order");
        writer.WriteStartObject("order");
        writer.WriteStartObject("order");
        WriteFrontend(writer, order, order.Remaining);
        writer.WriteEndObject();
        writer.WriteString("status", order.Status);
        writer.WriteNumber("statusTimestamp", order.StatusAt);
        writer.WriteEndObject();
        writer.WriteEndObject();

        static PlacedOrder? Find(Account? user, string cloid) => user?.Order(cloid);
    }

    /// <summary>The newest fills first; on request what one order took in one moment is told as one fill.</summary>
    public static void UserFills(Account? user, bool aggregate, Utf8JsonWriter writer)
    {
        IEnumerable<Fill> fills = user?.Fills ?? [];
        if (aggregate) fills = Aggregate(fills);

        writer.WriteStartArray();
        foreach (var fill in fills.Reverse().Take(MaxFills))
        {
            WriteFill(writer, fill, aggregate);
        }

        writer.WriteEndArray();
    }

    /// <summary>One fill; the average price of several may have to be rounded.</summary>
    public static void WriteFill(Utf8JsonWriter writer, Fill fill, bool aggregate)
    {
        writer.WriteStartObject();
        writer.WriteTexts(
            ("coin", fill.Asset.Coin),
            ("px", aggregate ? WireText.Rounded(fill.Price) : WireText.Of(fill.Price)),
            ("sz", WireText.Of(fill.Size)),
            ("side", Side(fill.IsBuy)));
        writer.WriteNumber("time", fill.Time);
        writer.WriteTexts(
            ("startPosition", WireText.Of(fill.StartPosition)),
            ("dir", fill.Direction),
            ("closedPnl", WireText.Of(fill.ClosedPnl)),
            ("hash", fill.Hash));
        writer.WriteNumber("oid", fill.Oid);
        writer.WriteBoolean("crossed", fill.Crossed);
        writer.WriteString("fee", WireText.Of(fill.Fee));
        writer.WriteNumber("tid", fill.Tid);
        if (fill.Cloid is not null) writer.WriteString("cloid", fill.Cloid);
        writer.WriteString("feeToken", fill.FeeToken);
        writer.WriteNull("twapId");
        writer.WriteEndObject();
    }

    /// <summary>The members of <c>openOrders</c> and <c>orderUpdates</c>, with the size that remained at the time.</summary>
    public static void WriteOpen(Utf8JsonWriter writer, PlacedOrder order, decimal remaining)
    {
        WriteCore(writer, order, remaining);
        writer.WriteString("origSz", WireText.Of(order.OriginalSize));
        if (order.Cloid is not null) writer.WriteString("cloid", order.Cloid);
        if (order.ReduceOnly) writer.WriteBoolean("reduceOnly", true);
    }

    /// <summary>The members of <c>frontendOpenOrders</c>, with the size that remained at the time.</summary>
    public static void WriteFrontend(Utf8JsonWriter writer, PlacedOrder order, decimal remaining)
    {
        WriteCore(writer, order, remaining);
        writer.WriteString("triggerCondition", "N/A");
        writer.WriteBoolean("isTrigger", false);
        writer.WriteString("triggerPx", "0.0");
        writer.WriteStartArray("children");
        writer.WriteEndArray();
        writer.WriteBoolean("isPositionTpsl", false);
        writer.WriteBoolean("reduceOnly", order.ReduceOnly);
        writer.WriteTexts(
            ("orderType", order.TimeInForce == "FrontendMarket" ? "Market" : "Limit"),
            ("origSz", WireText.Of(order.OriginalSize)),
            ("tif", order.TimeInForce));
        writer.WriteString("cloid", order.Cloid);
    }

    /// <summary>What one order took in one moment, as one fill.</summary>
    public static IEnumerable<Fill> Aggregate(IEnumerable<Fill> fills) => fills
        .GroupBy(f => f.Crossed && f.Oid > 0 ? (f.Oid, f.Time, Tid: 0L) : (f.Oid, f.Time, f.Tid))
        .Select(group =>
        {
            var size = group.Sum(f => f.Size);
            return group.First() with
            {
                Size = size,
                Price = group.Sum(f => f.Size * f.Price) / size,
                ClosedPnl = group.Sum(f => f.ClosedPnl),
                Fee = group.Sum(f => f.Fee),
                Direction = group.Last().Direction,
            };
        });

    private static void WriteCore(Utf8JsonWriter writer, PlacedOrder order, decimal remaining)
    {
        writer.WriteTexts(
            ("coin", order.Asset.Coin),
            ("side", Side(order.IsBuy)),
            ("limitPx", WireText.Of(order.Price)),
            ("sz", WireText.Of(remaining)));
        writer.WriteNumber("oid", order.Oid);
        writer.WriteNumber("timestamp", order.PlacedAt);
    }

    private static string Side(bool isBuy) => isBuy ? "B" : "A";
}

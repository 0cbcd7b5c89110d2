using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads about one account's orders, fills and TWAPs. An address without an account has none.</summary>
internal static class OrderReads
{
    private const int MaxOrders = 2000;
    private const int MaxFills = 2000;
    private const int ReachableFills = 10_000;

    /// <summary>Live orders, newest first; those of the main dex have spot and outcomes beside them.</summary>
    public static void OpenOrders(Account? user, string dex, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var order in Live(user, dex))
        {
            writer.WriteStartObject();
            WriteOpen(writer, order, order.Remaining);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The members of <c>openOrders</c> and <c>orderUpdates</c>, with the size that remained at the time.</summary>
    public static void WriteOpen(Utf8JsonWriter writer, PlacedOrder order, decimal remaining)
    {
        WriteCore(writer, order, remaining);
        writer.WriteString("origSz", WireText.Of(order.OriginalSize));
        if (order.Cloid is not null) writer.WriteString("cloid", order.Cloid);
        if (order.ReduceOnly) writer.WriteBoolean("reduceOnly", true);
    }

    /// <summary>Live orders with all there is to tell of them.</summary>
    public static void FrontendOpenOrders(Account? user, string dex, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var order in Live(user, dex))
        {
            writer.WriteStartObject();
            WriteFrontend(writer, order, order.Remaining);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The members of <c>frontendOpenOrders</c>, with the size that remained at the time.</summary>
    public static void WriteFrontend(Utf8JsonWriter writer, PlacedOrder order, decimal remaining)
    {
        WriteCore(writer, order, remaining);
        writer.WriteString("triggerCondition", order.Trigger?.Condition ?? "N/A");
        writer.WriteBoolean("isTrigger", order.Trigger is not null);
        writer.WriteString("triggerPx", order.Trigger is { } trigger ? WireText.Of(trigger.Price) : "0.0");
        writer.WriteStartArray("children");
        foreach (var child in order.Children)
        {
            if (child.Stage != OrderStage.Waiting) continue;
            writer.WriteStartObject();
            WriteFrontend(writer, child, child.Remaining);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("isPositionTpsl", order.IsPositionTpsl);
        writer.WriteBoolean("reduceOnly", order.ReduceOnly);
        writer.WriteTexts(("orderType", order.OrderType), ("origSz", WireText.Of(order.OriginalSize)));
        writer.WriteString("tif", order.TimeInForce);
        writer.WriteString("cloid", order.Cloid);
    }

    /// <summary>One order by its number or its cloid, unless it was placed after a time.</summary>
    public static void OrderStatus(Account? user, WireShape id, long knownUntil, Utf8JsonWriter writer)
    {
        var order = id.Kind == JsonValueKind.Number ? user?.Order(id.Long()) : Find(user, id.Cloid());
        writer.WriteStartObject();
        if (order is null || order.PlacedAt > knownUntil)
        {
            writer.WriteString("status", "unknownOid");
            writer.WriteEndObject();
            return;
        }

        writer.WriteString("status", "order");
        writer.WritePropertyName("order");
        OrderWithStatus(order, writer);
        writer.WriteEndObject();

        static PlacedOrder? Find(Account? user, string cloid) => user?.Order(cloid);
    }

    /// <summary>The orders whose status changed last, newest change first, each with the status it has now.</summary>
    public static void HistoricalOrders(Account? user, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var order in (user?.AllOrders ?? []).OrderByDescending(o => o.Change).Take(MaxOrders)) OrderWithStatus(order, writer);
        writer.WriteEndArray();
    }

    /// <summary>The newest fills first; on request what one order took in one moment is told as one fill.</summary>
    public static EmulatorReply UserFills(Account? user, WireShape request)
    {
        var fills = Fills(user, Aggregates(request)).Reverse().Take(MaxFills);
        return Rows(fills, static (fill, writer) => WriteFill(writer, fill, aggregate: true));
    }

    /// <summary>The fills of a time, both ends included: the oldest first unless reversed.</summary>
    public static EmulatorReply UserFillsByTime(Account? user, WireShape request, long now)
    {
        var (start, end) = Time(request, now);
        var fills = Within(Fills(user, Aggregates(request)), start, end);
        if (request.Optional("reversed")?.Bool() ?? false) fills = fills.Reverse();
        return Rows(fills.Take(MaxFills), static (fill, writer) => WriteFill(writer, fill, aggregate: true));
    }

    /// <summary>The newest fills of slices first.</summary>
    public static EmulatorReply TwapSliceFills(Account? user) =>
        Rows(Slices(user).Reverse().Take(MaxFills), static (fill, writer) => WriteSlice(writer, fill));

    /// <summary>The fills of slices of a time, the oldest first.</summary>
    public static EmulatorReply TwapSliceFillsByTime(Account? user, WireShape request, long now)
    {
        var (start, end) = Time(request, now);
        return Rows(Within(Slices(user), start, end).Take(MaxFills), static (fill, writer) => WriteSlice(writer, fill));
    }

    /// <summary>The changes of TWAPs, the newest first.</summary>
    public static EmulatorReply TwapHistory(Account? user) =>
        Rows((user?.TwapHistory ?? []).AsEnumerable().Reverse().Take(MaxOrders), static (record, writer) => record.Write(writer));

    private static IEnumerable<PlacedOrder> Live(Account? user, string dex) =>
        (user?.LiveOrders ?? []).Reverse().Where(o => dex == "ALL_DEXS" || o.Asset.DexName == dex);

    /// <summary>An order and the status it has now.</summary>
    public static void OrderWithStatus(PlacedOrder order, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("order");
        WriteFrontend(writer, order, order.Remaining);
        writer.WriteEndObject();
        writer.WriteString("status", order.Status);
        writer.WriteNumber("statusTimestamp", order.StatusAt);
        writer.WriteEndObject();
    }

    private static bool Aggregates(WireShape request) => request.Optional("aggregateByTime")?.Bool() ?? false;

    private static (long Start, long End) Time(WireShape request, long now) => (request.Member("startTime").Long(), request.Optional("endTime")?.Long() ?? now);

    private static IEnumerable<Fill> Fills(Account? user, bool aggregate)
    {
        IEnumerable<Fill> fills = user?.Fills.TakeLast(ReachableFills) ?? [];
        return aggregate ? Aggregate(fills) : fills;
    }

    private static IEnumerable<Fill> Slices(Account? user) => Fills(user, aggregate: false).Where(f => f.TwapId is not null);

    private static IEnumerable<Fill> Within(IEnumerable<Fill> fills, long start, long end) => fills.Where(f => f.Time >= start && f.Time <= end);

    private static EmulatorReply Rows<T>(IEnumerable<T> rows, Action<T, Utf8JsonWriter> write) => JsonReply.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (var row in rows) write(row, writer);
        writer.WriteEndArray();
    });

    /// <summary>One fill; the average price of several may have to be rounded.</summary>
    public static void WriteFill(Utf8JsonWriter writer, Fill fill, bool aggregate)
    {
        writer.WriteStartObject();
        writer.WriteTexts(
            ("coin", fill.Asset.Coin),
            ("px", aggregate ? WireText.Rounded(fill.Price) : WireText.Of(fill.Price)),
            ("sz", WireText.Of(fill.Size)),
            ("side", fill.IsBuy ? "B" : "A"));
        writer.WriteNumber("time", fill.Time);
        writer.WriteTexts(
            ("startPosition", WireText.Of(fill.StartPosition)),
            ("dir", fill.Direction),
            ("closedPnl", WireText.Of(fill.ClosedPnl)),
            ("hash", fill.Hash.ToString()));
        writer.WriteNumber("oid", fill.Oid);
        writer.WriteBoolean("crossed", fill.Crossed);
        writer.WriteString("fee", WireText.Of(fill.Fee));
        if (fill.BuilderFee != 0) writer.WriteString("builderFee", WireText.Of(fill.BuilderFee));
        writer.WriteNumber("tid", fill.Tid);
        if (fill.Cloid is not null) writer.WriteString("cloid", fill.Cloid);
        writer.WriteString("feeToken", fill.FeeToken);
        if (fill.Liquidation is { } liquidation)
        {
            writer.WriteStartObject("liquidation");
            writer.WriteTexts(("liquidatedUser", liquidation.User.ToLowerHex()), ("markPx", WireText.Of(liquidation.MarkPrice)), ("method", liquidation.Method));
            writer.WriteEndObject();
        }

        if (fill.TwapId is { } twap) writer.WriteNumber("twapId", twap);
        else writer.WriteNull("twapId");
        writer.WriteEndObject();
    }

    /// <summary>One fill of a slice.</summary>
    public static void WriteSlice(Utf8JsonWriter writer, Fill fill)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("fill");
        WriteFill(writer, fill, aggregate: false);
        writer.WriteNumber("twapId", fill.TwapId!.Value);
        writer.WriteEndObject();
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
                BuilderFee = group.Sum(f => f.BuilderFee),
                Direction = group.Last().Direction,
            };
        });

    private static void WriteCore(Utf8JsonWriter writer, PlacedOrder order, decimal remaining)
    {
        writer.WriteTexts(
            ("coin", order.Asset.Coin),
            ("side", order.IsBuy ? "B" : "A"),
            ("limitPx", WireText.Of(order.Price)),
            ("sz", WireText.Of(remaining)));
        writer.WriteNumber("oid", order.Oid);
        writer.WriteNumber("timestamp", order.PlacedAt);
    }
}

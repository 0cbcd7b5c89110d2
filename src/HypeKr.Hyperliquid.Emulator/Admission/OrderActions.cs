using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary><c>modify</c>.</summary>
internal sealed record ModifyOrder(WireModify Modify, bool AlwaysPlace) : EmulatedAction
{
    public override void Pack(MsgpackWriter writer)
    {
        writer.Map(AlwaysPlace ? 4 : 3).Text("type").Text("modify");
        Modify.PackMembers(writer);
        if (AlwaysPlace) writer.Text("a").Bool(true);
    }
}

/// <summary><c>batchModify</c>.</summary>
internal sealed record ModifyOrders(IReadOnlyList<WireModify> Modifies, bool AlwaysPlace) : EmulatedAction
{
    public override int Requests => Modifies.Count;

    public override void Pack(MsgpackWriter writer)
    {
        writer.Map(AlwaysPlace ? 3 : 2).Text("type").Text("batchModify").Text("modifies").Array(Modifies.Count);
        foreach (var modify in Modifies)
        {
            writer.Map(2);
            modify.PackMembers(writer);
        }

        if (AlwaysPlace) writer.Text("a").Bool(true);
    }
}

/// <summary>An order to be replaced, by its number or its cloid, and what replaces it.</summary>
internal sealed record WireModify(ulong Oid, string? Cloid, WireOrder Order)
{
    public static WireModify Read(WireShape shape)
    {
        var target = shape.Member("oid");
        var byCloid = target.Kind == JsonValueKind.String;
        return new WireModify(byCloid ? 0 : target.Unsigned(), byCloid ? target.Cloid() : null, ExchangeRequest.ReadOrder(shape.Member("order")));
    }

    public void PackMembers(MsgpackWriter writer)
    {
        writer.Text("oid");
        if (Cloid is not null) writer.Text(Cloid);
        else writer.Unsigned(Oid);
        writer.Text("order");
        Order.Pack(writer);
    }
}

/// <summary><c>scheduleCancel</c>.</summary>
internal sealed record ScheduleCancel(long? Time) : EmulatedAction
{
    public override void Pack(MsgpackWriter writer)
    {
        writer.Map(Time is null ? 1 : 2).Text("type").Text("scheduleCancel");
        if (Time is { } time) writer.Text("time").Unsigned((ulong)time);
    }
}

/// <summary><c>twapOrder</c>.</summary>
internal sealed record PlaceTwap(WireTwap Twap) : EmulatedAction
{
    public override void Pack(MsgpackWriter writer)
    {
        writer.Map(Twap.HasDetails ? 3 : 2).Text("type").Text("twapOrder").Text("twap").Map(6)
            .Text("a").Unsigned(Twap.Asset).Text("b").Bool(Twap.IsBuy).Text("s").Text(Twap.Size.Text).Text("r").Bool(Twap.ReduceOnly)
            .Text("m").Unsigned((ulong)Twap.Minutes).Text("t").Bool(Twap.Randomize);
        if (!Twap.HasDetails) return;

        writer.Text("details").Map(2).Text("t");
        if (Twap.Trigger is { } trigger) writer.Map(2).Text("p").Text(trigger.Price.Text).Text("a").Bool(trigger.IsAbove);
        else writer.Nil();
        writer.Text("s");
        if (Twap.StopPrice is { } stop) writer.Text(stop.Text);
        else writer.Nil();
    }
}

/// <summary>The <c>twap</c> and <c>details</c> of a <c>twapOrder</c>. Details may be there with nothing in them, which changes the hash.</summary>
internal sealed record WireTwap(
    ulong Asset, bool IsBuy, WireDecimal Size, bool ReduceOnly, long Minutes, bool Randomize, bool HasDetails, WireTwapTrigger? Trigger, WireDecimal? StopPrice)
{
    public static WireTwap Read(WireShape action)
    {
        var twap = action.Member("twap");
        var details = action.Optional("details");
        return new WireTwap(
            twap.Member("a").Unsigned(),
            twap.Member("b").Bool(),
            twap.Member("s").Decimal(),
            twap.Member("r").Bool(),
            twap.Member("m").Long(),
            twap.Member("t").Bool(),
            details is not null,
            details?.Optional("t") is { } trigger ? new WireTwapTrigger(trigger.Member("p").Decimal(), trigger.Member("a").Bool()) : null,
            details?.Optional("s")?.Decimal());
    }
}

/// <summary>The mark at which a TWAP starts.</summary>
internal sealed record WireTwapTrigger(WireDecimal Price, bool IsAbove);

/// <summary><c>twapCancel</c>.</summary>
internal sealed record CancelTwap(ulong Asset, ulong TwapId) : EmulatedAction
{
    public override bool IsCancel => true;

    public override void Pack(MsgpackWriter writer) =>
        writer.Map(3).Text("type").Text("twapCancel").Text("a").Unsigned(Asset).Text("t").Unsigned(TwapId);
}

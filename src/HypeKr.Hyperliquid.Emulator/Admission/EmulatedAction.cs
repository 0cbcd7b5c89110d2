using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An action as the venue understands it: read from JSON, and packed again for its hash.</summary>
internal abstract record EmulatedAction
{
    /// <summary>What it counts for against the address's budget: a batch by its entries.</summary>
    public virtual int Requests => 1;

    /// <summary>Whether it cancels, for which there is a budget when the common one is used up.</summary>
    public virtual bool IsCancel => false;

    /// <summary>Packs the members in the venue's order, whatever order the body had.</summary>
    public abstract void Pack(MsgpackWriter writer);
}

/// <summary><c>order</c>.</summary>
internal sealed record PlaceOrders(IReadOnlyList<WireOrder> Orders, WireGrouping Grouping, WireBuilder? Builder) : EmulatedAction
{
    public override int Requests => Orders.Count;

    public override void Pack(MsgpackWriter writer)
    {
        writer.Map(Builder is null ? 3 : 4).Text("type").Text("order").Text("orders").Array(Orders.Count);
        foreach (var order in Orders) order.Pack(writer);

        writer.Text("grouping");
        if (Grouping.Priority is { } rate) writer.Map(1).Text("p").Unsigned(rate);
        else writer.Text(Grouping.Name);

        if (Builder is { } builder) writer.Text("builder").Map(2).Text("b").Text(builder.Address.ToLowerHex()).Text("f").Unsigned(builder.Fee);
    }
}

/// <summary>One order of an <c>order</c> action, before any check. The time in force is null for a trigger order; the cloid is in lower case.</summary>
internal sealed record WireOrder(
    ulong Asset, bool IsBuy, WireDecimal Price, WireDecimal Size, bool ReduceOnly, string? TimeInForce, WireTrigger? Trigger, string? Cloid)
{
    public void Pack(MsgpackWriter writer)
    {
        writer.Map(Cloid is null ? 6 : 7)
            .Text("a").Unsigned(Asset).Text("b").Bool(IsBuy).Text("p").Text(Price.Text).Text("s").Text(Size.Text).Text("r").Bool(ReduceOnly)
            .Text("t").Map(1);
        if (Trigger is { } trigger)
        {
            writer.Text("trigger").Map(3)
                .Text("isMarket").Bool(trigger.IsMarket).Text("triggerPx").Text(trigger.Price.Text).Text("tpsl").Text(trigger.Kind);
        }
        else
        {
            writer.Text("limit").Map(1).Text("tif").Text(TimeInForce!);
        }

        if (Cloid is not null) writer.Text("c").Text(Cloid);
    }
}

/// <summary>The <c>trigger</c> of an order.</summary>
internal sealed record WireTrigger(bool IsMarket, WireDecimal Price, string Kind);

/// <summary><c>na</c>, <c>normalTpsl</c>, <c>positionTpsl</c>, or a priority rate.</summary>
internal readonly record struct WireGrouping(string Name, ulong? Priority);

/// <summary>Who built the front end, and its fee in tenths of a basis point.</summary>
internal sealed record WireBuilder(EthereumAddress Address, ulong Fee);

/// <summary><c>cancel</c>. The fast flag is packed only when true.</summary>
internal sealed record CancelOrders(IReadOnlyList<(ulong Asset, ulong Oid)> Cancels, bool Fast) : EmulatedAction
{
    public override int Requests => Cancels.Count;

    public override bool IsCancel => true;

    public override void Pack(MsgpackWriter writer)
    {
        writer.Map(Fast ? 3 : 2).Text("type").Text("cancel").Text("cancels").Array(Cancels.Count);
        foreach (var (asset, oid) in Cancels) writer.Map(2).Text("a").Unsigned(asset).Text("o").Unsigned(oid);
        if (Fast) writer.Text("f").Bool(true);
    }
}

/// <summary><c>cancelByCloid</c>.</summary>
internal sealed record CancelByCloid(IReadOnlyList<(ulong Asset, string Cloid)> Cancels, bool Fast) : EmulatedAction
{
    public override int Requests => Cancels.Count;

    public override bool IsCancel => true;

    public override void Pack(MsgpackWriter writer)
    {
        writer.Map(Fast ? 3 : 2).Text("type").Text("cancelByCloid").Text("cancels").Array(Cancels.Count);
        foreach (var (asset, cloid) in Cancels) writer.Map(2).Text("asset").Unsigned(asset).Text("cloid").Text(cloid);
        if (Fast) writer.Text("f").Bool(true);
    }
}

/// <summary><c>updateLeverage</c>.</summary>
internal sealed record UpdateLeverage(ulong Asset, bool IsCross, ulong Leverage) : EmulatedAction
{
    public override void Pack(MsgpackWriter writer) =>
        writer.Map(4).Text("type").Text("updateLeverage").Text("asset").Unsigned(Asset).Text("isCross").Bool(IsCross).Text("leverage").Unsigned(Leverage);
}

/// <summary><c>noop</c>: uses up its nonce.</summary>
internal sealed record Noop : EmulatedAction
{
    public override void Pack(MsgpackWriter writer) => writer.Map(1).Text("type").Text("noop");
}

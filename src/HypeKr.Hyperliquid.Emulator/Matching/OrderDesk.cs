using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Carries out the actions about orders, and writes their answers.</summary>
internal sealed class OrderDesk(Venue venue, decimal scheduleCancelVolume)
{
    private const long LeastCancelDelay = 5_000;
    private readonly PriorityFees _priority = new(venue);

    private const string NotModifiable = "Cannot modify canceled or filled order";

    /// <summary><c>order</c>.</summary>
    public EmulatorReply Place(Account account, PlaceOrders action, Hash32 hash)
    {
        if (action.Orders.Count == 0) return Statuses("order", [new OrderReply.Refused("Order batch is empty.")]);
        if (action.Builder is { } builder)
        {
            foreach (var order in action.Orders)
            {
                if (venue.Asset(order.Asset) is { } asset && venue.Shares.WhyNot(account, builder, asset) is { } refusal) return ExchangeReply.Error(refusal);
            }
        }

        if (action.Grouping.Priority is not null && _priority.WhyNot(account, action) is { } lacking) return RefuseEach(action, lacking);
        if (action.Grouping.Name is "normalTpsl" or "positionTpsl" && WhyNotGrouped(account, action) is { } text) return RefuseEach(action, text);

        var placement = action.Builder is null ? Placement.Plain : new Placement { Builder = action.Builder };
        switch (action.Grouping.Name)
        {
            case "normalTpsl":
                return Statuses("order", venue.Engine.PlaceBracket(account, venue.Asset(action.Orders[0].Asset)!, action.Orders, hash, placement));
            case "positionTpsl":
                var replies = new List<OrderReply>();
                var placed = new List<PlacedOrder>();
                foreach (var order in action.Orders)
                {
                    var before = account.LiveOrderCount;
                    replies.Add(Place(account, order, hash, placement with { IsPositionTpsl = true, IsGrouped = true }));
                    if (account.LiveOrderCount > before) placed.Add(account.WaitingOrders.Last());
                }

                MatchingEngine.Pair(placed);
                return Statuses("order", replies);
            default:
                var each = new OrderReply[action.Orders.Count];
                for (var i = 0; i < each.Length; i++)
                {
                    var order = action.Orders[i];
                    each[i] = Place(account, order, hash, IsOfPosition(order) ? placement with { IsPositionTpsl = true } : placement);
                    if (action.Grouping.Priority is { } rate) PayPriority(account, order, each[i], rate);
                }

                return Statuses("order", each);
        }
    }

    // One entry an order: a single one for several would not say that none was taken.
    private static EmulatorReply RefuseEach(PlaceOrders action, string text) => Statuses("order", [.. action.Orders.Select(_ => new OrderReply.Refused(text))]);

    /// <summary><c>cancel</c>.</summary>
    public EmulatorReply Cancel(Account account, CancelOrders action) =>
        Cancels(action.Cancels, c => (c.Asset, c.Oid <= long.MaxValue ? account.OpenOrder((long)c.Oid) : null), action.Fast);

    /// <summary><c>cancelByCloid</c>.</summary>
    public EmulatorReply Cancel(Account account, CancelByCloid action) => Cancels(action.Cancels, c => (c.Asset, account.Order(c.Cloid)), action.Fast);

    /// <summary><c>modify</c>.</summary>
    public EmulatorReply Modify(Account account, ModifyOrder action, Hash32 hash) =>
        Modify(account, action.Modify, action.AlwaysPlace, hash) is OrderReply.Refused refused ? ExchangeReply.Error(refused.Text) : ExchangeReply.Default();

    /// <summary><c>batchModify</c>.</summary>
    public EmulatorReply Modify(Account account, ModifyOrders action, Hash32 hash) => Statuses(
        "order",
        action.Modifies.Count == 0 ? [new OrderReply.Refused("Order batch is empty.")] : [.. action.Modifies.Select(m => Modify(account, m, action.AlwaysPlace, hash))]);

    /// <summary><c>scheduleCancel</c>.</summary>
    public EmulatorReply Schedule(Account account, ScheduleCancel action)
    {
        if (account.Traded.Total < scheduleCancelVolume)
        {
            return ExchangeReply.Error(
                $"Cannot set scheduled cancel time until enough volume traded. Required: ${WireText.Plain(scheduleCancelVolume)}. Traded: ${WireText.Plain(Math.Round(account.Traded.Total, 2))}.");
        }

        if (action.Time is not { } time)
        {
            account.CancelTimer.Set(null);
            return ExchangeReply.Default();
        }

        if (time < venue.Now + LeastCancelDelay) return ExchangeReply.Error("Scheduled cancel time must be at least 5 seconds from now.");
        if (account.CancelTimer.Used(venue.Now) >= CancelTimer.DailyLimit) return ExchangeReply.Error("Scheduled cancel has been triggered 10 times today already.");

        PlanCancel(account, time);
        return ExchangeReply.Default();
    }

    /// <summary>Plans the cancel of all orders of an account, instead of what was planned.</summary>
    public void PlanCancel(Account account, long at)
    {
        account.CancelTimer.Set(venue.Clock.At(at, Cancel, WorkKind.ScheduledCancel, account));

        void Cancel()
        {
            account.CancelTimer.CountUse(venue.Now);
            venue.Engine.EndAll(account, _ => true, "scheduledCancel");
        }
    }

    /// <summary><c>twapOrder</c>.</summary>
    public EmulatorReply Place(Account account, PlaceTwap action)
    {
        var (id, error) = venue.Twaps.Place(account, action.Twap);
        return ExchangeReply.Data("twapOrder", writer =>
        {
            writer.WriteStartObject("status");
            if (error is not null)
            {
                writer.WriteString("error", error);
            }
            else
            {
                writer.WriteStartObject("running");
                writer.WriteNumber("twapId", id);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        });
    }

    /// <summary><c>twapCancel</c>.</summary>
    public EmulatorReply Cancel(Account account, CancelTwap action)
    {
        var error = venue.Twaps.Cancel(account, action.Asset, action.TwapId);
        return ExchangeReply.Data("twapCancel", writer =>
        {
            if (error is null)
            {
                writer.WriteString("status", "success");
                return;
            }

            writer.WriteStartObject("status");
            writer.WriteString("error", error);
            writer.WriteEndObject();
        });
    }

    private void PayPriority(Account account, WireOrder order, OrderReply reply, ulong rate)
    {
        switch (reply)
        {
            case OrderReply.Filled filled:
                _priority.Pay(account, rate, filled.Cost, isImmediate: true);
                break;
            case OrderReply.Resting:
                _priority.Pay(account, rate, order.Price.Value * order.Size.Value, isImmediate: false);
                break;
        }
    }

    private OrderReply Place(Account account, WireOrder order, Hash32 hash, Placement placement) => venue.Asset(order.Asset) is { } asset
        ? venue.Engine.Place(account, asset, order, hash, placement)
        : new OrderReply.Refused(MatchingEngine.Suffix("Order has invalid asset.", order.Asset));

    /// <summary>Whether an order says that it closes whatever there is: a reduce-only trigger of size zero.</summary>
    private static bool IsOfPosition(WireOrder order) => order is { Trigger: not null, ReduceOnly: true, Size.Value: 0 };

    /// <summary>What is wrong with a group, before any of it is placed.</summary>
    private string? WhyNotGrouped(Account account, PlaceOrders action)
    {
        var isBracket = action.Grouping.Name == "normalTpsl";
        var parent = isBracket ? action.Orders[0] : null;
        var children = isBracket ? action.Orders.Skip(1).ToArray() : [.. action.Orders];
        if (parent?.Trigger is not null || children.Length is 0 or > 2 || children.Any(c => c.Trigger is null)) return "Unexpected number of trigger orders";
        if (children.Select(c => c.Trigger!.Kind).Distinct().Count() < children.Length) return "Unexpected number of trigger orders";
        if (children.FirstOrDefault(c => !c.ReduceOnly) is { } free) return MatchingEngine.Suffix("TP/SL orders must be reduce only.", free.Asset);
        var first = action.Orders[0];
        if (venue.Asset(first.Asset) is not { } asset) return MatchingEngine.Suffix("Order has invalid asset.", first.Asset);
        if (children.FirstOrDefault(c => c.Asset != first.Asset || (parent is not null ? c.IsBuy == parent.IsBuy : c.IsBuy != first.IsBuy)) is { } stray)
        {
            return MatchingEngine.Suffix("TP/SL orders must close the same position.", stray.Asset);
        }

        if (parent is null) return null;
        foreach (var child in children)
        {
            var trigger = OrderTrigger.Of(child.Trigger!, child.IsBuy);
            var refusal = MatchingEngine.Malformed(asset, child, Placement.Plain) ?? asset.CheckPrice(child.Price.Value) ?? asset.CheckPrice(trigger.Price);
            if (refusal is null && trigger.IsMetBy(parent.Price.Value)) refusal = new Refusal("Invalid TP/SL price.", null);
            if (refusal is { } why) return MatchingEngine.Suffix(why.Text, child.Asset);
        }

        return null;
    }

    private EmulatorReply Cancels<T>(IReadOnlyList<T> entries, Func<T, (ulong Asset, PlacedOrder? Order)> find, bool fast) => ExchangeReply.Data("cancel", writer =>
    {
        writer.WriteStartArray("statuses");
        foreach (var entry in entries)
        {
            var (asset, order) = find(entry);
            var error = fast && order is { IsLive: true, Trigger: not null }
                ? MatchingEngine.Suffix("Fast cancel is not available for trigger orders.", asset)
                : venue.Engine.Cancel(asset, order);
            if (error is null)
            {
                writer.WriteStringValue("success");
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString("error", error);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>
    /// Cancels an order and places another. Unless it is to be placed always, the cancel has to succeed and the new order has to
    /// rest. What is wrong with the new order's numbers is found before the old one is cancelled.
    /// </summary>
    private OrderReply Modify(Account account, WireModify modify, bool alwaysPlace, Hash32 hash)
    {
        var terms = modify.Order;
        if (venue.Asset(terms.Asset) is not { } asset) return new OrderReply.Refused(MatchingEngine.Suffix("Order has invalid asset.", terms.Asset));
        var old = modify.Cloid is not null ? account.Order(modify.Cloid) : modify.Oid <= long.MaxValue ? account.OpenOrder((long)modify.Oid) : null;
        if (old is not { IsLive: true } || old.Asset != asset) old = null;
        if (old is null && !alwaysPlace) return new OrderReply.Refused(NotModifiable);
        if (!alwaysPlace && (terms.Trigger is not null || terms.TimeInForce is not ("Alo" or "Gtc")))
        {
            return Refused("Only post-only orders can replace an order unless always placed.");
        }

        var placement = new Placement { MustRest = !alwaysPlace, IsPositionTpsl = IsOfPosition(terms), Parent = old is { Stage: OrderStage.Waiting } && terms.Trigger is not null ? old.Parent : null };
        if ((MatchingEngine.Malformed(asset, terms, placement) ?? asset.CheckPrice(terms.Price.Value)) is { } refusal) return Refused(refusal.Text);

        return old is null ? venue.Engine.Place(account, asset, terms, hash, placement) : venue.Engine.Replace(old, terms, hash, placement);

        OrderReply.Refused Refused(string text) => new(MatchingEngine.Suffix(text, terms.Asset));
    }

    private static EmulatorReply Statuses(string type, IReadOnlyList<OrderReply> replies) => ExchangeReply.Data(type, writer =>
    {
        writer.WriteStartArray("statuses");
        foreach (var reply in replies)
        {
            if (reply is OrderReply.Waiting waiting)
            {
                writer.WriteStringValue(waiting.Word);
                continue;
            }

            writer.WriteStartObject();
            switch (reply)
            {
                case OrderReply.Resting resting:
                    writer.WriteStartObject("resting");
                    WriteIds(writer, resting.Oid, resting.Cloid);
                    writer.WriteEndObject();
                    break;
                case OrderReply.Filled filled:
                    writer.WriteStartObject("filled");
                    writer.WriteTexts(("totalSz", WireText.Of(filled.Size)), ("avgPx", WireText.Rounded(filled.AveragePrice)));
                    WriteIds(writer, filled.Oid, filled.Cloid);
                    writer.WriteEndObject();
                    break;
                case OrderReply.Refused refused:
                    writer.WriteString("error", refused.Text);
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteIds(Utf8JsonWriter writer, long oid, string? cloid)
    {
        writer.WriteNumber("oid", oid);
        if (cloid is not null) writer.WriteString("cloid", cloid);
    }
}

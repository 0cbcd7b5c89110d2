using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class TypedActions
{
    static partial void AddOrders(Dictionary<string, Func<JsonElement, ExchangeAction>> readers)
    {
        readers["modify"] = json => new ModifyAction(Target(json.GetProperty("oid")), Order(json.GetProperty("order")), Always(json));
        readers["batchModify"] = json => new BatchModifyAction(
            json.GetProperty("modifies").EnumerateArray().Select(m => new ModificationTerms(Target(m.GetProperty("oid")), Order(m.GetProperty("order")))), Always(json));
        readers["scheduleCancel"] = json => new ScheduleCancelAction(json.Optional("time") is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(Integer(json, "time")));
        readers["twapOrder"] = Twap;
        readers["twapCancel"] = json => new TwapCancelAction(Asset(json, "a"), Integer(json, "t"));
        readers["reserveRequestWeight"] = json => new ReserveRequestWeightAction(
            Integer(json, "weight"), json.Optional("destination") is { } destination ? EthereumAddress.Parse(destination.GetString()!) : null);
    }

    private static TwapOrderAction Twap(JsonElement json)
    {
        var twap = json.GetProperty("twap");
        return new TwapOrderAction(
            new TwapTerms(
                Asset(twap, "a"),
                twap.GetProperty("b").GetBoolean() ? OrderSide.Buy : OrderSide.Sell,
                OrderSize.Parse(DecimalText(twap.GetProperty("s"))),
                (int)Integer(twap, "m"))
            {
                ReduceOnly = twap.GetProperty("r").GetBoolean(),
                Randomize = twap.GetProperty("t").GetBoolean(),
            },
            json.Optional("details") is { } details
                ? new TwapConditions
                {
                    Trigger = details.Optional("t") is { } trigger ? new(Price.Parse(DecimalText(trigger.GetProperty("p"))), trigger.GetProperty("a").GetBoolean()) : null,
                    StopPrice = details.Optional("s") is { } stop ? Price.Parse(DecimalText(stop)) : null,
                }
                : null);
    }

    private static OrderTarget Target(JsonElement oid) => oid.ValueKind == JsonValueKind.String ? Cloid.Parse(oid.GetString()!) : oid.GetInt64();

    private static bool Always(JsonElement json) => json.Optional("a")?.GetBoolean() ?? false;
}

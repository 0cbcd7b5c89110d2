using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Builds the typed action that a JSON action describes, through the public constructors alone.</summary>
internal static class TypedActions
{
    /// <summary>Null where the action has no type of its own yet.</summary>
    public static L1Action? Read(JsonElement action) =>
        action.ValueKind == JsonValueKind.Object && action.Optional("type")?.GetString() is { } type ? Read(type, action) : null;

    /// <summary>As <see cref="Read(JsonElement)"/>, for what a caller passed: no type, any order of members, numbers for text.</summary>
    public static L1Action? Read(string type, JsonElement parameters) => type switch
    {
        "order" => new OrderAction(parameters.GetProperty("orders").EnumerateArray().Select(Order), Grouping(parameters.Optional("grouping")), Builder(parameters.Optional("builder"))),
        "cancel" => new CancelAction(parameters.GetProperty("cancels").EnumerateArray().Select(c => new OrderCancel(Asset(c, "a"), Integer(c, "o"))), Fast(parameters)),
        "cancelByCloid" => new CancelByCloidAction(parameters.GetProperty("cancels").EnumerateArray().Select(c => new CloidCancel(Asset(c, "asset"), Cloid.Parse(c.Text("cloid")))), Fast(parameters)),
        "updateLeverage" => new UpdateLeverageAction(Asset(parameters, "asset"), (int)Integer(parameters, "leverage"), parameters.GetProperty("isCross").GetBoolean()),
        "noop" => new NoopAction(),
        _ => null,
    };

    private static OrderTerms Order(JsonElement order)
    {
        var asset = Asset(order, "a");
        var side = order.GetProperty("b").GetBoolean() ? OrderSide.Buy : OrderSide.Sell;
        var price = Price.Parse(DecimalText(order.GetProperty("p")));
        var size = OrderSize.Parse(DecimalText(order.GetProperty("s")));
        var reduceOnly = order.GetProperty("r").GetBoolean();
        Cloid? cloid = order.Optional("c") is { } c ? Cloid.Parse(c.GetString()!) : null;
        var terms = order.GetProperty("t");
        if (terms.Optional("limit") is { } limit) return OrderTerms.Limit(asset, side, price, size, Word<TimeInForce>(limit.Text("tif")), reduceOnly, cloid);

        var trigger = terms.GetProperty("trigger");
        return OrderTerms.Triggered(asset, side, price, size, new TriggerTerms
        {
            IsMarket = trigger.GetProperty("isMarket").GetBoolean(),
            TriggerPrice = Price.Parse(DecimalText(trigger.GetProperty("triggerPx"))).Value,
            Kind = trigger.Text("tpsl") switch { "tp" => TriggerKind.TakeProfit, "sl" => TriggerKind.StopLoss, _ => (TriggerKind)(-1) },
        }, reduceOnly, cloid);
    }

    private static OrderGrouping Grouping(JsonElement? grouping) => grouping switch
    {
        null => default,
        { ValueKind: JsonValueKind.Object } priority => OrderGrouping.Priority((int)Integer(priority, "p")),
        { } word => word.GetString() switch
        {
            "na" => OrderGrouping.None,
            "normalTpsl" => OrderGrouping.NormalTpsl,
            "positionTpsl" => OrderGrouping.PositionTpsl,
            var other => throw new NotExpressibleException($"There is no grouping '{other}' to be had."),
        },
    };

    private static BuilderFee? Builder(JsonElement? builder) =>
        builder is { } b ? new BuilderFee(EthereumAddress.Parse(b.Text("b")), (int)Integer(b, "f")) : null;

    private static AssetId Asset(JsonElement json, string name) => new(Integer(json, name));

    private static long Integer(JsonElement json, string name) =>
        json.GetProperty(name).TryGetInt64(out var value) ? value : throw new NotExpressibleException($"{json.GetProperty(name)} is no integer: the types take none else.");

    private static bool Fast(JsonElement parameters) => parameters.Optional("f")?.GetBoolean() ?? false;

    // An unknown word becomes an undefined value, so that it is the type that refuses it.
    private static T Word<T>(string word)
        where T : struct, Enum => Enum.TryParse<T>(word, out var value) && Enum.GetName(value) == word ? value : (T)Enum.ToObject(typeof(T), -1);

    private static string DecimalText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : WireDecimal.ToText(value.GetDecimal());
}

/// <summary>What the public types have no way to say, so that there is nothing to refuse.</summary>
internal sealed class NotExpressibleException(string message) : Exception(message);

using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Builds the typed action that a JSON action describes, through the public constructors alone. A folder's own actions are added in a file of that folder.</summary>
internal static partial class TypedActions
{
    private static readonly Dictionary<string, Func<JsonElement, ExchangeAction>> Readers = CreateReaders();

    /// <summary>The wire types, or the methods of the reference that send them, that have a type here.</summary>
    public static IReadOnlyCollection<string> Known => Readers.Keys;

    /// <summary>Null where the action has no type of its own yet.</summary>
    public static ExchangeAction? Read(JsonElement action) =>
        action.ValueKind == JsonValueKind.Object && action.Optional("type")?.GetString() is { } type ? Read(type, action) : null;

    /// <summary>As <see cref="Read(JsonElement)"/>, for what a caller passed: no type, any order of members, numbers for text.</summary>
    public static ExchangeAction? Read(string type, JsonElement parameters) => Readers.TryGetValue(type, out var read) ? read(parameters) : null;

    /// <summary>Readers of orders, for <c>Orders/</c>.</summary>
    static partial void AddOrders(Dictionary<string, Func<JsonElement, ExchangeAction>> readers);

    /// <summary>Readers of all other actions that are not of <c>Signing/</c>.</summary>
    static partial void AddOthers(Dictionary<string, Func<JsonElement, ExchangeAction>> readers);

    // The reference's method cSignerAction sends CSignerAction.
    private static Dictionary<string, Func<JsonElement, ExchangeAction>> CreateReaders()
    {
        var readers = new Dictionary<string, Func<JsonElement, ExchangeAction>>(StringComparer.OrdinalIgnoreCase)
        {
            ["order"] = json => new OrderAction(json.GetProperty("orders").EnumerateArray().Select(Order), Grouping(json.Optional("grouping")), Builder(json.Optional("builder"))),
            ["cancel"] = json => new CancelAction(json.GetProperty("cancels").EnumerateArray().Select(c => new OrderCancel(Asset(c, "a"), Integer(c, "o"))), Fast(json)),
            ["cancelByCloid"] = json => new CancelByCloidAction(json.GetProperty("cancels").EnumerateArray().Select(c => new CloidCancel(Asset(c, "asset"), Cloid.Parse(c.Text("cloid")))), Fast(json)),
            ["updateLeverage"] = json => new UpdateLeverageAction(Asset(json, "asset"), (int)Integer(json, "leverage"), json.GetProperty("isCross").GetBoolean()),
            ["noop"] = _ => new NoopAction(),
            ["usdSend"] = json => new UsdSendAction(Address(json, "destination"), Decimal(json, "amount")),
            ["approveAgent"] = json => new ApproveAgentAction(Address(json, "agentAddress"), json.Optional("agentName")?.GetString() ?? ""),
            ["convertToMultiSigUser"] = ConvertToMultisigUser,
        };
        AddOrders(readers);
        AddOthers(readers);
        return readers;
    }

    private static ConvertToMultisigUserAction ConvertToMultisigUser(JsonElement json)
    {
        var signers = json.Optional("signers");
        if (signers is { ValueKind: JsonValueKind.String } text)
        {
            using var document = JsonDocument.Parse(text.GetString()!);
            signers = document.RootElement.Clone();
        }

        return signers is { ValueKind: JsonValueKind.Object } set
            ? new ConvertToMultisigUserAction(set.GetProperty("authorizedUsers").EnumerateArray().Select(user => EthereumAddress.Parse(user.GetString()!)), (int)Integer(set, "threshold"))
            : ConvertToMultisigUserAction.Revert;
    }

    // The reference takes letters of any case; an address here is refused when they are cased neither one way nor by the checksum.
    private static EthereumAddress Address(JsonElement json, string name) => EthereumAddress.Parse(json.Text(name).ToLowerInvariant());

    private static decimal Decimal(JsonElement json, string name) => WireDecimal.Parse(DecimalText(json.GetProperty(name)), name);

    private static OrderTerms Order(JsonElement order)
    {
        var asset = Asset(order, "a");
        var side = order.GetProperty("b").GetBoolean() ? OrderSide.Buy : OrderSide.Sell;
        var price = Price.Parse(DecimalText(order.GetProperty("p")));
        var size = OrderSize.Parse(DecimalText(order.GetProperty("s")));
        var reduceOnly = order.GetProperty("r").GetBoolean();
        if (size.Value == 0 && reduceOnly) size = OrderSize.WholePosition;
        Cloid? cloid = order.Optional("c") is { } c ? Cloid.Parse(c.GetString()!) : null;
        var terms = order.GetProperty("t");
        if (terms.Optional("limit") is { } limit) return OrderTerms.Limit(asset, side, price, size, Word<TimeInForce>(limit.Text("tif")), reduceOnly, cloid);

        var trigger = terms.GetProperty("trigger");
        return OrderTerms.Triggered(asset, side, price, size, new TriggerTerms
        {
            IsMarket = trigger.GetProperty("isMarket").GetBoolean(),
            TriggerPrice = Price.Parse(DecimalText(trigger.GetProperty("triggerPx"))),
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

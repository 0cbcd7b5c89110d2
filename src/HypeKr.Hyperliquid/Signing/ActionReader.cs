using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Reads the JSON of actions back into their types, so that who is asked to sign a proposal sees what it does and a policy can judge it.</summary>
/// <remarks>The caller compares what the result writes with what was read; a reader may therefore be lenient, and null means that the action stays raw.</remarks>
internal static class ActionReader
{
    public static ExchangeAction? TryRead(JsonElement action)
    {
        try
        {
            return action.GetProperty("type"u8).GetString() switch
            {
                "order" => new OrderAction(Array(action, "orders").Select(Order), Grouping(action.GetProperty("grouping"u8)), Builder(action)),
                "cancel" => new CancelAction(Array(action, "cancels").Select(cancel => new OrderCancel(Asset(cancel, "a"), cancel.GetProperty("o"u8).GetInt64())), Flag(action, "f")),
                "cancelByCloid" => new CancelByCloidAction(Array(action, "cancels").Select(cancel => new CloidCancel(Asset(cancel, "asset"), Cloid.Parse(Text(cancel, "cloid")))), Flag(action, "f")),
                "updateLeverage" => new UpdateLeverageAction(Asset(action, "asset"), action.GetProperty("leverage"u8).GetInt32(), action.GetProperty("isCross"u8).GetBoolean()),
                "noop" => new NoopAction(),
                "usdSend" => new UsdSendAction(Address(action, "destination"), Decimal(action, "amount")),
                "approveAgent" => new ApproveAgentAction(Address(action, "agentAddress"), Text(action, "agentName")),
                "convertToMultiSigUser" => ConvertToMultisigUser(Text(action, "signers")),
                _ => null,
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or JsonException or HyperliquidException or HypeKrCryptoException)
        {
            // Not as the type has it: the raw action stands for it, and whoever has to judge it sees that.
            return null;
        }
    }

    private static OrderTerms Order(JsonElement order)
    {
        var (asset, side) = (Asset(order, "a"), order.GetProperty("b"u8).GetBoolean() ? OrderSide.Buy : OrderSide.Sell);
        var (price, size) = (Price.Parse(Text(order, "p")), OrderSize.Parse(Text(order, "s")));
        var reduceOnly = order.GetProperty("r"u8).GetBoolean();
        Cloid? cloid = order.TryGetProperty("c"u8, out var c) ? Cloid.Parse(c.GetString()!) : null;
        var terms = order.GetProperty("t"u8);
        if (!terms.TryGetProperty("trigger"u8, out var trigger))
        {
            return OrderTerms.Limit(asset, side, price, size, Enum.Parse<TimeInForce>(Text(terms.GetProperty("limit"u8), "tif")), reduceOnly, cloid);
        }

        return OrderTerms.Triggered(asset, side, price, size, new TriggerTerms
        {
            IsMarket = trigger.GetProperty("isMarket"u8).GetBoolean(),
            TriggerPrice = Price.Parse(Text(trigger, "triggerPx")),
            Kind = Text(trigger, "tpsl") == "tp" ? TriggerKind.TakeProfit : TriggerKind.StopLoss,
        }, reduceOnly, cloid);
    }

    private static OrderGrouping Grouping(JsonElement grouping) =>
        grouping.ValueKind == JsonValueKind.Object ? OrderGrouping.Priority(grouping.GetProperty("p"u8).GetInt32())
        : grouping.ValueEquals("normalTpsl"u8) ? OrderGrouping.NormalTpsl
        : grouping.ValueEquals("positionTpsl"u8) ? OrderGrouping.PositionTpsl
        : OrderGrouping.None;

    private static BuilderFee? Builder(JsonElement action) =>
        action.TryGetProperty("builder"u8, out var builder) ? new(Address(builder, "b"), builder.GetProperty("f"u8).GetInt32()) : null;

    private static ConvertToMultisigUserAction ConvertToMultisigUser(string signers)
    {
        using var document = JsonDocument.Parse(signers);
        var set = document.RootElement;
        return set.ValueKind == JsonValueKind.Null
            ? ConvertToMultisigUserAction.Revert
            : new(Array(set, "authorizedUsers").Select(user => EthereumAddress.Parse(user.GetString()!)), set.GetProperty("threshold"u8).GetInt32());
    }

    private static JsonElement[] Array(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray()];

    private static AssetId Asset(JsonElement json, string name) => new(json.GetProperty(name).GetInt64());

    private static EthereumAddress Address(JsonElement json, string name) => EthereumAddress.Parse(Text(json, name));

    private static decimal Decimal(JsonElement json, string name) => WireDecimal.Parse(Text(json, name), name);

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}

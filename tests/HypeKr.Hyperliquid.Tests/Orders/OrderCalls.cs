using System.Globalization;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Orders and cancels of the checklist. The methods give every order a client's id and keep to the grids, so that what another client sent without either has no call here.</summary>
internal sealed class OrderCalls : IExchangeCalls
{
    private const string Cloid1 = "0x17448fbcb95bb00dbe6238c466e0aaea";
    private const string Cloid2 = "0x230f4f456726baf070e6d003fa6ad0c1";

    public IEnumerable<ExchangeCall> Calls =>
    [
        new(
            "order",
            Order,
            $$$"""{"type":"order","orders":[{"a":7,"b":true,"p":"3250.5","s":"0.01","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"{{{Cloid1}}}"}],"grouping":"na"}""",
            $$$"""{"type":"order","orders":[{"a":7,"b":true,"p":"3250.5","s":"0.01","r":false,"t":{"limit":{"tif":"Alo"}},"c":"{{{Cloid1}}}"},{"a":8,"b":false,"p":"0.5","s":"100","r":true,"t":{"limit":{"tif":"Ioc"}},"c":"{{{Cloid2}}}"}],"grouping":"na"}""",
            $$$"""{"type":"order","orders":[{"a":7,"b":true,"p":"3250.5","s":"0.01","r":false,"t":{"limit":{"tif":"FrontendMarket"}},"c":"{{{Cloid1}}}"}],"grouping":"na","builder":{"b":"0x1719884eb866cb12b2287399b15f7db5e7d775ea","f":25}}""",
            $$$"""{"type":"order","orders":[{"a":7,"b":true,"p":"3250.5","s":"0.01","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"{{{Cloid1}}}"},{"a":7,"b":false,"p":"3000","s":"0.01","r":true,"t":{"trigger":{"isMarket":true,"triggerPx":"3000","tpsl":"sl"}},"c":"{{{Cloid2}}}"}],"grouping":"normalTpsl"}""",
            $$$"""{"type":"order","orders":[{"a":7,"b":false,"p":"3400","s":"0","r":true,"t":{"trigger":{"isMarket":false,"triggerPx":"3500","tpsl":"tp"}},"c":"{{{Cloid2}}}"}],"grouping":"positionTpsl"}""",
            $$$"""{"type":"order","orders":[{"a":7,"b":true,"p":"3250.5","s":"0.01","r":false,"t":{"limit":{"tif":"Ioc"}},"c":"{{{Cloid1}}}"}],"grouping":{"p":2500}}"""),
        new("modify", Modify),
        new(
            "batchModify",
            BatchModify,
            $$$"""{"type":"batchModify","modifies":[{"oid":5,"order":{"a":7,"b":true,"p":"3250.5","s":"0.01","r":false,"t":{"limit":{"tif":"Alo"}},"c":"{{{Cloid1}}}"}},{"oid":"{{{Cloid2}}}","order":{"a":8,"b":false,"p":"0.5","s":"100","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"{{{Cloid2}}}"}}],"a":true}"""),
        new("cancel", Cancel),
        new("cancelByCloid", CancelByCloid),
        new("scheduleCancel", (scene, a) => a.Optional("time") is { } time
            ? scene.Account.Orders.ScheduleCancelAsync(DateTimeOffset.FromUnixTimeMilliseconds(time.GetInt64()))
            : scene.Account.Orders.ClearScheduledCancelAsync()),
        new("twapOrder", Twap),
        new("twapCancel", (scene, a) => ExchangeCallScene.Coin(a.GetProperty("a")) is { } coin ? scene.Account.Orders.CancelTwapAsync(coin, a.GetProperty("t").GetInt64()) : null),
        new("reserveRequestWeight", (scene, a) => scene.Account.Orders.ReserveRequestWeightAsync(a.GetProperty("weight").GetInt64(), a.Optional("destination") is null ? null : a.AddressAt("destination"))),
        new("noop", (scene, _) => scene.Account.SubmitAsync(new NoopAction())),
    ];

    private static Task? Order(ExchangeCallScene scene, JsonElement a)
    {
        var action = (OrderAction)TypedActions.Read(a)!;
        if (Requests(scene, action.Orders) is not { } orders) return null;
        if (action.Builder is { Rate: > BuilderFee.MaxPerpRate }) return null;
        if (action.Builder is null) return scene.Account.Orders.PlaceAsync(orders, action.Grouping);
        scene.Venue.Info.Answer("maxBuilderFee", "1000");
        return scene.Account.Orders.PlaceAsync(new OrderBatch(orders) { Grouping = action.Grouping, Builder = action.Builder });
    }

    private static Task? Modify(ExchangeCallScene scene, JsonElement a)
    {
        var action = (ModifyAction)TypedActions.Read(a)!;
        return Requests(scene, [action.Order]) is [var order] ? scene.Account.Orders.ModifyAsync(action.Target, order, action.AlwaysPlace) : null;
    }

    private static Task? BatchModify(ExchangeCallScene scene, JsonElement a)
    {
        var action = (BatchModifyAction)TypedActions.Read(a)!;
        return Requests(scene, [.. action.Modifications.Select(m => m.Order)]) is { } orders
            ? scene.Account.Orders.ModifyAsync([.. action.Modifications.Select((m, i) => new OrderModification(m.Target, orders[i]))], action.AlwaysPlace)
            : null;
    }

    private static Task? Cancel(ExchangeCallScene scene, JsonElement a)
    {
        var action = (CancelAction)TypedActions.Read(a)!;
        string?[] coins = [.. action.Cancels.Select(c => Coin(c.Asset))];
        if (coins.Length == 0 || coins.Contains(null)) return null;
        return action.Cancels is [var only]
            ? scene.Account.Orders.CancelAsync(coins[0]!, only.OrderId, action.Fast)
            : scene.Account.Orders.CancelAsync([.. action.Cancels.Select((c, i) => new OpenOrder { Coin = coins[i]!, OrderId = c.OrderId })], action.Fast);
    }

    private static Task? CancelByCloid(ExchangeCallScene scene, JsonElement a)
    {
        var action = (CancelByCloidAction)TypedActions.Read(a)!;
        return action.Cancels.Select(c => c.Asset).Distinct().ToArray() is [var asset] && Coin(asset) is { } coin
            ? scene.Account.Orders.CancelAsync(coin, [.. action.Cancels.Select(c => c.Cloid)], action.Fast)
            : null;
    }

    private static Task? Twap(ExchangeCallScene scene, JsonElement a)
    {
        var action = (TwapOrderAction)TypedActions.Read(a)!;
        if (Coin(action.Twap.Asset) is not { } coin) return null;
        var request = new TwapRequest
        {
            Coin = coin,
            Side = action.Twap.Side,
            Size = action.Twap.Size,
            Duration = TimeSpan.FromMinutes(action.Twap.Minutes),
            ReduceOnly = action.Twap.ReduceOnly,
            Randomize = action.Twap.Randomize,
            Conditions = action.Conditions,
        };
        var asset = List(scene, [(action.Twap.Asset, action.Twap.Size)])[action.Twap.Asset];
        return Record.Exception(() => request.ToAction(asset)) is null ? scene.Account.Orders.PlaceTwapAsync(request) : null;
    }

    /// <summary>The orders as requests, on assets whose sizes are as fine as theirs; null where a method would not send them so.</summary>
    private static OrderRequest[]? Requests(ExchangeCallScene scene, IReadOnlyList<OrderTerms> orders)
    {
        if (orders.Count == 0 || orders.Any(o => o.Cloid is null || Coin(o.Asset) is null)) return null;
        var assets = List(scene, orders.Select(o => (o.Asset, o.Size)));
        OrderRequest[] requests =
        [
            .. orders.Select(o => new OrderRequest
            {
                Coin = Coin(o.Asset)!,
                Side = o.Side,
                Price = o.Price,
                Size = o.Size,
                ReduceOnly = o.ReduceOnly,
                TimeInForce = o.TimeInForce,
                Trigger = o.Trigger,
                Cloid = o.Cloid,
            }),
        ];
        return requests.Select((request, i) => Record.Exception(() => request.ToTerms(assets[orders[i].Asset]))).All(refusal => refusal is null) ? requests : null;
    }

    private static Dictionary<AssetId, Asset> List(ExchangeCallScene scene, IEnumerable<(AssetId Asset, OrderSize Size)> sizes)
    {
        var decimals = sizes.GroupBy(s => s.Asset).ToDictionary(g => g.Key, g => g.Max(s => FractionDigits(s.Size.Value)));
        var listings = Enumerable.Range(0, 300).Select(slot => string.Create(CultureInfo.InvariantCulture, $$"""{"name":"C{{slot}}","szDecimals":{{decimals.GetValueOrDefault(new AssetId(slot))}}}"""));
        scene.Venue.Info.Answer("meta", $$"""{"universe":[{{string.Join(',', listings)}}],"collateralToken":0}""");
        return decimals.ToDictionary(d => d.Key, d => new Asset(Coin(d.Key)!, d.Key, d.Value));
    }

    private static string? Coin(AssetId asset) => ExchangeCallScene.Coin(JsonSerializer.SerializeToElement(asset.Value));

    private static int FractionDigits(decimal value) => WireDecimal.ToText(value) is var text && text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point - 1 : 0;
}

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Each order that is made in words, as the wire has it.</summary>
public sealed class OrderDraftTests
{
    private static readonly Asset Btc = new("BTC", AssetId.ForPerp(0), 5);
    private static readonly OrderDraft Buy = OrderRequest.Buy("BTC", new OrderSize(0.01m));
    private static readonly OrderDraft Sell = OrderRequest.Sell("BTC", new OrderSize(0.01m));

    public static TheoryData<string, string> Shapes() => new()
    {
        { "limit", """{"a":0,"b":true,"p":"59000","s":"0.01","r":false,"t":{"limit":{"tif":"Gtc"}}}""" },
        { "ioc", """{"a":0,"b":true,"p":"59000","s":"0.01","r":false,"t":{"limit":{"tif":"Ioc"}}}""" },
        { "post-only", """{"a":0,"b":false,"p":"61000","s":"0.01","r":false,"t":{"limit":{"tif":"Alo"}}}""" },
        { "reduce-only", """{"a":0,"b":false,"p":"61000","s":"0.01","r":true,"t":{"limit":{"tif":"Gtc"}}}""" },
        { "frontend market", """{"a":0,"b":true,"p":"61000","s":"0.01","r":false,"t":{"limit":{"tif":"FrontendMarket"}}}""" },
        { "stop market", """{"a":0,"b":false,"p":"55000","s":"0.01","r":true,"t":{"trigger":{"isMarket":true,"triggerPx":"55000","tpsl":"sl"}}}""" },
        { "stop limit", """{"a":0,"b":false,"p":"54900","s":"0.01","r":true,"t":{"trigger":{"isMarket":false,"triggerPx":"55000","tpsl":"sl"}}}""" },
        { "stop entry", """{"a":0,"b":true,"p":"62100","s":"0.01","r":false,"t":{"trigger":{"isMarket":false,"triggerPx":"62000","tpsl":"sl"}}}""" },
        { "take-profit market", """{"a":0,"b":false,"p":"65000","s":"0.01","r":true,"t":{"trigger":{"isMarket":true,"triggerPx":"65000","tpsl":"tp"}}}""" },
        { "take-profit limit", """{"a":0,"b":false,"p":"65100","s":"0.01","r":true,"t":{"trigger":{"isMarket":false,"triggerPx":"65000","tpsl":"tp"}}}""" },
        { "cloid", """{"a":0,"b":true,"p":"59000","s":"0.01","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"0x000000000000000000000000000000ab"}""" },
        { "whole position", """{"a":0,"b":false,"p":"55000","s":"0","r":true,"t":{"trigger":{"isMarket":true,"triggerPx":"55000","tpsl":"sl"}}}""" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Each_kind_has_its_shape(string kind, string json)
    {
        var order = kind switch
        {
            "limit" => Buy.Limit(new Price(59_000)),
            "ioc" => Buy.ImmediateOrCancel(new Price(59_000)),
            "post-only" => Sell.PostOnly(new Price(61_000)),
            "reduce-only" => Sell.ReduceOnly().Limit(new Price(61_000)),
            "frontend market" => Buy.Limit(new Price(61_000), TimeInForce.FrontendMarket),
            "stop market" => Sell.ReduceOnly().StopMarket(new Price(55_000)),
            "stop limit" => Sell.ReduceOnly().StopLimit(triggerPrice: new Price(55_000), limitPrice: new Price(54_900)),
            "stop entry" => Buy.StopLimit(triggerPrice: new Price(62_000), limitPrice: new Price(62_100)),
            "take-profit market" => Sell.ReduceOnly().TakeProfitMarket(new Price(65_000)),
            "take-profit limit" => Sell.ReduceOnly().TakeProfitLimit(triggerPrice: new Price(65_000), limitPrice: new Price(65_100)),
            "cloid" => Buy.WithCloid(Cloid.Parse("0x000000000000000000000000000000ab")).Limit(new Price(59_000)),
            _ => OrderRequest.Sell("BTC", OrderSize.WholePosition).ReduceOnly().StopMarket(new Price(55_000)),
        };

        var grouping = order.Size.IsWholePosition ? OrderGrouping.PositionTpsl : OrderGrouping.None;
        var action = new OrderAction([order.ToTerms(Btc)], grouping);
        Assert.Equal($$"""{"type":"order","orders":[{{json}}],"grouping":"{{(order.Size.IsWholePosition ? "positionTpsl" : "na")}}"}""", action.ToJson());
        Assert.Equal(RawAction.Parse(action.ToJson()).ToMessagePack(), action.ToMessagePack());
    }

    [Fact]
    public void The_whole_position_is_no_zero_and_no_zero_is_the_whole_position()
    {
        Assert.NotEqual(default, OrderSize.WholePosition);
        Assert.NotEqual(new OrderSize(0), OrderSize.WholePosition);
        Assert.False(OrderSize.Parse("0").IsWholePosition);
        Assert.Equal(OrderSize.WholePosition, OrderSize.Parse(OrderSize.WholePosition.ToString()));
        Assert.True(OrderSize.TryParse("WholePosition", null, out var parsed) && parsed.IsWholePosition);
        Assert.Equal(OrderSize.WholePosition, System.Text.Json.JsonSerializer.Deserialize<OrderSize>(System.Text.Json.JsonSerializer.Serialize(OrderSize.WholePosition)));
        Assert.False(System.Text.Json.JsonSerializer.Deserialize<OrderSize>("\"0\"").IsWholePosition);
        Assert.Equal(("WholePosition", 0m, true), (OrderSize.WholePosition.ToString(), OrderSize.WholePosition.Value, OrderSize.WholePosition.IsWholePosition));

        Assert.Throws<InvalidOrderException>(() => OrderRequest.Sell("BTC", default).ReduceOnly().StopMarket(new Price(55_000)).ToTerms(Btc));
        Assert.Throws<InvalidOrderException>(() => OrderRequest.Sell("BTC", OrderSize.WholePosition).StopMarket(new Price(55_000)).ToTerms(Btc));
        Assert.Throws<InvalidOrderException>(() => OrderRequest.Sell("BTC", OrderSize.WholePosition).ReduceOnly().Limit(new Price(55_000)).ToTerms(Btc));
    }

    [Fact]
    public void An_entry_carries_its_exits()
    {
        var entry = Buy.Limit(new Price(59_000));
        var batch = OrderBatch.WithTpsl(entry, takeProfit: new Price(65_000), stopLoss: new Price(55_000));

        Assert.Equal(OrderGrouping.NormalTpsl, batch.Grouping);
        Assert.Equal([entry, Sell.ReduceOnly().TakeProfitMarket(new Price(65_000)), Sell.ReduceOnly().StopMarket(new Price(55_000))], batch.Orders);
        Assert.Equal([entry, Sell.ReduceOnly().StopMarket(new Price(55_000))], OrderBatch.WithTpsl(entry, stopLoss: new Price(55_000)).Orders);
        Assert.Equal(OrderSide.Buy, OrderBatch.WithTpsl(Sell.Limit(new Price(61_000)), takeProfit: new Price(50_000)).Orders[1].Side);
        Assert.Throws<ArgumentException>(() => OrderBatch.WithTpsl(entry));
    }

    [Fact]
    public void A_position_is_protected_whole()
    {
        var batch = OrderBatch.PositionTpsl("BTC", OrderSide.Sell, new Price(50_000), new Price(65_000));

        Assert.Equal(OrderGrouping.PositionTpsl, batch.Grouping);
        Assert.All(batch.Orders, order => Assert.True(order is { Side: OrderSide.Buy, ReduceOnly: true, Size.IsWholePosition: true }));
        Assert.Equal([TriggerKind.TakeProfit, TriggerKind.StopLoss], batch.Orders.Select(o => o.Trigger!.Kind));
        Assert.Throws<ArgumentException>(() => OrderBatch.PositionTpsl("BTC", OrderSide.Buy));
    }

    [Fact]
    public void A_batch_has_orders()
    {
        Assert.Throws<ArgumentException>(() => new OrderBatch());
        Assert.Throws<ArgumentNullException>(() => new OrderBatch(null!, Buy.Limit(new Price(1))));
        Assert.Throws<ArgumentNullException>(() => OrderRequest.Buy(null!, new OrderSize(1)));
    }
}

using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class OrderActionTests
{
    private static readonly Price Price = new(100);
    private static readonly OrderSize Size = new(1);

    [Fact]
    public void Members_are_written_in_the_venues_order_and_left_out_when_unset()
    {
        var plain = new OrderAction([OrderTerms.Limit(new(1), OrderSide.Buy, new(100.0m), new(0.50m), TimeInForce.Gtc)]);
        Assert.Equal("""{"type":"order","orders":[{"a":1,"b":true,"p":"100","s":"0.5","r":false,"t":{"limit":{"tif":"Gtc"}}}],"grouping":"na"}""", plain.ToJson());

        var full = new OrderAction(
            [OrderTerms.Triggered(new(1), OrderSide.Sell, Price, OrderSize.WholePosition, new() { TriggerPrice = new(103.50m), Kind = TriggerKind.StopLoss, IsMarket = false }, reduceOnly: true, Cloid.Parse("0x0000000000000000000000000000000A"))],
            OrderGrouping.PositionTpsl,
            new BuilderFee(EthereumAddress.Parse("0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD"), 10));
        Assert.Equal(
            """{"type":"order","orders":[{"a":1,"b":false,"p":"100","s":"0","r":true,"t":{"trigger":{"isMarket":false,"triggerPx":"103.5","tpsl":"sl"}},"c":"0x0000000000000000000000000000000a"}],"grouping":"positionTpsl","builder":{"b":"0xabcdefabcdefabcdefabcdefabcdefabcdefabcd","f":10}}""",
            full.ToJson());
        Assert.Equal(RawAction.Parse(full.ToJson()).ToMessagePack(), full.ToMessagePack());
    }

    [Theory]
    [InlineData(TimeInForce.Gtc, "Gtc")]
    [InlineData(TimeInForce.Ioc, "Ioc")]
    [InlineData(TimeInForce.Alo, "Alo")]
    [InlineData(TimeInForce.FrontendMarket, "FrontendMarket")]
    public void Time_in_force_is_written_as_the_venue_writes_it(TimeInForce timeInForce, string word) =>
        Assert.Contains($"{{\"tif\":\"{word}\"}}", new OrderAction([OrderTerms.Limit(new(1), OrderSide.Buy, Price, Size, timeInForce)]).ToJson(), StringComparison.Ordinal);

    [Fact]
    public void Groupings_are_written_as_words_or_as_a_rate()
    {
        Assert.Contains("\"grouping\":\"na\"", new OrderAction([]).ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"grouping\":\"normalTpsl\"", new OrderAction([], OrderGrouping.NormalTpsl).ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"grouping\":{\"p\":100000000}", new OrderAction([], OrderGrouping.Priority(OrderGrouping.MaxPriorityRate)).ToJson(), StringComparison.Ordinal);
        Assert.Equal(("na", "p:7", 7), (OrderGrouping.None.ToString(), OrderGrouping.Priority(7).ToString(), OrderGrouping.Priority(7).PriorityRate));
    }

    [Fact]
    public void The_orders_cannot_be_changed_afterwards()
    {
        var orders = new List<OrderTerms> { OrderTerms.Limit(new(1), OrderSide.Buy, Price, Size, TimeInForce.Gtc) };
        var action = new OrderAction(orders);
        var hash = action.ComputeHash(1);
        orders.Clear();
        Assert.Equal(hash, action.ComputeHash(1));
    }

    [Fact]
    public void Malformed_orders_cannot_be_made()
    {
        Assert.Throws<InvalidOrderException>(() => OrderTerms.Limit(new(1), OrderSide.Buy, default, Size, TimeInForce.Gtc));
        Assert.Throws<InvalidOrderException>(() => OrderTerms.Limit(new(1), OrderSide.Buy, Price, default, TimeInForce.Gtc, reduceOnly: true));
        Assert.Throws<InvalidOrderException>(() => OrderTerms.Limit(new(1), (OrderSide)2, Price, Size, TimeInForce.Gtc));
        Assert.Throws<InvalidOrderException>(() => OrderTerms.Limit(new(1), OrderSide.Buy, Price, Size, (TimeInForce)9));
        Assert.Throws<InvalidOrderException>(() => OrderTerms.Triggered(new(1), OrderSide.Buy, Price, default, new() { TriggerPrice = new(1), Kind = TriggerKind.TakeProfit }));
        Assert.Throws<InvalidOrderException>(() => OrderTerms.Triggered(new(1), OrderSide.Buy, Price, Size, new() { TriggerPrice = new(1), Kind = (TriggerKind)5 }));
        Assert.Throws<InvalidOrderException>(() => OrderTerms.Triggered(new(1), OrderSide.Buy, Price, default, new() { TriggerPrice = new(1), Kind = TriggerKind.TakeProfit }, reduceOnly: true));
        Assert.Throws<InvalidOrderException>(() => OrderTerms.Triggered(new(1), OrderSide.Buy, Price, OrderSize.WholePosition, new() { TriggerPrice = new(1), Kind = TriggerKind.TakeProfit }));
        Assert.Throws<InvalidOrderException>(() => OrderTerms.Limit(new(1), OrderSide.Buy, Price, OrderSize.WholePosition, TimeInForce.Gtc, reduceOnly: true));
        Assert.Throws<InvalidOrderException>(() => new TriggerTerms { TriggerPrice = new(0), Kind = TriggerKind.TakeProfit });
        Assert.Throws<InvalidOrderException>(() => new TriggerTerms { TriggerPrice = new(-1), Kind = TriggerKind.TakeProfit });
        Assert.Throws<InvalidOrderException>(() => new Price(-1));
        Assert.Throws<InvalidOrderException>(() => new OrderSize(-0.1m));
        Assert.Throws<ArgumentException>(() => new OrderAction([null!]));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderGrouping.Priority(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderGrouping.Priority(OrderGrouping.MaxPriorityRate + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BuilderFee(default, BuilderFee.MaxRate + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BuilderFee(default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrderCancel(new(1), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrderCancel(new(1), 1L << 53));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpdateLeverageAction(new(1), 0, true));
    }

    [Fact]
    public void A_builder_is_printed_by_fingerprint()
    {
        var builder = EthereumAddress.Parse("0xabcdefabcdefabcdefabcdefabcdefabcdefabcd");
        var text = new BuilderFee(builder, 10).ToString();
        Assert.Contains(builder.Fingerprint, text, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefabcdef", text, StringComparison.OrdinalIgnoreCase);
    }
}

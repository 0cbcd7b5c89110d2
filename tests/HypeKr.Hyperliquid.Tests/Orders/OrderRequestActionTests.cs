namespace HypeKr.Hyperliquid.Tests;

public sealed class OrderRequestActionTests
{
    private static readonly Asset Eth = new("ETH", AssetId.ForPerp(1), 4);
    private static readonly OrderRequest Request = new() { Coin = "ETH", Side = OrderSide.Buy, Price = new(1234.5m), Size = new(0.1m) };

    [Fact]
    public void A_request_becomes_an_order_for_the_wire()
    {
        var terms = (Request with { TimeInForce = TimeInForce.Alo, ReduceOnly = true, Cloid = Cloid.Parse("0x00000000000000000000000000000001") }).ToTerms(Eth);
        Assert.Equal("""{"type":"order","orders":[{"a":1,"b":true,"p":"1234.5","s":"0.1","r":true,"t":{"limit":{"tif":"Alo"}},"c":"0x00000000000000000000000000000001"}],"grouping":"na"}""", new OrderAction([terms]).ToJson());
    }

    [Fact]
    public void Prices_sizes_and_triggers_are_checked_against_the_grid()
    {
        Assert.Equal(1234.6m, Assert.Throws<InvalidOrderException>(() => (Request with { Price = new(1234.56m) }).ToTerms(Eth)).NearestAbove);
        Assert.Equal(0.1m, Assert.Throws<InvalidOrderException>(() => (Request with { Size = new(0.10005m) }).ToTerms(Eth)).NearestBelow);
        Assert.Throws<InvalidOrderException>(() => (Request with { Price = new(0) }).ToTerms(Eth));
        Assert.Throws<InvalidOrderException>(() => (Request with { Size = new(0) }).ToTerms(Eth));
        Assert.Throws<InvalidOrderException>(() => (Request with { Size = new(0), ReduceOnly = true }).ToTerms(Eth));

        var trigger = new TriggerTerms { TriggerPrice = new(1200.55m), Kind = TriggerKind.StopLoss };
        Assert.Equal(1200.5m, Assert.Throws<InvalidOrderException>(() => (Request with { Trigger = trigger }).ToTerms(Eth)).NearestBelow);
        Assert.Throws<InvalidOrderException>(() => (Request with { Size = new(0), Trigger = trigger with { TriggerPrice = new(1200.5m) } }).ToTerms(Eth));

        Assert.Throws<InvalidOrderException>(() => (Request with { Size = new(0), ReduceOnly = true, Trigger = trigger with { TriggerPrice = new(1200.5m) } }).ToTerms(Eth));
        Assert.Throws<InvalidOrderException>(() => (Request with { Size = OrderSize.WholePosition, Trigger = trigger with { TriggerPrice = new(1200.5m) } }).ToTerms(Eth));
        Assert.Throws<InvalidOrderException>(() => (Request with { Size = OrderSize.WholePosition, ReduceOnly = true }).ToTerms(Eth));

        var whole = (Request with { Size = OrderSize.WholePosition, ReduceOnly = true, Trigger = trigger with { TriggerPrice = new(1200.5m) } }).ToTerms(Eth);
        Assert.Equal((0m, 1200.5m, true), (whole.Size.Value, whole.Trigger!.TriggerPrice.Value, whole.Trigger.IsMarket));
    }

    [Fact]
    public void Another_assets_grid_is_refused()
    {
        Assert.Throws<ArgumentException>(() => (Request with { Coin = "BTC" }).ToTerms(Eth));

        // The perpetual HYPE is not the pair that HYPE is the base of.
        var pair = new Asset("@107", AssetId.ForSpot(107), 2) { Name = "HYPE/USDC", BalanceCoin = "HYPE" };
        Assert.Throws<ArgumentException>(() => (Request with { Coin = "HYPE" }).ToTerms(pair));
        Assert.Equal(pair.Id, (Request with { Coin = "HYPE/USDC" }).ToTerms(pair).Asset);
        var side = new Asset("#10", AssetId.ForOutcome(1, 0), 0) { BalanceCoin = "+10" };
        Assert.Equal(side.Id, OrderRequest.Buy("+10", new(1)).Limit(new(0.5m)).ToTerms(side).Asset);
    }

    [Fact]
    public void A_price_cannot_be_given_for_a_size_nor_a_number_for_either()
    {
        Assert.Equal((typeof(Price), typeof(OrderSize)), (typeof(OrderRequest).GetProperty(nameof(OrderRequest.Price))!.PropertyType, typeof(OrderRequest).GetProperty(nameof(OrderRequest.Size))!.PropertyType));
        Type[] types = [typeof(Price), typeof(OrderSize)];
        Assert.DoesNotContain(types.SelectMany(type => type.GetMethods()), method => method.Name is "op_Implicit" or "op_Explicit");
    }
}

namespace HypeKr.Hyperliquid;

/// <summary>An order as a person asks for it, by coin. <see cref="Buy"/> and <see cref="Sell"/> start one that reads well.</summary>
public sealed record OrderRequest
{
    /// <summary>The coin, such as <c>BTC</c>, <c>xyz:GOLD</c>, <c>HYPE/USDC</c> or <c>#1230</c>.</summary>
    public required string Coin { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>The limit price, on the asset's grid; for a trigger order the limit after it starts. See <see cref="Asset.RoundPrice"/>.</summary>
    public required Price Price { get; init; }

    /// <summary>The size, on the asset's grid, or <see cref="OrderSize.WholePosition"/>. See <see cref="Asset.RoundSize"/>.</summary>
    public required OrderSize Size { get; init; }

    /// <summary>Whether the order may only make a position smaller.</summary>
    /// <value>False by default.</value>
    public bool ReduceOnly { get; init; }

    /// <summary>What becomes of the part that does not fill at once; not used by a trigger order.</summary>
    /// <value><see cref="TimeInForce.Gtc"/> by default.</value>
    public TimeInForce TimeInForce { get; init; }

    /// <summary>When it starts, for a trigger order.</summary>
    /// <value>Null by default: a limit order.</value>
    public TriggerTerms? Trigger { get; init; }

    /// <summary>The client's id.</summary>
    /// <value>Null by default: <see cref="OrdersClient"/> chooses a random one.</value>
    public Cloid? Cloid { get; init; }

    /// <summary>Begins a buy; the kind of order comes next: <c>OrderRequest.Buy("BTC", size).Limit(price)</c>.</summary>
    /// <param name="coin">The coin.</param>
    /// <param name="size">How much.</param>
    public static OrderDraft Buy(string coin, OrderSize size) => new(coin, OrderSide.Buy, size);

    /// <summary>Begins a sell; the kind of order comes next: <c>OrderRequest.Sell("BTC", size).ReduceOnly().StopMarket(price)</c>.</summary>
    /// <param name="coin">The coin.</param>
    /// <param name="size">How much.</param>
    public static OrderDraft Sell(string coin, OrderSize size) => new(coin, OrderSide.Sell, size);

    /// <summary>The order for the wire, after its price, size and trigger price have been checked against the grids of the asset.</summary>
    /// <param name="asset">The asset of <see cref="Coin"/>.</param>
    /// <exception cref="InvalidOrderException">A price or size is not above zero or off its grid; it carries the nearest valid ones. Or the size is the whole position, in an order that has none.</exception>
    /// <exception cref="ArgumentException">The asset is another coin's.</exception>
    public OrderTerms ToTerms(Asset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        if (!asset.IsNamed(Coin)) throw new ArgumentException($"The order is for {Quoted.Text(Coin)}, the asset is {asset.Coin}.", nameof(asset));
        asset.CheckPrice(Price.Value);
        if (!Size.IsWholePosition) asset.CheckSize(Size.Value);
        if (Trigger is null) return OrderTerms.Limit(asset.Id, Side, Price, Size, TimeInForce, ReduceOnly, Cloid);
        asset.CheckPrice(Trigger.TriggerPrice.Value);
        return OrderTerms.Triggered(asset.Id, Side, Price, Size, Trigger, ReduceOnly, Cloid);
    }
}

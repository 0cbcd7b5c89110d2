namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An order that was admitted to the matching, from its first check to its end.</summary>
/// <param name="price">The limit, in the order's own coin.</param>
internal sealed class PlacedOrder(
    long oid, string? cloid, Account account, Listing listing, bool isBuy, decimal price, decimal size, bool reduceOnly, string timeInForce, long placedAt)
{
    public long Oid => oid;

    public string? Cloid => cloid;

    public Account Account => account;

    public Listing Listing => listing;

    public bool IsBuy => isBuy;

    public decimal Price => price;

    public decimal OriginalSize => size;

    public bool ReduceOnly => reduceOnly;

    /// <summary><c>Gtc</c>, <c>Ioc</c>, <c>Alo</c> or <c>FrontendMarket</c>.</summary>
    public string TimeInForce => timeInForce;

    public long PlacedAt => placedAt;

    /// <summary>Whether it bids in its book: a buy, or a sell of the mirrored side of an outcome.</summary>
    public bool IsBid { get; } = isBuy != listing.IsMirrored;

    /// <summary>The limit in the terms of its book.</summary>
    public decimal BookPrice { get; } = listing.Mirror(price);

    public decimal Remaining { get; set; } = size;

    /// <summary>The venue's order status word.</summary>
    public string Status { get; private set; } = "open";

    public long StatusAt { get; private set; } = placedAt;

    public bool IsImmediate => TimeInForce is "Ioc" or "FrontendMarket";

    public void Become(string status, long now) => (Status, StatusAt) = (status, now);

    public bool Crosses(PlacedOrder maker) => IsBid ? maker.BookPrice <= BookPrice : maker.BookPrice >= BookPrice;
}

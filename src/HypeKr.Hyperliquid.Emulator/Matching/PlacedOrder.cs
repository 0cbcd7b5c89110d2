namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An order that was admitted to the matching, from its first check to its end. The limit is in the order's own coin.</summary>
internal sealed class PlacedOrder(
    long oid, string? cloid, Account account, TradedAsset asset, bool isBuy, decimal price, decimal size, bool reduceOnly, string timeInForce, long placedAt)
{
    public long Oid => oid;

    public string? Cloid => cloid;

    public Account Account => account;

    public TradedAsset Asset => asset;

    public bool IsBuy => isBuy;

    public decimal Price => price;

    public decimal OriginalSize { get; } = size;

    public bool ReduceOnly => reduceOnly;

    /// <summary><c>Gtc</c>, <c>Ioc</c>, <c>Alo</c> or <c>FrontendMarket</c>.</summary>
    public string TimeInForce => timeInForce;

    public long PlacedAt { get; } = placedAt;

    /// <summary>Whether it bids in its book: a buy, or a sell of the mirrored side of an outcome.</summary>
    public bool IsBid { get; } = isBuy != asset.IsMirrored;

    /// <summary>The limit in the terms of its book.</summary>
    public decimal BookPrice { get; } = asset.Mirror(price);

    public decimal Remaining { get; set; } = size;

    /// <summary>The venue's order status word.</summary>
    public string Status { get; private set; } = "open";

    public long StatusAt { get; private set; } = placedAt;

    public bool IsImmediate => TimeInForce is "Ioc" or "FrontendMarket";

    public void Become(string status, long now) => (Status, StatusAt) = (status, now);

    public bool Crosses(PlacedOrder maker) => IsBid ? maker.BookPrice <= BookPrice : maker.BookPrice >= BookPrice;
}

namespace HypeKr.Hyperliquid;

/// <summary>What an account could come to hold of each coin if all its orders on one side were filled and none on the other.</summary>
internal sealed class Exposures(AccountFigures figures)
{
    private readonly Dictionary<string, Exposure> _byKey = new(StringComparer.Ordinal);

    /// <summary>Every coin with an order, new or open.</summary>
    public IEnumerable<Exposure> Touched => _byKey.Values;

    /// <summary>Whether the new orders make any of them larger.</summary>
    public bool Grow => _byKey.Values.Any(exposure => exposure.Grows);

    public bool Touches(string key) => _byKey.ContainsKey(key);

    public void Add(Asset asset, ActionFacts.PlacedOrder order)
    {
        var exposure = Of(asset);
        if (order.Side == OrderSide.Buy) exposure.NewBuys += order.Size;
        else exposure.NewSells += order.Size;
        if (order.Side == OrderSide.Buy) exposure.HighestBuy = Math.Max(exposure.HighestBuy, order.Price ?? 0);
    }

    public void AddOpen(Asset asset, OrderSide side, decimal size)
    {
        var exposure = Of(asset);
        if (side == OrderSide.Buy) exposure.OpenBuys += size;
        else exposure.OpenSells += size;
    }

    private Exposure Of(Asset asset)
    {
        var key = asset.BalanceCoin is { } balance ? AccountFigures.BalancePrefix + balance : asset.Coin;
        if (!_byKey.TryGetValue(key, out var exposure)) _byKey[key] = exposure = new(asset.Coin, figures.Sizes.GetValueOrDefault(key));
        return exposure;
    }

    internal sealed class Exposure(string coin, decimal held)
    {
        public string Coin => coin;

        public decimal OpenBuys { get; set; }

        public decimal OpenSells { get; set; }

        public decimal NewBuys { get; set; }

        public decimal NewSells { get; set; }

        public decimal HighestBuy { get; set; }

        public decimal After => Worst(OpenBuys + NewBuys, OpenSells + NewSells);

        public bool Grows => After > Worst(OpenBuys, OpenSells);

        private decimal Worst(decimal buys, decimal sells) => Math.Max(Math.Abs(held + buys), Math.Abs(held - sells));
    }
}

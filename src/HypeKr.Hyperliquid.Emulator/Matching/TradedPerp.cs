namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A perpetual of the main dex or of a builder's.</summary>
internal sealed class TradedPerp(VenueDex dex, long id, string coin, int sizeDecimals, int maxLeverage, bool onlyIsolated, bool isDelisted, FeeRates rates)
    : TradedAsset(id, coin, sizeDecimals, Math.Max(0, MaxDecimals - sizeDecimals), new OrderBook(), rates)
{
    private const int MaxDecimals = 6;
    private const decimal Band = 0.95m;

    public VenueDex Dex => dex;

    public int MaxLeverage => maxLeverage;

    public bool OnlyIsolated => onlyIsolated;

    public bool IsDelisted { get; set; } = isDelisted;

    /// <summary>How much leverage is allowed from which notional on; one tier unless the seed has more.</summary>
    public required IReadOnlyList<MarginTier> Tiers { get; init; }

    /// <summary>The number of its margin table: of a single tier its leverage.</summary>
    public required int MarginTableId { get; init; }

    /// <summary>The size of all long positions, which is that of all short ones.</summary>
    public decimal OpenInterest { get; set; }

    /// <summary>The tier of a position's value.</summary>
    public MarginTier Tier(decimal value)
    {
        var notional = Math.Abs(value);
        var tier = Tiers[0];
        for (var i = 1; i < Tiers.Count && notional >= Tiers[i].LowerBound; i++) tier = Tiers[i];
        return tier;
    }

    /// <summary>The margin below which a position of that value is liquidated.</summary>
    public decimal Maintenance(decimal value)
    {
        var tier = Tier(value);
        return Math.Abs(value) * tier.MaintenanceRate - tier.Deduction;
    }

    /// <summary>Whether margin, once added, stays until the position is closed.</summary>
    public bool IsStrictlyIsolated { get; init; }

    private decimal? _oracle;

    /// <summary>The price that funding is paid by; the mark until it is set apart.</summary>
    public decimal Oracle
    {
        get => _oracle ?? Mark;
        set => _oracle = value;
    }

    /// <summary>The value of all long positions above which none may grow; null without such a cap.</summary>
    public decimal? OpenInterestCap { get; set; }

    public bool IsCapped => OpenInterestCap is { } cap && OpenInterest * Mark >= cap;

    public override string DexName => dex.Name;

    public override Refusal? CheckReference(PlacedOrder order)
    {
        // The band is the venue's; of trigger orders it is the limit that counts.
        if (Math.Abs(order.Price - Oracle) > Band * Oracle) return new Refusal("Order price cannot be more than 95% away from the reference price", "oracleRejected");
        if (!IsCapped || order.ReduceOnly || order.Trigger is not null) return null;
        var size = order.Account.Wallet(dex).Size(this);
        var reducible = order.IsBuy ? Math.Max(0, -size) : Math.Max(0, size);
        if (order.Remaining <= reducible) return null;
        return new Refusal(
            "Order would increase open interest while open interest is capped",
            reducible > 0 ? "positionFlipAtOpenInterestCapRejected" : "positionIncreaseAtOpenInterestCapRejected");
    }

    protected override Refusal? WhyNotOpen => IsDelisted || Mark <= 0 ? new Refusal("Trading is halted.", null) : null;

    protected override string MinimumText => "Order must have minimum value of $10.";

    public override (Token? Token, decimal Amount) Hold(PlacedOrder order) => (null, 0);

    public override Refusal? CheckFunds(PlacedOrder order, TakePreview take, decimal rest) =>
        WhyOverTier(order, take, rest)
            ?? (order.Account.Wallet(dex).CanCarry(order, this, take, rest) ? null : new Refusal("Insufficient margin to place order.", "perpMarginRejected"));

    /// <summary>A larger position may have less leverage.</summary>
    private Refusal? WhyOverTier(PlacedOrder order, TakePreview take, decimal rest)
    {
        if (Tiers.Count == 1 || order.ReduceOnly || Venue.IsOwn(order.Account)) return null;
        var size = order.Account.Wallet(dex).Size(this) + (order.IsBuy ? 1 : -1) * (take.Size + rest);
        return order.Account.LeverageOf(this).Value > Tier(size * Mark).MaxLeverage
            ? new Refusal("Order would cause position to exceed margin tier limit at current leverage", "perpMaxPositionRejected")
            : null;
    }

    public override string? WhyNotMake(PlacedOrder maker, decimal size)
    {
        var wallet = maker.Account.Wallet(dex);
        var reduces = size <= (wallet.Position(this)?.Reducible(maker.IsBuy) ?? 0);
        if (reduces) return null;
        if (IsCapped) return "openInterestCapCanceled";

        // The venue's own have what their quotes need, wherever the mark goes.
        return (Venue.IsOwn(maker.Account) ? wallet.Free >= 0 : wallet.CanTrade(maker, this, size)) ? null : "marginCanceled";
    }

    public override FillEffect Apply(PlacedOrder order, decimal price, decimal size, decimal rate)
    {
        var wallet = order.Account.Wallet(dex);
        var start = wallet.Size(this);
        var realized = wallet.Apply(this, order.IsBuy, price, size);
        var fee = price * size * rate;
        wallet.Cash -= fee;
        dex.Traded?.Invoke(order.Account);
        return new FillEffect(start, Direction(start, order.IsBuy, size), realized, fee, dex.Collateral);
    }

    public override void Credit(Account receiver, FillEffect effect) => receiver.Wallet(dex).Cash += effect.Fee;

    protected override bool ClosesAll(PlacedOrder order) =>
        order.ReduceOnly && order.Remaining >= Math.Abs(order.Account.Wallet(dex).Size(this));

    public override void Keep(StateArchive a)
    {
        base.Keep(a);
        IsDelisted = a.Bool(IsDelisted);
        OpenInterest = a.Decimal(OpenInterest);
        OpenInterestCap = a.OptionalDecimal(OpenInterestCap);
        _oracle = a.OptionalDecimal(_oracle);
    }

    private static string Direction(decimal start, bool isBuy, decimal size) => (start, isBuy) switch
    {
        ( >= 0, true) => "Open Long",
        ( <= 0, false) => "Open Short",
        ( > 0, false) => size > start ? "Long > Short" : "Close Long",
        _ => size > -start ? "Short > Long" : "Close Short",
    };
}

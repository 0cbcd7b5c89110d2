namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What is paid for priority, out of the stake that is delegated to nobody, and burned.</summary>
/// <remarks>
/// Here each request is a block of its own, so there is nobody to be prior to: the rules and the price are the venue's, the advantage is
/// not. Immediate orders pay on what they trade, at most eight basis points; post-only orders pay when they are placed.
/// </remarks>
internal sealed class PriorityFees(Venue venue)
{
    public const string Insufficient = "Insufficient delegatable balance for priority order";

    private const ulong Whole = 100_000_000;
    private const decimal MostImmediate = 0.0008m;
    private const int Decimals = 8;

    /// <summary>Why a batch may not bid for priority; null when it may.</summary>
    public string? WhyNot(Account account, PlaceOrders action)
    {
        var rate = action.Grouping.Priority!.Value;
        if (rate > Whole) return "Invalid priority fee.";
        var areImmediate = action.Orders.All(o => o.TimeInForce == "Ioc");
        if (!areImmediate && !action.Orders.All(o => o is { TimeInForce: "Alo", ReduceOnly: false })) return "Priority orders must all be Ioc, or all Alo and not reduce-only.";
        if (action.Orders.Any(o => venue.Asset(o.Asset) is TradedSide)) return "Priority orders are not available for outcomes.";

        var value = action.Orders.Sum(o => Value(o));
        return Price is { } price && rate > 0 && account.Staking.Undelegated >= Cost(value, rate, areImmediate, price) ? null : Insufficient;
    }

    /// <summary>Burns what an order that was placed or has traded owes.</summary>
    public void Pay(Account account, ulong rate, decimal value, bool isImmediate)
    {
        if (value == 0 || Price is not { } price || venue.Token(Staking.TokenName) is not { } token) return;
        var cost = Math.Min(account.Staking.Undelegated, Cost(value, rate, isImmediate, price));
        account.Staking.Undelegated -= cost;
        account.Audit?.Record(account, "staking", token.Token, -cost, account.Staking.Total);
        venue.CountDeposit(token.Token, -cost);
        venue.Events.AccountChanged(account);
    }

    private decimal? Price => venue.Pairs.FirstOrDefault(p => p.Base.Token.Name == Staking.TokenName && p.Quote.Token == venue.Dexs[0].Collateral) is { Mark: > 0 } pair ? pair.Mark : null;

    // Orders that are none count as none; they are refused one by one.
    private static decimal Value(WireOrder order) =>
        order.Price.Value is > 0 and < 1_000_000_000_000m && order.Size.Value is > 0 and < 1_000_000_000_000m ? order.Price.Value * order.Size.Value : 0;

    private static decimal Cost(decimal value, ulong rate, bool isImmediate, decimal price)
    {
        var share = rate / (decimal)Whole;
        if (isImmediate) share = Math.Min(share, MostImmediate);
        return Math.Round(value * share / price, Decimals, MidpointRounding.ToPositiveInfinity);
    }
}

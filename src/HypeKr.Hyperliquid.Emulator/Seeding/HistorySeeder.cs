namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Puts the histories of a seed where they belong.</summary>
internal sealed class HistorySeeder(Venue venue)
{
    private readonly HashSet<long> _oids = [];

    public void Add(AccountSeed seed)
    {
        var account = venue.CreateAccount(seed.Address);

        // The order in which they came, so that priority is theirs; a change that came last is told first.
        foreach (var order in seed.Orders.OrderBy(o => o.OrderId)) Add(account, order, null);
        foreach (var fill in seed.Fills.OrderBy(f => f.Time)) Add(account, fill);
        account.LedgerUpdates.AddRange(seed.LedgerUpdates.Select(JsonRow.Parse));
        account.Fundings.AddRange(seed.Fundings.Select(JsonRow.Parse));
        account.Staking.History.AddRange(seed.StakingHistory.Reverse().Select(JsonRow.Parse));
        foreach (var agent in seed.Agents) venue.Approve(agent.Address, new Agent(account, agent.Name, agent.ValidUntil?.ToUnixTimeMilliseconds()));
    }

    public void Add(CandleSeed seed)
    {
        var asset = Asset(seed.Coin, "a candle");
        var interval = CandleInterval.Of(seed.Interval) ?? throw new EmulatorSeedException($"The seed has a candle of {seed.Coin} with the interval {seed.Interval}, which the venue does not have.");
        var (start, end) = interval.Around(seed.Start);
        if (start != seed.Start) throw new EmulatorSeedException($"The seed has a candle of {seed.Coin} from {WireText.Of(seed.Start)} on, where no interval of {seed.Interval} begins.");
        asset.Book.Tape.Add(interval, new Candle(start, end, seed.Open, seed.Close, seed.High, seed.Low, seed.Volume, seed.Trades).In(asset));
    }

    private void Add(Account account, OrderSeed seed, PlacedOrder? parent)
    {
        var asset = Asset(seed.Coin, "an order");
        if (!_oids.Add(seed.OrderId)) throw new EmulatorSeedException($"Two orders of the seed have the number {WireText.Of(seed.OrderId)}.");

        var trigger = seed.TriggerPrice is { } price ? new WireTrigger(seed.IsMarket, WireDecimal.Of(price), seed.IsStop ? "sl" : "tp") : null;
        var size = WireDecimal.Of(seed.OriginalSize ?? seed.Size);
        var terms = new WireOrder((ulong)asset.Id, seed.IsBuy, WireDecimal.Of(seed.Price), size, seed.ReduceOnly, trigger is null ? seed.TimeInForce : null, trigger, seed.ClientOrderId);
        var order = new PlacedOrder(seed.OrderId, account, asset, terms, seed.Time) { Parent = parent, IsPositionTpsl = seed.IsPositionTpsl, Remaining = seed.Size };
        order.Filled = order.OriginalSize - seed.Size;
        if (seed.Status == "open" && trigger is null && order.IsImmediate) throw new EmulatorSeedException($"The seed has an open order {WireText.Of(seed.OrderId)} of {seed.Coin} that cannot rest: it is {seed.TimeInForce}.");
        if (!venue.Engine.Adopt(order, seed.Status, seed.StatusTime ?? seed.Time)) throw new EmulatorSeedException($"The seed has an order {WireText.Of(seed.OrderId)} of {seed.Coin} at {WireText.Plain(seed.Price)} that crosses the other side of the book.");

        foreach (var child in seed.Children) Add(account, child, order);
        MatchingEngine.Pair(order.Children);
    }

    private void Add(Account account, FillSeed seed) => account.Record(new Fill
    {
        Asset = Asset(seed.Coin, "a fill"),
        IsBuy = seed.IsBuy,
        Price = seed.Price,
        Size = seed.Size,
        Time = seed.Time,
        StartPosition = seed.StartPosition,
        Direction = seed.Direction,
        ClosedPnl = seed.ClosedPnl,
        Hash = seed.Hash,
        Oid = seed.OrderId,
        Cloid = null,
        Crossed = seed.Crossed,
        Fee = seed.Fee,
        FeeToken = seed.FeeToken,
        BuilderFee = seed.BuilderFee,
        Tid = seed.TradeId ?? venue.Engine.NextTid(),
    });

    private TradedAsset Asset(string coin, string what) => venue.Asset(coin) ?? throw new EmulatorSeedException($"The seed has {what} of {coin}, which it does not list.");
}

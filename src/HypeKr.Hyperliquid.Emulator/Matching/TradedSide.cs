namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One side of an outcome. Buys are free, sells pay the spot rate in quote.</summary>
internal sealed class TradedSide(OutcomeMarket market, int side, OrderBook book, FeeRates rates)
    : TradedAsset(FirstId + Encode(market, side), $"#{WireText.Of(Encode(market, side))}", OutcomeSizeDecimals, PriceDecimals, book, rates)
{
    private const long FirstId = 100_000_000;

    // Whole contracts and five price decimals; third parties measured both, the bounds below are UNCONFIRMED.
    private const int OutcomeSizeDecimals = 0;
    private const int PriceDecimals = 5;
    private const decimal LowestPrice = 0.001m;
    private const decimal HighestPrice = 0.999m;

    public OutcomeMarket Market => market;

    public TradedSide Other => side == 0 ? market.No : market.Yes;

    /// <summary>The balance of this side, <c>+10</c>.</summary>
    public Token Token { get; } = new($"+{WireText.Of(Encode(market, side))}", null);

    public override bool IsMirrored => side == 1;

    public override decimal Mark
    {
        get => market.Mark == 0 ? 0 : Mirror(market.Mark);
        set => market.Mark = Mirror(value);
    }

    protected override Refusal? WhyNotOpen =>
        market.Settled is { } fraction ? new Refusal($"Outcome is settled at {WireText.Plain(Mirror(fraction))}.", null) : null;

    protected override string MinimumText => $"Order must have minimum value of 10 {market.Quote.Token.Name}.";

    public override decimal Mirror(decimal price) => side == 0 ? price : 1 - price;

    public override (Token? Token, decimal Amount) Hold(PlacedOrder order) =>
        order.IsBuy ? (market.Quote.Token, order.Price * order.Remaining) : (Token, order.Remaining);

    public override Refusal? CheckFunds(PlacedOrder order, TakePreview take, decimal rest)
    {
        var (token, amount) = Hold(order);
        return order.Account.Available(token!) >= amount ? null : new Refusal("Insufficient spot balance", "insufficientSpotBalanceRejected");
    }

    public override FillEffect Apply(PlacedOrder order, decimal price, decimal size, decimal rate)
    {
        var held = order.Account.Balance(Token);
        var quote = order.Account.Balance(market.Quote.Token);
        var start = held.Total;
        var value = price * size;
        if (order.IsBuy)
        {
            quote.Add(-value);
            held.Buy(size, value);
            market.Escrow += value;
            return new FillEffect(start, "Buy", 0, 0, market.Quote.Token);
        }

        var fee = value * rate;
        var profit = held.Sell(size, value);
        quote.Add(value - fee);
        market.Escrow -= value;
        return new FillEffect(start, "Sell", profit, fee, market.Quote.Token);
    }

    public override void Credit(Account receiver, FillEffect effect) => receiver.Balance(effect.FeeToken).Add(effect.Fee);

    protected override bool IsInRange(decimal price) => price is >= LowestPrice and <= HighestPrice;

    protected override decimal Clamp(decimal price) => Math.Clamp(price, LowestPrice, HighestPrice);

    /// <summary>A sell of all that is free closes the position, as a reduce-only order closes a perp.</summary>
    protected override bool ClosesAll(PlacedOrder order) => !order.IsBuy && order.Remaining >= order.Account.Available(Token);

    private static long Encode(OutcomeMarket market, int side) => 10L * market.Seed.Outcome + side;
}

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A spot pair. A buy pays its fee in the base token, a sell in the quote token.</summary>
internal sealed class TradedPair(int index, string coin, bool isCanonical, VenueToken baseToken, VenueToken quoteToken, FeeRates rates)
    : TradedAsset(FirstId + index, coin, baseToken.SizeDecimals, Math.Max(0, MaxDecimals - baseToken.SizeDecimals), new OrderBook(), rates)
{
    private const int FirstId = 10_000;
    private const int MaxDecimals = 8;

    public int Index => index;

    public bool IsCanonical => isCanonical;

    public VenueToken Base => baseToken;

    public VenueToken Quote => quoteToken;

    protected override Refusal? WhyNotOpen => null;

    protected override string MinimumText => $"Order must have minimum value of 10 {quoteToken.Token.Name}.";

    public override (Token? Token, decimal Amount) Hold(PlacedOrder order) =>
        order.IsBuy ? (quoteToken.Token, order.Price * order.Remaining) : (baseToken.Token, order.Remaining);

    public override Refusal? CheckFunds(PlacedOrder order, TakePreview take, decimal rest)
    {
        // The limit decides, not the price of the fills to come: that is what the order locks.
        var (token, amount) = Hold(order);
        return order.Account.Available(token!) >= amount ? null : new Refusal("Insufficient spot balance", "insufficientSpotBalanceRejected");
    }

    public override FillEffect Apply(PlacedOrder order, decimal price, decimal size, decimal rate)
    {
        var held = order.Account.Balance(baseToken.Token);
        var quote = order.Account.Balance(quoteToken.Token);
        var start = held.Total;
        var value = price * size;
        if (order.IsBuy)
        {
            var fee = size * rate;
            quote.Add(-value);
            held.Buy(size - fee, value);
            return new FillEffect(start, "Buy", 0, fee, baseToken.Token);
        }

        var charge = value * rate;
        var profit = held.Sell(size, value);
        quote.Add(value - charge);
        return new FillEffect(start, "Sell", profit, charge, quoteToken.Token);
    }

    public override void Credit(Account receiver, FillEffect effect) => receiver.Balance(effect.FeeToken).Add(effect.Fee);

    protected override bool ClosesAll(PlacedOrder order) => false;
}

using HypeKr.Calibration;
using HypeKr.Hyperliquid;

namespace HypeKr.SampleBot;

/// <summary>The direction of a perp as a contract on YES = up.</summary>
/// <remarks>
/// Over the horizon the price is taken to move by m either way. With p for up, going long earns p m - (1 - p) m - 2 (h + f), where h is
/// the half spread and f the taker fee, both as fractions: it pays above p = 1/2 + (h + f)/m, which is the ask; the bid mirrors it.
/// </remarks>
internal sealed class PerpInstrument(HyperliquidClient client, string coin, decimal expectedMove, decimal takerFee) : Instrument
{
    private const decimal MinimumValue = 10;
    private const decimal MaximumLeverage = 2;

    /// <summary>How far from the best price an order may fill.</summary>
    private const decimal Slippage = 0.002m;

    public override string Coin => coin;

    public override async Task<MarketQuote?> QuoteAsync(CancellationToken cancellationToken)
    {
        if (await BestAsync(client, coin, cancellationToken) is not var (bid, ask, age)) return null;
        var mid = (bid + ask) / 2;
        var cost = (((ask - mid) / mid) + takerFee) / expectedMove;
        return cost >= 0.5m ? null : new MarketQuote(0.5m - cost, 0.5m + cost, 0, age);
    }

    public override async Task<OrderRequest?> OrderAsync(ForecastDecision.Trade trade, KellyStake stake, decimal bankroll, CancellationToken cancellationToken)
    {
        var asset = await client.Markets.GetAssetAsync(coin, cancellationToken);
        if (await BestAsync(client, coin, cancellationToken) is not var (bid, ask, _)) return null;
        var buys = trade.Side == ContractSide.Yes;
        var price = buys
            ? asset.RoundPrice(ask * (1 + Slippage), RoundingDirection.Down)
            : asset.RoundPrice(bid * (1 - Slippage), RoundingDirection.Up);

        // The stake is what a move against the position may cost.
        var notional = Math.Min(stake.AmountOf(bankroll) / expectedMove, MaximumLeverage * bankroll);
        return WholeLots(asset, notional / price.Value) is not { } size || size.Value * price.Value < MinimumValue
            ? null
            : new OrderRequest { Coin = coin, Side = buys ? OrderSide.Buy : OrderSide.Sell, Price = price, Size = size, TimeInForce = TimeInForce.Ioc, Cloid = Cloid.NewRandom() };
    }
}

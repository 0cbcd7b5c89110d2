using HypeKr.Calibration;
using HypeKr.Hyperliquid;

namespace HypeKr.SampleBot;

/// <summary>A HIP-4 outcome: YES buys its first side, NO its second.</summary>
internal sealed class OutcomeInstrument(HyperliquidClient client, int outcome, decimal takerFee) : Instrument
{
    /// <summary>The venue refuses orders below this value in the quote currency.</summary>
    private const decimal MinimumValue = 10;

    public override string Coin => BundledMarket.OutcomeCoin(outcome, ContractSide.Yes);

    public override async Task<MarketQuote?> QuoteAsync(CancellationToken cancellationToken) =>
        await BestAsync(client, Coin, cancellationToken) is var (bid, ask, age) ? new MarketQuote(bid, ask, ask * takerFee, age) : null;

    public override async Task<OrderRequest?> OrderAsync(ForecastDecision.Trade trade, KellyStake stake, decimal bankroll, CancellationToken cancellationToken)
    {
        var asset = await client.Markets.GetAssetAsync(BundledMarket.OutcomeCoin(outcome, trade.Side), cancellationToken);
        if (await BestAsync(client, asset.Coin, cancellationToken) is not var (_, ask, _)) return null;
        return WholeLots(asset, stake.ContractsOf(bankroll)) is not { } size || size.Value * ask < MinimumValue
            ? null
            : new OrderRequest { Coin = asset.Coin, Side = OrderSide.Buy, Price = new(ask), Size = size, TimeInForce = TimeInForce.Ioc, Cloid = Cloid.NewRandom() };
    }
}

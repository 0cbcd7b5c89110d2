using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

public sealed partial class OrdersClient
{
    /// <summary>The venue's minimum value of an order, in quote currency.</summary>
    private const decimal MinNotional = 10;

    /// <summary>How far from the reference price a limit is taken without a warning: 80 %, as the venue's refusal is remembered to say. No source that can be cited has the number, so that it only warns.</summary>
    private const decimal OracleBand = 0.8m;

    private static readonly TimeSpan ApprovalMaxAge = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ApprovalMinAge = TimeSpan.FromSeconds(10);

    /// <summary>What the venue may have against an order: its value, the margin or balance behind it, its distance from the reference price. Nothing is signed or sent. Wire: for a perpetual info <c>activeAssetData</c>, weight 20; for spot and outcomes <c>allMids</c> and <c>spotClearinghouseState</c>.</summary>
    /// <param name="order">The order, on the asset's grids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Warnings; none where nothing was noticed. The venue decides by its own prices a moment later, so that an order without a warning may be refused and one with a warning taken.</returns>
    /// <exception cref="InvalidOrderException">A price or size is off the grid, or not above zero.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<OrderWarning>> CheckAsync(OrderRequest order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var (own, _, asset) = await PrepareAsync(order, cancellationToken).ConfigureAwait(false);
        var warnings = new List<OrderWarning>();
        if (MinNotionalWarning(own, asset) is { } notional) warnings.Add(notional);
        if (asset.Kind is AssetKind.Perp or AssetKind.BuilderPerp) await CheckPerpAsync(own, asset, warnings, cancellationToken).ConfigureAwait(false);
        else await CheckBalanceAsync(own, asset, warnings, cancellationToken).ConfigureAwait(false);
        return warnings;
    }

    private static OrderWarning? MinNotionalWarning(OrderRequest order, Asset asset)
    {
        // A close of a whole position is said to be exempt, and whatever reduces may be one.
        if (order.ReduceOnly || order.Size.IsWholePosition || order.Size.Value >= MinNotional / order.Price.Value) return null;
        return new(
            OrderWarningKind.MinNotional,
            FormattableString.Invariant($"{order.Size} {asset.Coin} at {order.Price} is worth {order.Size.Value * order.Price.Value:0.########}, below the venue's minimum of {MinNotional}"));
    }

    private static OrderWarning? OracleWarning(OrderRequest order, Asset asset, decimal reference) =>
        Math.Abs(order.Price.Value - reference) <= OracleBand * reference
            ? null
            : new(OrderWarningKind.OracleBand, FormattableString.Invariant($"{order.Price} is more than {OracleBand:P0} away from {reference}, the price of {asset.Coin} now"));

    private static OrderWarning? TriggerWarning(OrderRequest order, decimal reference, string what)
    {
        if (order.Trigger is not { TriggerPrice.Value: var trigger, Kind: var kind }) return null;

        // A sell takes profit above and stops a loss below; a buy the other way round.
        var isAbove = (kind == TriggerKind.TakeProfit) == (order.Side == OrderSide.Sell);
        return (isAbove ? trigger > reference : trigger < reference)
            ? null
            : new(OrderWarningKind.TriggerSide, FormattableString.Invariant($"a {(kind == TriggerKind.TakeProfit ? "take-profit" : "stop-loss")} that {(order.Side == OrderSide.Sell ? "sells" : "buys")} starts {(isAbove ? "above" : "below")} {what}, {reference}, not at {trigger}"));
    }

    private async Task CheckPerpAsync(OrderRequest order, Asset asset, List<OrderWarning> warnings, CancellationToken cancellationToken)
    {
        var data = await _account.User.GetActiveAssetDataAsync(asset.Coin, cancellationToken).ConfigureAwait(false);

        // A trigger may be as far away as one likes, and a close needs no margin.
        if (order.Trigger is null && data.MarkPrice is > 0 and var mark && OracleWarning(order, asset, mark) is { } band) warnings.Add(band);
        if (data.MarkPrice is > 0 and var now && TriggerWarning(order, now, $"the mark of {asset.Coin}") is { } side) warnings.Add(side);
        var most = order.Side == OrderSide.Buy ? data.MaxTradeSizes?.Buy : data.MaxTradeSizes?.Sell;
        if (!order.ReduceOnly && order.Size.Value > most)
        {
            warnings.Add(new(OrderWarningKind.Margin, FormattableString.Invariant($"the account can {(order.Side == OrderSide.Buy ? "buy" : "sell")} {most} {asset.Coin} at its leverage, and the order is for {order.Size}")));
        }
    }

    private async Task CheckBalanceAsync(OrderRequest order, Asset asset, List<OrderWarning> warnings, CancellationToken cancellationToken)
    {
        try
        {
            var mid = await _account.Client.Markets.GetMidAsync(asset.Coin, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (order.Trigger is null && OracleWarning(order, asset, mid.Price) is { } band) warnings.Add(band);
        }
        catch (NoMidException)
        {
            // Without a price there is nothing to be far from.
        }

        var coin = order.Side == OrderSide.Sell ? asset.BalanceCoin : asset.QuoteToken;
        if (coin is null) return;
        var state = await _account.User.GetSpotStateAsync(cancellationToken).ConfigureAwait(false);
        var free = state.FindBalance(coin)?.Available ?? 0;
        var isShort = order.Side == OrderSide.Sell ? order.Size.Value > free : order.Size.Value > free / order.Price.Value;
        if (isShort) warnings.Add(new(OrderWarningKind.Margin, FormattableString.Invariant($"{free} {coin} is free, and the order is to {(order.Side == OrderSide.Sell ? "sell" : "buy")} {order.Size} {asset.Coin} at {order.Price}")));
    }

    /// <summary>The fee, no higher than the user has approved, and why; null where nothing is, or where orders that only reduce would have to wait for an answer.</summary>
    private async Task<(BuilderFee? Fee, string Why)> CapAsync(BuilderFee fee, OrderRequest[] orders, CancellationToken cancellationToken)
    {
        try
        {
            var capped = await CapAsync(fee, cancellationToken).ConfigureAwait(false);
            return (capped, FormattableString.Invariant($"the user has approved {capped?.Rate ?? 0}: that much was sent"));
        }
        catch (HyperliquidException e) when (orders.All(order => order.ReduceOnly))
        {
            return (null, $"what the user has approved cannot be read, so that none was sent: {e.Message}");
        }
    }

    private async Task<BuilderFee?> CapAsync(BuilderFee fee, CancellationToken cancellationToken)
    {
        var approved = (await _approvedBuilderFees.GetAsync(fee.Builder, ApprovalMaxAge, cancellationToken).ConfigureAwait(false)).Value;
        if (approved < fee.Rate) approved = (await _approvedBuilderFees.GetAsync(fee.Builder, ApprovalMinAge, cancellationToken).ConfigureAwait(false)).Value;
        if (approved >= fee.Rate) return fee;
        return approved > 0 ? new BuilderFee(fee.Builder, approved) : null;
    }

    private Task<int> LoadApprovedBuilderFeeAsync(EthereumAddress builder, CancellationToken cancellationToken) =>
        _account.Client.ForUser(_account.Owner).GetMaxBuilderFeeAsync(builder, cancellationToken);
}

using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>Leverage of one account, and closing what it has open. Immutable and safe to share.</summary>
public sealed partial class PositionsClient
{
    private readonly HyperliquidAccount _account;

    internal PositionsClient(HyperliquidAccount account) => _account = account;

    /// <summary>Sets leverage and margin mode of a perpetual. Wire: action <c>updateLeverage</c>.</summary>
    /// <param name="coin">The perpetual.</param>
    /// <param name="leverage">1 up to the asset's maximum.</param>
    /// <param name="isCross">True for cross margin, false for isolated.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidOrderException">Not a perpetual, leverage out of range, or cross margin for an asset that takes isolated margin alone. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public async Task UpdateLeverageAsync(string coin, int leverage, bool isCross = true, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        if (asset.Kind is not (AssetKind.Perp or AssetKind.BuilderPerp)) throw new InvalidOrderException($"{asset.Coin} is no perpetual: it has no leverage.");
        if (leverage < 1 || leverage > (asset.MaxLeverage ?? int.MaxValue))
        {
            throw new InvalidOrderException(string.Create(CultureInfo.InvariantCulture, $"The leverage of {asset.Coin} is 1 to {asset.MaxLeverage?.ToString(CultureInfo.InvariantCulture) ?? "its maximum"}, not {leverage}."), leverage);
        }

        if (isCross && asset.OnlyIsolated) throw new InvalidOrderException($"{asset.Coin} takes isolated margin alone: set {nameof(isCross)} to false.");

        await _account.SubmitAsync(new UpdateLeverageAction(asset.Id, leverage, isCross), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the position in a perpetual, or sells the balance of a spot token or outcome side, with one immediate-or-cancel order.</summary>
    /// <param name="coin">The perpetual, the spot pair whose base token is sold, or the outcome side.</param>
    /// <param name="options">The bound on slippage; 5 % from the mid unless told.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <returns>
    /// What was closed and what remains. No position, a refusal, or a book with nothing to match is a result, not an exception.
    /// </returns>
    /// <remarks>
    /// <para>A perpetual is read on its own dex and closed by a reduce-only order on the other side for the whole size: it cannot turn the position round.</para>
    /// <para>Spot and outcomes are sold without reduce-only, as much as no open order holds, rounded down to the size grid.</para>
    /// <para>The limit price lies within the bound, rounded towards the mid, and for an outcome between 0 and 1.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The bound is negative, or 1 or more.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="NoMidException">The venue has no mid to compute the limit price from. Nothing was signed.</exception>
    /// <exception cref="InvalidOrderException">No price on the grid lies within the bound. Nothing was signed.</exception>
    /// <exception cref="TransportException">A read had no usable answer, or there was no connection to the venue: nothing was sent.</exception>
    public async Task<CloseResult> CloseAsync(string coin, CloseOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CloseOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxSlippage, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.MaxSlippage, 1, nameof(options));

        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var holding = asset.Kind is AssetKind.Perp or AssetKind.BuilderPerp
            ? await ReadPositionAsync(asset, cancellationToken).ConfigureAwait(false)
            : await ReadBalanceAsync(asset, cancellationToken).ConfigureAwait(false);
        var lot = LotSize(asset);
        if (holding.Size == 0) return new CloseResult { Coin = asset.Coin, Status = CloseStatus.NoPosition, ClosedSize = 0, RemainingSize = 0, LotSize = lot };

        var free = holding.Size - holding.Held;
        if (free < lot)
        {
            return new CloseResult
            {
                Coin = asset.Coin,
                Status = CloseStatus.NotClosed,
                InitialSize = holding.Size,
                ClosedSize = 0,
                RemainingSize = holding.Size,
                HeldSize = holding.Held,
                LotSize = lot,
            };
        }

        var size = asset.RoundSize(free, RoundingDirection.Down);
        var mid = await _account.Client.Markets.GetMidAsync(asset.Coin, options.MidMaxAge, cancellationToken).ConfigureAwait(false);
        var price = LimitPrice(asset, holding.ClosingSide, mid.Price, options.MaxSlippage);
        var order = await _account.Orders.PlaceAsync(
            new OrderRequest
            {
                Coin = asset.Coin,
                Side = holding.ClosingSide,
                Price = price,
                Size = size,
                TimeInForce = TimeInForce.Ioc,
                ReduceOnly = holding.IsPerp,
                Cloid = options.Cloid,
            },
            new ActionOptions { ExpiresAfter = options.ExpiresAfter },
            cancellationToken).ConfigureAwait(false);

        var remaining = holding.Size - order.FilledSize;
        return new CloseResult
        {
            Coin = asset.Coin,
            Status = remaining switch
            {
                null => CloseStatus.Unknown,
                <= 0 => CloseStatus.Closed,
                _ => order.FilledSize > 0 ? CloseStatus.PartlyClosed : CloseStatus.NotClosed,
            },
            InitialSize = holding.Size,
            ClosedSize = order.FilledSize,
            RemainingSize = remaining,
            HeldSize = holding.Held,
            LotSize = lot,
            Mid = mid,
            LimitPrice = price,
            Order = order,
        };
    }

    private async Task<Holding> ReadPositionAsync(Asset asset, CancellationToken cancellationToken)
    {
        var state = await _account.User.GetPerpStateAsync(asset.Dex, cancellationToken).ConfigureAwait(false);
        return state.FindPosition(asset.Coin) is { SignedSize: var signed }
            ? new(Math.Abs(signed), 0, signed > 0 ? OrderSide.Sell : OrderSide.Buy, IsPerp: true)
            : default;
    }

    private async Task<Holding> ReadBalanceAsync(Asset asset, CancellationToken cancellationToken)
    {
        var state = await _account.User.GetSpotStateAsync(cancellationToken).ConfigureAwait(false);
        var balance = state.FindBalance(asset.BalanceCoin!);
        return balance is { Total: > 0 } ? new(balance.Total, balance.Total - Math.Min(balance.Available, balance.Total), OrderSide.Sell, IsPerp: false) : default;
    }

    /// <summary>The price furthest from the mid that is on the grid and within the bound.</summary>
    private static Price LimitPrice(Asset asset, OrderSide side, decimal mid, decimal maxSlippage)
    {
        var bound = side == OrderSide.Sell ? mid * (1 - maxSlippage) : mid * (1 + maxSlippage);
        var price = asset.RoundPrice(bound, side == OrderSide.Sell ? RoundingDirection.Up : RoundingDirection.Down);
        var isTowardsMid = side == OrderSide.Sell ? price.Value <= mid : price.Value >= mid;
        if (isTowardsMid && (asset.Kind != AssetKind.Outcome || price.Value < 1)) return price;
        throw new InvalidOrderException(
            $"{asset.Coin} has no price on its grid between its mid {WireDecimal.ToText(mid)} and the bound {WireDecimal.ToText(bound)}: allow more slippage.", bound);
    }

    private static decimal LotSize(Asset asset) => new(1, 0, 0, false, (byte)asset.SizeDecimals);

    private readonly record struct Holding(decimal Size, decimal Held, OrderSide ClosingSide, bool IsPerp);
}

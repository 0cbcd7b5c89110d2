using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>Leverage of one account, and closing what it has open. Immutable and safe to share.</summary>
public sealed partial class PositionsClient
{
    private readonly HyperliquidAccount _account;

    internal PositionsClient(HyperliquidAccount account) => _account = account;

    /// <summary>Sets leverage and margin mode of a perpetual. Wire: action <c>updateLeverage</c>; before a refusal also info <c>meta</c>, weight 20, so that no old cap decides.</summary>
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
        if (leverage > asset.MaxLeverage || (isCross && asset.OnlyIsolated)) asset = await ReloadAsync(asset, cancellationToken).ConfigureAwait(false);
        if (leverage < 1 || leverage > (asset.MaxLeverage ?? int.MaxValue))
        {
            throw new InvalidOrderException(string.Create(CultureInfo.InvariantCulture, $"The leverage of {asset.Coin} is 1 to {asset.MaxLeverage?.ToString(CultureInfo.InvariantCulture) ?? "its maximum"}, not {leverage}."), leverage);
        }

        if (isCross && asset.OnlyIsolated) throw new InvalidOrderException($"{asset.Coin} takes isolated margin alone: set {nameof(isCross)} to false.");

        await _account.SubmitAsync(new UpdateLeverageAction(asset.Id, leverage, isCross), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the position in a perpetual, or sells the balance of a spot token or outcome side, with one immediate-or-cancel order.</summary>
    /// <param name="coin">The perpetual, the spot pair whose base token is sold, or the outcome side.</param>
    /// <param name="options">The bound on slippage; 5 % from the best price of the other side unless told.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <returns>
    /// What was closed and what remains. No position, a refusal, or a book with nothing to match is a result, not an exception.
    /// </returns>
    /// <remarks>
    /// <para>A perpetual is read on its own dex and closed by a reduce-only order on the other side for the whole size: it cannot turn the position round.</para>
    /// <para>Spot and outcomes are sold without reduce-only, as much as no open order holds, rounded down to the size grid.</para>
    /// <para>The book is read now (info <c>l2Book</c>, weight 2). The limit price is counted from the best price of the other side and rounded towards it, so that this price is always reached,
    /// however wide the spread; an outcome is sold between 0 and 1. Where nobody is on the other side the limit is counted from the mid, and the venue's refusal is the result.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The bound is negative, or 1 or more.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="NoMidException">Nobody is on the other side of the book, and the venue has no mid either to compute the limit price from. Nothing was signed.</exception>
    /// <exception cref="InvalidOrderException">The best price is off the grid of this package, and no price on it lies within the bound. Nothing was signed.</exception>
    /// <exception cref="TransportException">A read had no usable answer, or there was no connection to the venue: nothing was sent.</exception>
    public async Task<CloseResult> CloseAsync(string coin, CloseOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CloseOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxSlippage, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.MaxSlippage, 1, nameof(options));

        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var intent = PlacementPlan.IntentOf(FormattableString.Invariant($"close {asset.Coin} {options.MaxSlippage}"));
        var actionOptions = new ActionOptions { ExpiresAfter = options.ExpiresAfter, IdempotencyKey = options.IdempotencyKey };
        var draft = new OrderRequest { Coin = asset.Coin, Side = OrderSide.Sell, Price = new(1), Size = OrderSize.WholePosition, TimeInForce = TimeInForce.Ioc };
        if (await _account.Orders.JoinAsync(draft, intent, actionOptions, cancellationToken).ConfigureAwait(false) is { } before)
        {
            return ResultOf(asset, before.Request.Size.Value, 0, null, before.Request.Price, before);
        }

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
        var (price, mid) = await LimitAsync(asset, holding.ClosingSide, options, cancellationToken).ConfigureAwait(false);
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
            intent,
            actionOptions,
            cancellationToken).ConfigureAwait(false);
        return ResultOf(asset, holding.Size, holding.Held, mid, price, order);
    }

    private static CloseResult ResultOf(Asset asset, decimal size, decimal held, Mid? mid, Price price, OrderResult order)
    {
        var remaining = size - order.FilledSize;
        return new CloseResult
        {
            Coin = asset.Coin,
            Status = remaining switch
            {
                null => CloseStatus.Unknown,
                <= 0 => CloseStatus.Closed,
                _ => order.FilledSize > 0 ? CloseStatus.PartlyClosed : CloseStatus.NotClosed,
            },
            InitialSize = size,
            ClosedSize = order.FilledSize,
            RemainingSize = remaining,
            HeldSize = held,
            LotSize = LotSize(asset),
            Mid = mid,
            LimitPrice = price,
            Order = order,
        };
    }

    /// <summary>The asset as its dex lists it now: a cap that was raised since the list was read must not refuse what the venue takes.</summary>
    private async Task<Asset> ReloadAsync(Asset asset, CancellationToken cancellationToken)
    {
        var meta = await _account.Client.Markets.GetPerpMetaAsync(asset.Dex, cancellationToken).ConfigureAwait(false);
        var dexs = Enumerable.Repeat<PerpDex?>(null, asset.Id.DexIndex ?? 0).Append(new PerpDex { Name = asset.Dex });
        var now = AssetUniverse.Create(asset.Dex.Length == 0
            ? new AssetSources { Perps = meta }
            : new AssetSources { Dexs = [.. dexs], DexPerps = new Dictionary<string, PerpMeta> { [asset.Dex] = meta } });
        return now.TryGet(asset.Coin, out var listed) ? listed : asset;
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

    /// <summary>The limit from the best price now, so that what the book offers is reached; from the mid where nobody is there, so that the venue says so.</summary>
    private async Task<(Price Limit, Mid? Mid)> LimitAsync(Asset asset, OrderSide side, CloseOptions options, CancellationToken cancellationToken)
    {
        var now = _account.Client.TimeProvider.GetUtcNow();
        var book = await _account.Client.Markets.GetBookAsync(asset.Coin, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (MarketLimit.Best(book, side) is { } best)
        {
            var other = MarketLimit.Best(book, side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy);
            return (MarketLimit.From(asset, side, best, options.MaxSlippage), other is { } price ? new Mid((best / 2) + (price / 2), now) : null);
        }

        var mid = await _account.Client.Markets.GetMidAsync(asset.Coin, options.MidMaxAge, cancellationToken).ConfigureAwait(false);
        return (FromMid(asset, side, mid.Price, options.MaxSlippage), mid);
    }

    /// <summary>The price furthest from the mid that is on the grid and within the bound.</summary>
    private static Price FromMid(Asset asset, OrderSide side, decimal mid, decimal maxSlippage)
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

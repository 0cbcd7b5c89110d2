using System.Runtime.InteropServices;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An account's cash and positions on one perp dex.</summary>
/// <remarks>
/// Account value is cash plus unrealised profit. Cross positions and resting orders share what is not set aside for isolated ones.
/// The initial margin of a coin is its largest possible exposure (position with all bids filled, or with all asks filled) over its
/// leverage.
/// </remarks>
internal sealed class PerpWallet(Account account, VenueDex dex)
{
    // Few, and looked through at every order: a list in order, not a tree.
    private readonly SortedList<long, (TradedPerp Perp, PerpPosition Position)> _positions = [];

    // The venue keeps this share of the notional in the account, whatever the leverage (UNCONFIRMED).
    public const decimal WithdrawalFloor = 0.1m;

    // Nobody asks what is free within another's asking.
    [ThreadStatic]
    private static Dictionary<TradedPerp, (decimal Bids, decimal Asks)>? _resting;

    private decimal _cash;

    /// <summary>Its number in the audit, once it has reported itself.</summary>
    private int? _line;

    public decimal Cash
    {
        get => _cash;
        set
        {
            var change = value - _cash;
            _cash = value;
            account.Audit?.Record(ref _line, account, dex.WalletName, dex.Collateral, change, value);
        }
    }

    /// <summary>Whether <see cref="Liquidations"/> is about to look at it.</summary>
    public bool IsTouched { get; set; }

    /// <summary>The open positions, by asset id.</summary>
    public IList<(TradedPerp Perp, PerpPosition Position)> Positions => _positions.Values;

    public decimal AccountValue => Cash + Unrealized(onlyCross: false);

    /// <summary>The account value without what belongs to isolated positions.</summary>
    public decimal CrossValue
    {
        get
        {
            var value = Cash + Unrealized(onlyCross: true);
            for (var i = 0; i < _positions.Count; i++) value -= _positions.GetValueAtIndex(i).Position.IsolatedMargin;
            return value;
        }
    }

    public IEnumerable<(TradedPerp Perp, PerpPosition Position)> CrossPositions =>
        Positions.Where(p => account.LeverageOf(p.Perp).IsCross);

    public bool HasCrossPosition
    {
        get
        {
            for (var i = 0; i < _positions.Count; i++)
            {
                if (account.LeverageOf(_positions.GetValueAtIndex(i).Perp).IsCross) return true;
            }

            return false;
        }
    }

    /// <summary>What new positions and orders could still use; negative when the market has moved against the account.</summary>
    public decimal Free
    {
        get
        {
            var free = Cash + Unrealized(onlyCross: true);
            if (!account.HasOpenOrders)
            {
                for (var i = 0; i < _positions.Count; i++) free -= Committed(_positions.GetValueAtIndex(i).Perp, 0, 0);
                return free;
            }

            // One pass over the orders, however many coins they are in: the house has thousands.
            var byPerp = _resting ??= [];
            byPerp.Clear();
            for (var i = 0; i < _positions.Count; i++) byPerp.Add(_positions.GetValueAtIndex(i).Perp, default);
            foreach (var order in account.OpenOrders)
            {
                if (order.ReduceOnly || order.Asset is not TradedPerp perp || perp.Dex != dex) continue;

                ref var resting = ref CollectionsMarshal.GetValueRefOrAddDefault(byPerp, perp, out _);
                var value = order.Remaining * order.Price;
                if (order.IsBuy) resting.Bids += value;
                else resting.Asks += value;
            }

            var committed = 0m;
            foreach (var (perp, (bids, asks)) in byPerp) committed += Committed(perp, bids, asks);

            // A thread holds on to no market; what stops before this is cleared by the next.
            byPerp.Clear();
            return free - committed;
        }
    }

    /// <summary>What the account may take out: its cross value less the larger of the initial margin and a tenth of the notional, never below zero.</summary>
    public decimal Withdrawable
    {
        get
        {
            var (margin, notional) = (0m, 0m);
            foreach (var (perp, position) in CrossPositions)
            {
                var value = Math.Abs(position.Value(perp.Mark));
                notional += value;
                margin += value / account.LeverageOf(perp).Value;
            }

            // Cut, not rounded: what is told can be taken.
            return Math.Max(0, Math.Round(CrossValue - Math.Max(margin, WithdrawalFloor * notional), 8, MidpointRounding.ToZero));
        }
    }

    /// <summary>The margin below which the cross positions are liquidated.</summary>
    public decimal CrossMaintenance
    {
        get
        {
            var sum = 0m;
            for (var i = 0; i < _positions.Count; i++)
            {
                var (perp, position) = _positions.GetValueAtIndex(i);
                if (account.LeverageOf(perp).IsCross) sum += perp.Maintenance(position.Value(perp.Mark));
            }

            return sum;
        }
    }

    public PerpPosition? Position(TradedPerp asset) => _positions.TryGetValue(asset.Id, out var open) ? open.Position : null;

    /// <summary>The signed size; zero without a position.</summary>
    public decimal Size(TradedPerp asset) => Position(asset)?.Size ?? 0;

    /// <summary>Books a fill and moves its profit to cash.</summary>
    public decimal Apply(TradedPerp asset, bool isBuy, decimal price, decimal size)
    {
        var position = Position(asset) ?? new PerpPosition();
        var leverage = account.LeverageOf(asset);
        var before = Math.Max(0, position.Size);
        var realized = position.Apply(isBuy, price, size, leverage.IsCross ? null : leverage.Value);
        asset.OpenInterest += Math.Max(0, position.Size) - before;
        Cash += realized;
        if (position.Size == 0) _positions.Remove(asset.Id);
        else _positions[asset.Id] = (asset, position);
        return realized;
    }

    /// <summary>Whether the wallet can carry an order that takes some at once and rests the remainder.</summary>
    public bool CanCarry(PlacedOrder order, TradedPerp asset, TakePreview take, decimal rest)
    {
        if (order.ReduceOnly) return true;

        var (before, after, profit, equity, maintenance) = Weigh(order, asset, take, rest * order.Price);
        if (equity < maintenance) return false;

        // Whoever only reduces what is at risk is let through, however little is left.
        return after <= before || Free + before - after + profit - take.Cost * asset.Rates.Taker >= 0;
    }

    /// <summary>Whether the wallet can carry a resting order that trades now, far from the mark as its price may have come.</summary>
    public bool CanTrade(PlacedOrder order, TradedPerp asset, decimal size)
    {
        var value = size * order.Price;
        var (before, after, profit, equity, maintenance) = Weigh(order, asset, new TakePreview(size, value), -value);
        return equity >= maintenance && Free + before - after + profit >= 0;
    }

    /// <summary>
    /// What a coin binds before and after some is traded and some more, or less, rests; the profit at the mark that it brings to a cross
    /// wallet; and of an isolated position that grows, its equity then and the margin below which it would be liquidated at once.
    /// </summary>
    private (decimal Before, decimal After, decimal Profit, decimal Equity, decimal Maintenance) Weigh(PlacedOrder order, TradedPerp asset, TakePreview take, decimal restValue)
    {
        var leverage = account.LeverageOf(asset);
        var position = Position(asset);
        var size = position?.Size ?? 0;
        var sign = order.IsBuy ? 1 : -1;
        var newSize = size + sign * take.Size;
        var gain = sign * (take.Size * asset.Mark - take.Cost);

        var isolated = position?.IsolatedMargin ?? 0;
        var (equity, maintenance) = (0m, 0m);
        if (!leverage.IsCross && take.Size > 0)
        {
            var closed = Math.Min(take.Size, position?.Reducible(order.IsBuy) ?? 0);
            var opened = take.Size - closed;
            var kept = closed == 0 ? 1 : (Math.Abs(size) - closed) / Math.Abs(size);
            isolated = isolated * kept + opened * (take.Cost / take.Size) / leverage.Value;
            if (opened > 0 && !Venue.IsOwn(account))
            {
                equity = isolated + (position?.Unrealized(asset.Mark) ?? 0) * kept + gain * opened / take.Size;
                maintenance = asset.Maintenance(newSize * asset.Mark);
            }
        }

        var (bids, asks) = (Resting(asset, isBuy: true), Resting(asset, isBuy: false));
        var before = Committed(asset, bids, asks);
        if (order.IsBuy) bids += restValue;
        else asks += restValue;
        return (before, Committed(leverage, newSize * asset.Mark, isolated, bids, asks), leverage.IsCross ? gain : 0, equity, maintenance);
    }

    /// <summary>What a coin's position and orders take of the wallet.</summary>
    private decimal Committed(TradedPerp asset, decimal bids, decimal asks)
    {
        var position = Position(asset);
        return Committed(account.LeverageOf(asset), position?.Value(asset.Mark) ?? 0, position?.IsolatedMargin ?? 0, bids, asks);
    }

    private static decimal Committed(LeverageSetting leverage, decimal value, decimal isolatedMargin, decimal bids, decimal asks)
    {
        var exposure = Math.Max(Math.Abs(value), Math.Max(Math.Abs(value + bids), Math.Abs(value - asks)));
        return leverage.IsCross ? exposure / leverage.Value : isolatedMargin + (exposure - Math.Abs(value)) / leverage.Value;
    }

    private decimal Resting(TradedPerp asset, bool isBuy) => account.HasOpenOrders ? account.OpenValue(asset, isBuy) : 0;

    private decimal Unrealized(bool onlyCross)
    {
        var sum = 0m;
        for (var i = 0; i < _positions.Count; i++)
        {
            var (perp, position) = _positions.GetValueAtIndex(i);
            if (!onlyCross || account.LeverageOf(perp).IsCross) sum += position.Unrealized(perp.Mark);
        }

        return sum;
    }

    public void Keep(StateArchive a)
    {
        _cash = a.Decimal(_cash);
        if (a.Bool(_line is not null)) _line = account.Audit!.Line(account, dex.WalletName, dex.Collateral);
        a.Map(_positions, id => a.Long(id), open => (a.Perp(open.Perp), PerpPosition.Keep(a, open.Position)));
        if (_positions.Any(p => p.Key != p.Value.Perp.Id || p.Value.Perp.Dex != dex || p.Value.Position.Size == 0)) throw StateArchive.Wrong("a position is where it cannot be");
    }
}

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One tradable asset: its grid, its book, and what a trade in it moves.</summary>
internal abstract class TradedAsset(long id, string coin, int sizeDecimals, int maxPriceDecimals, OrderBook book, FeeRates rates)
{
    // Above these, products would not fit a decimal exactly; no real order comes near.
    private const decimal LargestPrice = 1_000_000_000_000m;

    /// <summary>More than anybody can order.</summary>
    public const decimal LargestSize = 1_000_000_000_000m;

    private const decimal FirstOfFiveFigures = 10_000;
    private const decimal FirstOfSixFigures = 100_000;
    private const decimal MinimumValue = 10;

    public long Id => id;

    /// <summary>The coin on the wire: <c>BTC</c>, <c>xyz:GOLD</c>, <c>@107</c>, <c>#10</c>.</summary>
    public string Coin => coin;

    /// <summary>The dex whose reads name this asset; empty for the main dex, spot and outcomes.</summary>
    public virtual string DexName => "";

    public int SizeDecimals => sizeDecimals;

    public OrderBook Book => book;

    public FeeRates Rates => rates;

    /// <summary>The price that values positions; zero while there is none.</summary>
    public virtual decimal Mark { get; set; }

    /// <summary>Whether its orders stand in the book of the other side of an outcome.</summary>
    public virtual bool IsMirrored => false;

    /// <summary>What a price in <c>allMids</c> is: the book's middle, else the last trade, else the mark.</summary>
    public decimal? Mid
    {
        get
        {
            if ((book.Mid ?? book.LastTrade) is { } price) return Mirror(price);
            return Mark > 0 ? Mark : null;
        }
    }

    /// <summary>A price of this coin in the terms of the book, and the reverse.</summary>
    public virtual decimal Mirror(decimal price) => price;

    /// <summary>Whether it was closed from outside, as when the market that it mirrors is another.</summary>
    public bool IsHalted { get; set; }

    /// <summary>Why nobody can trade it now; null when it is open.</summary>
    public Refusal? WhyClosed => IsHalted ? new Refusal("Trading is halted.", null) : WhyNotOpen;

    protected abstract Refusal? WhyNotOpen { get; }

    /// <summary>What an open order locks.</summary>
    public abstract (Token? Token, decimal Amount) Hold(PlacedOrder order);

    /// <summary>Whether the account can carry the order.</summary>
    public abstract Refusal? CheckFunds(PlacedOrder order, TakePreview take, decimal rest);

    /// <summary>Why a resting order may no longer trade: the status it is cancelled with.</summary>
    public virtual string? WhyNotMake(PlacedOrder maker, decimal size) => null;

    /// <summary>Moves what a fill moves for one account, and takes the fee.</summary>
    public abstract FillEffect Apply(PlacedOrder order, decimal price, decimal size, decimal rate);

    /// <summary>Gives a fee to its receiver.</summary>
    public abstract void Credit(Account receiver, FillEffect effect);

    /// <summary>Whether a price is too far from where the asset is valued, or a position would grow where none may.</summary>
    public virtual Refusal? CheckReference(PlacedOrder order) => null;

    /// <summary>Price and size against the grid, in the venue's words.</summary>
    public Refusal? CheckGrid(decimal price, decimal size) => CheckSize(size) ?? CheckPrice(price);

    public Refusal? CheckSize(decimal size)
    {
        if (size == 0) return new Refusal("Order has zero size.", null);
        return size is < 0 or > LargestSize || size != Math.Round(size, sizeDecimals) ? new Refusal("Order has invalid size.", null) : null;
    }

    public Refusal? CheckPrice(decimal price)
    {
        if (price is <= 0 or > LargestPrice || !IsInRange(price)) return new Refusal("Order has invalid price.", null);
        return IsOnTick(price) ? null : new Refusal("Price must be divisible by tick size.", "tickRejected");
    }

    /// <summary>What of a size is on the grid.</summary>
    public decimal CutSize(decimal size)
    {
        var step = Step(sizeDecimals);
        return Math.Floor(size / step) * step;
    }

    /// <summary>The next price on the grid and within the asset's range.</summary>
    public decimal Round(decimal price, bool up) => Clamp(Math.Max(RoundToTick(price, up), Step(maxPriceDecimals)));

    /// <summary>At most five significant figures and the asset's decimals; a whole number always fits.</summary>
    public bool IsOnTick(decimal price)
    {
        if (price == Math.Floor(price)) return true;
        if (price != Math.Round(price, maxPriceDecimals)) return false;
        var digits = Math.Abs(price) / Step(maxPriceDecimals);
        while (digits % 10 == 0) digits /= 10;
        return digits < FirstOfSixFigures;
    }

    /// <summary>The nearest price of the grid above or below; a price that is on it stays.</summary>
    public decimal RoundToTick(decimal price, bool up)
    {
        if (IsOnTick(price)) return price;

        // What has more figures than a price may have is cut to whole numbers, or to so many decimals as five figures leave.
        var decimals = 0;
        for (var scaled = Math.Abs(price); decimals < maxPriceDecimals && scaled < FirstOfFiveFigures; scaled *= 10) decimals++;
        var factor = 1m;
        for (var i = 0; i < decimals; i++) factor *= 10;
        return (up ? Math.Ceiling(price * factor) : Math.Floor(price * factor)) / factor;
    }

    /// <summary>The least value of an order, except of one that closes all there is.</summary>
    public Refusal? CheckValue(PlacedOrder order) =>
        order.Price * order.Remaining >= MinimumValue || ClosesAll(order) ? null : new Refusal(MinimumText, "minTradeNtlRejected");

    /// <summary>A price outside of which the asset does not trade.</summary>
    protected virtual bool IsInRange(decimal price) => true;

    /// <summary>The nearest price at which it trades.</summary>
    protected virtual decimal Clamp(decimal price) => price;

    /// <summary>What of it can change.</summary>
    public virtual void Keep(StateArchive a)
    {
        IsHalted = a.Bool(IsHalted);
        if (!IsMirrored) Mark = a.Decimal(Mark);
    }

    private static decimal Step(int decimals) => new(1, 0, 0, false, (byte)decimals);

    protected abstract string MinimumText { get; }

    protected abstract bool ClosesAll(PlacedOrder order);
}

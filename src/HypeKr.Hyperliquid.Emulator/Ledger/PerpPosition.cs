namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A perp position as signed size and signed cost; the entry price is derived, so that nothing is lost in a quotient.</summary>
/// <remarks>
/// Cost is what the open part was bought for (positive, a long) or sold for (negative, a short). A reduction moves its share of
/// the cost to cash as part of the realised profit: whatever the share is rounded to, cash minus cost changes by the traded value
/// exactly, and a closed position has a cost of exactly zero.
/// </remarks>
internal sealed class PerpPosition
{
    // A share of the cost is a quotient; where it is cut does not matter to the sum.
    private const int ShareDecimals = 12;

    public decimal Size { get; private set; }

    public decimal Cost { get; private set; }

    /// <summary>What is set aside for an isolated position, out of the wallet's cash.</summary>
    public decimal IsolatedMargin { get; private set; }

    public decimal EntryPrice => Cost / Size;

    public decimal Value(decimal mark) => Size * mark;

    public decimal Unrealized(decimal mark) => Size * mark - Cost;

    /// <summary>How much of an order on this side would reduce the position.</summary>
    public decimal Reducible(bool isBuy) => isBuy ? Math.Max(0, -Size) : Math.Max(0, Size);

    /// <summary>Funding paid since the position was opened; negative when received.</summary>
    public decimal FundingSinceOpen { get; private set; }

    /// <summary>Funding paid since the size changed last.</summary>
    public decimal FundingSinceChange { get; private set; }

    public void Paid(decimal funding)
    {
        FundingSinceOpen += funding;
        FundingSinceChange += funding;
    }

    /// <summary>Takes over what was paid before the start.</summary>
    public void Carry(decimal sinceOpen, decimal sinceChange) => (FundingSinceOpen, FundingSinceChange) = (sinceOpen, sinceChange);

    /// <summary>Puts aside more for an isolated position, or less.</summary>
    public void AddMargin(decimal amount) => IsolatedMargin += amount;

    /// <summary>Applies a fill. A leverage is given for an isolated position: the margin of the opened part is put aside at it.</summary>
    /// <returns>The realised profit, before fees.</returns>
    public decimal Apply(bool isBuy, decimal price, decimal size, int? leverage)
    {
        var sign = isBuy ? 1 : -1;
        var closed = Math.Min(size, Reducible(isBuy));
        var realized = 0m;
        FundingSinceChange = 0;
        if (closed > 0)
        {
            var whole = closed == Math.Abs(Size);
            var share = whole ? Cost : Math.Round(Cost / Math.Abs(Size) * closed, ShareDecimals);
            realized = -sign * closed * price - share;
            IsolatedMargin = whole ? 0 : Math.Round(IsolatedMargin / Math.Abs(Size) * (Math.Abs(Size) - closed), ShareDecimals);
            Size += sign * closed;
            Cost -= share;
        }

        var opened = size - closed;
        if (opened > 0)
        {
            if (Size == 0) FundingSinceOpen = 0;
            Size += sign * opened;
            Cost += sign * opened * price;
            if (leverage is { } times) IsolatedMargin += Math.Round(opened * price / times, ShareDecimals);
        }

        return realized;
    }

    public static PerpPosition Keep(StateArchive a, PerpPosition? position) => new()
    {
        Size = a.Decimal(position?.Size),
        Cost = a.Decimal(position?.Cost),
        IsolatedMargin = a.Decimal(position?.IsolatedMargin),
        FundingSinceOpen = a.Decimal(position?.FundingSinceOpen),
        FundingSinceChange = a.Decimal(position?.FundingSinceChange),
    };
}

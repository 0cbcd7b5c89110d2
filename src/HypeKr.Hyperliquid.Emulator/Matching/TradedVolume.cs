namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What an account has traded, in quote, by UTC day.</summary>
internal sealed class TradedVolume
{
    private const long Day = 24 * 60 * 60 * 1000;

    // Today and the fourteen days that count for the fee tier.
    private const int KeptDays = 15;

    private readonly List<DayVolume> _days = [];

    /// <summary>Ever.</summary>
    public decimal Total { get; private set; }

    /// <summary>The days with trades among the last fifteen, oldest first.</summary>
    public IReadOnlyList<DayVolume> Days => _days;

    /// <summary>Takes over what was traded before the start.</summary>
    public void Carry(decimal value) => Total += value;

    public void Add(long time, decimal value, bool isSpot, bool crossed)
    {
        var start = time - time % Day;
        if (_days.Count == 0 || _days[^1].Start != start)
        {
            _days.Add(new DayVolume(start));
            if (_days.Count > KeptDays) _days.RemoveAt(0);
        }

        _days[^1].Add(value, isSpot, crossed);
        Total += value;
    }

    /// <summary>What the fee tier goes by: perps and twice spot, of the fourteen days before today.</summary>
    public decimal Weighted(long now)
    {
        var today = now - now % Day;
        var sum = 0m;
        foreach (var day in _days)
        {
            if (day.Start < today && day.Start >= today - 14 * Day) sum += day.Perp + 2 * day.Spot;
        }

        return sum;
    }

    public void Keep(StateArchive a)
    {
        Total = a.Decimal(Total);
        a.List(_days, day => DayVolume.Keep(a, day));
    }
}

/// <summary>The volume of one UTC day.</summary>
internal sealed class DayVolume(long start)
{
    /// <summary>Its midnight, Unix milliseconds.</summary>
    public long Start => start;

    public decimal PerpTaker { get; private set; }

    public decimal PerpMaker { get; private set; }

    public decimal SpotTaker { get; private set; }

    public decimal SpotMaker { get; private set; }

    public decimal Perp => PerpTaker + PerpMaker;

    public decimal Spot => SpotTaker + SpotMaker;

    public void Add(decimal value, bool isSpot, bool crossed)
    {
        switch (isSpot, crossed)
        {
            case (false, true): PerpTaker += value; break;
            case (false, false): PerpMaker += value; break;
            case (true, true): SpotTaker += value; break;
            default: SpotMaker += value; break;
        }
    }

    public static DayVolume Keep(StateArchive a, DayVolume? day) => new(a.Long(day?.Start))
    {
        PerpTaker = a.Decimal(day?.PerpTaker),
        PerpMaker = a.Decimal(day?.PerpMaker),
        SpotTaker = a.Decimal(day?.SpotTaker),
        SpotMaker = a.Decimal(day?.SpotMaker),
    };
}

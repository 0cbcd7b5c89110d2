namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The trades of one book: the last ones, and all of them by the minute, in the terms of the book.</summary>
internal sealed class TradeTape
{
    private const int KeptTrades = 100;
    private const int MaxCandles = 5000;

    // Some three months with trades in every minute.
    private const int KeptMinutes = 131_072;

    private static readonly CandleInterval Minute = CandleInterval.All[0];

    private readonly Queue<VenueTrade> _trades = [];
    private readonly List<Candle> _minutes = [];
    private readonly Dictionary<CandleInterval, SortedDictionary<long, Candle>> _past = [];

    /// <summary>The last trades, oldest first.</summary>
    public IEnumerable<VenueTrade> Trades => _trades;

    public void Add(VenueTrade trade)
    {
        _trades.Enqueue(trade);
        if (_trades.Count > KeptTrades) _trades.Dequeue();
        var price = trade.Asset.Mirror(trade.Price);
        var (start, end) = Minute.Around(trade.Time);
        if (_minutes.Count > 0 && _minutes[^1].Start == start)
        {
            _minutes[^1] = _minutes[^1].Then(price, price, price, trade.Size, 1);
            return;
        }

        if (_minutes.Count == KeptMinutes) _minutes.RemoveRange(0, KeptMinutes / 2);
        _minutes.Add(new Candle(start, end, price, price, price, price, trade.Size, 1));
    }

    /// <summary>Adds a candle of the time before, in the terms of the book.</summary>
    public void Add(CandleInterval interval, Candle candle)
    {
        if (!_past.TryGetValue(interval, out var candles)) _past[interval] = candles = [];
        candles[candle.Start] = candle;
    }

    /// <summary>The candles with trades whose interval touches the time from start to end, oldest first: the newest 5,000 of them.</summary>
    public IReadOnlyList<Candle> Candles(CandleInterval interval, long start, long end)
    {
        var result = new List<Candle>();
        foreach (var minute in _minutes)
        {
            if (minute.Start > end) break;
            if (result.Count > 0 && minute.Start < result[^1].End)
            {
                result[^1] = result[^1].Then(minute);
                continue;
            }

            var (from, to) = interval.Around(minute.Start);
            if (to > start) result.Add(minute with { Start = from, End = to });
        }

        if (_past.TryGetValue(interval, out var past))
        {
            var own = result.ToDictionary(c => c.Start);
            foreach (var candle in past.Values.Where(c => c.End > start && c.Start <= end)) own[candle.Start] = own.TryGetValue(candle.Start, out var later) ? candle.Then(later) : candle;
            result = [.. own.Values.OrderBy(c => c.Start)];
        }

        if (result.Count > MaxCandles) result.RemoveRange(0, result.Count - MaxCandles);
        return result;
    }

    public void Keep(StateArchive a)
    {
        var trades = _trades.ToList();
        a.List(trades, trade => new VenueTrade(
            a.Asset(trade?.Asset), a.Bool(trade?.TakerBuys), a.Decimal(trade?.Price), a.Decimal(trade?.Size), a.Long(trade?.Time),
            a.Hash(trade?.Hash), a.Long(trade?.Tid), a.Account(trade?.Buyer), a.Account(trade?.Seller)));
        if (a.IsReading)
        {
            _trades.Clear();
            foreach (var trade in trades) _trades.Enqueue(trade);
        }

        a.List(_minutes, KeepCandle);
        a.Map(
            _past,
            interval => CandleInterval.Of(a.Text(interval?.Name)) ?? throw StateArchive.Wrong("a candle has no interval of the venue"),
            candles =>
            {
                candles ??= [];
                a.Map(candles, start => a.Long(start), KeepCandle);
                return candles;
            });

        Candle KeepCandle(Candle c) => new(
            a.Long(c.Start), a.Long(c.End), a.Decimal(c.Open), a.Decimal(c.Close), a.Decimal(c.High), a.Decimal(c.Low), a.Decimal(c.Volume), a.Int(c.Trades));
    }
}

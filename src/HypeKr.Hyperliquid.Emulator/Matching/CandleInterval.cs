namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An interval of <c>candleSnapshot</c>. All are whole minutes from the epoch on, except the calendar month.</summary>
internal sealed record CandleInterval(string Name, long Milliseconds)
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    public static IReadOnlyList<CandleInterval> All { get; } =
    [
        new("1m", Minute), new("3m", 3 * Minute), new("5m", 5 * Minute), new("15m", 15 * Minute), new("30m", 30 * Minute),
        new("1h", Hour), new("2h", 2 * Hour), new("4h", 4 * Hour), new("8h", 8 * Hour), new("12h", 12 * Hour),
        new("1d", Day), new("3d", 3 * Day), new("1w", 7 * Day), new("1M", 0),
    ];

    public static CandleInterval? Of(string name) => All.FirstOrDefault(i => i.Name == name);

    /// <summary>The first millisecond of the interval that holds a time, and the first after it.</summary>
    public (long Start, long End) Around(long time)
    {
        if (Milliseconds > 0)
        {
            var start = time - time % Milliseconds;
            return (start, start + Milliseconds);
        }

        var moment = DateTimeOffset.FromUnixTimeMilliseconds(time);
        var month = new DateTimeOffset(moment.Year, moment.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return (month.ToUnixTimeMilliseconds(), month.AddMonths(1).ToUnixTimeMilliseconds());
    }
}

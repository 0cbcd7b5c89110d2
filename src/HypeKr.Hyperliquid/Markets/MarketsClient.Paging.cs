namespace HypeKr.Hyperliquid;

public sealed partial class MarketsClient
{
    /// <summary>All candles of a time, oldest first; the last may still grow. Wire: info <c>candleSnapshot</c> for each page, weight 20 and one more per 60 rows, and at least twice.</summary>
    /// <remarks>
    /// No candle is lost or doubled at the edges of pages; one that grew between them is given as it was first. The venue keeps the newest 5,000 of each interval: a range
    /// that may reach further back has a gap of <see cref="HistoryGapReason.BeyondHorizon"/>. The first candle may begin before the range, which it then reaches into.
    /// </remarks>
    /// <param name="coin">The coin: perp, spot or outcome.</param>
    /// <param name="interval">The length of a candle.</param>
    /// <param name="range">From when to when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="coin"/> or <paramref name="range"/> is null.</exception>
    /// <exception cref="HistoryGapException">Rows are missing, or may be; not where <see cref="HistoryRange.OnGap"/> takes them.</exception>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read, or comes in the wrong order.</exception>
    public IAsyncEnumerable<Candle> PageCandlesAsync(string coin, CandleInterval interval, HistoryRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(coin);
        ArgumentNullException.ThrowIfNull(range);
        var pager = new HistoryPager<Candle>
        {
            Type = "candleSnapshot",
            FetchAsync = (from, to, _, token) => GetCandlesAsync(coin, interval, from, to, token),
            Time = row => row.OpenTime,
            Key = row => row.OpenTime,
            Horizon = 5_000,
            HasSpans = true,
        };
        return pager.ReadAsync(range, cancellationToken);
    }

    /// <summary>All funding rates of a time, oldest first. Wire: info <c>fundingHistory</c> for each page, weight 20 and one more per 20 rows, and at least twice.</summary>
    /// <remarks>No row is lost or doubled at the edges of pages. Rows that come in meanwhile are given too when the range has no end.</remarks>
    /// <param name="coin">A perp, of the main dex or a builder's.</param>
    /// <param name="range">From when to when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="coin"/> or <paramref name="range"/> is null.</exception>
    /// <exception cref="HistoryGapException">Rows are missing, or may be; not where <see cref="HistoryRange.OnGap"/> takes them.</exception>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read, or comes in the wrong order.</exception>
    public IAsyncEnumerable<FundingRate> PageFundingHistoryAsync(string coin, HistoryRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(coin);
        ArgumentNullException.ThrowIfNull(range);
        var pager = new HistoryPager<FundingRate>
        {
            Type = "fundingHistory",
            FetchAsync = (from, to, _, token) => GetFundingHistoryAsync(coin, from, to, token),
            Time = row => row.Time,
            Key = row => (row.Rate, row.Premium),
        };
        return pager.ReadAsync(range, cancellationToken);
    }
}

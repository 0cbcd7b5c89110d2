using System.Text.Json;

namespace HypeKr.Hyperliquid;

public sealed partial class MarketsClient
{
    /// <summary>The latest trades, about ten. Wire: info <c>recentTrades</c>, weight 20 and 1 more for every 20 rows.</summary>
    /// <param name="coin">The coin: perp, spot or outcome.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<Trade>> GetRecentTradesAsync(string coin, CancellationToken cancellationToken = default)
    {
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var request = InfoRequest.Create("recentTrades", writer => writer.WriteString("coin"u8, asset.Coin));
        return await _client.Info.RequireAsync(request, HyperliquidJsonContext.Default.IReadOnlyListTrade, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Candles, oldest first; the last may still grow. Wire: info <c>candleSnapshot</c>, weight 20 and 1 more for every 60 rows.</summary>
    /// <param name="coin">The coin: perp, spot or outcome.</param>
    /// <param name="interval">The length of a candle.</param>
    /// <param name="startTime">The first instant, included.</param>
    /// <param name="endTime">The last instant, included; null is now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The venue keeps the 5,000 latest of each interval; older ones are missing, without a word.</returns>
    /// <exception cref="ArgumentException">The interval is the empty word.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The end is before the start, or one of them before 1970.</exception>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(string coin, CandleInterval interval, DateTimeOffset startTime, DateTimeOffset? endTime = null, CancellationToken cancellationToken = default)
    {
        if (interval.Value.Length == 0) throw new ArgumentException("An interval is a word such as 1m, 1h or 1d, not an empty one.", nameof(interval));
        var (start, end) = Span(startTime, endTime);
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var request = InfoRequest.Create("candleSnapshot", writer =>
        {
            writer.WriteStartObject("req"u8);
            writer.WriteString("coin"u8, asset.Coin);
            writer.WriteString("interval"u8, interval.Value);
            WriteSpan(writer, start, end);
            writer.WriteEndObject();
        });
        return await _client.Info.RequireAsync(request, HyperliquidJsonContext.Default.IReadOnlyListCandle, cancellationToken).ConfigureAwait(false);
    }

    private static (long Start, long? End) Span(DateTimeOffset startTime, DateTimeOffset? endTime)
    {
        var start = HistoryRange.Milliseconds(startTime, nameof(startTime));
        if (endTime is not { } time) return (start, null);
        var end = HistoryRange.Milliseconds(time, nameof(endTime));
        return end >= start ? (start, end) : throw new ArgumentOutOfRangeException(nameof(endTime), time, "The end is not before the start.");
    }

    private static void WriteSpan(Utf8JsonWriter writer, long start, long? end)
    {
        writer.WriteNumber("startTime"u8, start);
        if (end is { } last) writer.WriteNumber("endTime"u8, last);
    }
}

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
    /// <param name="from">The first instant.</param>
    /// <param name="to">The last instant; null is now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The venue keeps the 5,000 latest of each interval; older ones are missing, without a word.</returns>
    /// <exception cref="ArgumentException">The interval is no word, or the span ends before it begins or begins before 1970.</exception>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(string coin, CandleInterval interval, DateTimeOffset from, DateTimeOffset? to = null, CancellationToken cancellationToken = default)
    {
        if (interval.Value.Length == 0) throw new ArgumentException("An interval is a word such as 1m, 1h or 1d, not an empty one.", nameof(interval));
        CheckSpan(from, to);
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var request = InfoRequest.Create("candleSnapshot", writer =>
        {
            writer.WriteStartObject("req"u8);
            writer.WriteString("coin"u8, asset.Coin);
            writer.WriteString("interval"u8, interval.Value);
            WriteSpan(writer, from, to);
            writer.WriteEndObject();
        });
        return await _client.Info.RequireAsync(request, HyperliquidJsonContext.Default.IReadOnlyListCandle, cancellationToken).ConfigureAwait(false);
    }

    private static void CheckSpan(DateTimeOffset from, DateTimeOffset? to)
    {
        if (from < DateTimeOffset.UnixEpoch) throw new ArgumentException($"The span begins at {from:O}: the venue counts from 1970.", nameof(from));
        if (to < from) throw new ArgumentException($"The span ends at {to:O}, before it begins at {from:O}.", nameof(to));
    }

    private static void WriteSpan(Utf8JsonWriter writer, DateTimeOffset from, DateTimeOffset? to)
    {
        writer.WriteNumber("startTime"u8, from.ToUnixTimeMilliseconds());
        if (to is { } end) writer.WriteNumber("endTime"u8, end.ToUnixTimeMilliseconds());
    }
}

using System.Runtime.CompilerServices;

namespace HypeKr.Hyperliquid;

public sealed partial class MarketsClient
{
    /// <summary>How old a kept status may be where a policy asks for it.</summary>
    private static readonly TimeSpan StatusMaxAge = TimeSpan.FromSeconds(10);

    private AgedCache<string, ExchangeStatus> Statuses => field ??= new(_client.TimeProvider, (_, token) => GetExchangeStatusAsync(token));

    /// <summary>The venue's status now, and again whenever what is unusual changes: a maintenance begins or ends. Wire: info <c>exchangeStatus</c>, weight 2 each time.</summary>
    /// <param name="interval">How often it is asked for; at least a second.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async IAsyncEnumerable<ExchangeStatus> WatchStatusAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        string? last = null;
        while (true)
        {
            var status = await GetExchangeStatusAsync(cancellationToken).ConfigureAwait(false);
            var special = status.IsNormal ? "" : status.SpecialStatuses!.Value.GetRawText();
            if (special != last) yield return status;
            last = special;
            await Task.Delay(interval, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A status that is no older than a few seconds.</summary>
    internal async Task<ExchangeStatus> GetRecentStatusAsync(CancellationToken cancellationToken) => (await Statuses.GetAsync("", StatusMaxAge, cancellationToken).ConfigureAwait(false)).Value;
}

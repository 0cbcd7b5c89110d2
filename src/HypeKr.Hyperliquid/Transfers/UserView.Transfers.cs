using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>What a transfer to this address would meet. Wire: info <c>preTransferCheck</c>, weight 20.</summary>
    /// <param name="source">The sender.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<TransferCheck> CheckTransferFromAsync(EthereumAddress source, CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("preTransferCheck", writeMembers: writer => writer.WriteString("source"u8, source.ToLowerHex())), HyperliquidJsonContext.Default.TransferCheck, cancellationToken);

    /// <summary>Changes of balance that are neither trades nor funding: one page, oldest first, at most 500. <see cref="PageLedgerUpdatesAsync"/> gives all. Wire: info <c>userNonFundingLedgerUpdates</c>, weight 20 and one more per 20 rows.</summary>
    /// <param name="startTime">The first instant, included; null is the beginning.</param>
    /// <param name="endTime">The last instant, included; null is now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<LedgerUpdate>> GetLedgerUpdatesAsync(DateTimeOffset? startTime = null, DateTimeOffset? endTime = null, CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(
            Request("userNonFundingLedgerUpdates", writeMembers: writer => WriteTimes(writer, startTime, endTime)),
            HyperliquidJsonContext.Default.LedgerUpdateArray,
            cancellationToken).ConfigureAwait(false);

    /// <summary>All changes of balance in a time that are neither trades nor funding, oldest first. Wire: info <c>userNonFundingLedgerUpdates</c> for each page, weight 20 and one more per 20 rows, and at least twice.</summary>
    /// <remarks>No row is lost or doubled at the edges of pages. Rows that come in meanwhile are given too when the range has no end.</remarks>
    /// <param name="range">From when to when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="range"/> is null.</exception>
    /// <exception cref="HistoryGapException">Rows are missing, or may be; not where <see cref="HistoryRange.OnGap"/> takes them.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read, or comes in the wrong order.</exception>
    public IAsyncEnumerable<LedgerUpdate> PageLedgerUpdatesAsync(HistoryRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var pager = new HistoryPager<LedgerUpdate>
        {
            Type = "userNonFundingLedgerUpdates",
            FetchAsync = (from, to, _, token) => GetLedgerUpdatesAsync(from, to, token),
            Time = row => row.Time,
            Key = row => JsonSerializer.Serialize(row, HyperliquidJsonContext.Default.LedgerUpdate),
        };
        return pager.ReadAsync(range, cancellationToken);
    }
}

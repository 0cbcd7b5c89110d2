namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>What the address has lent and borrowed. Wire: info <c>borrowLendUserState</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<BorrowLendUserState> GetBorrowLendStateAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("borrowLendUserState"), HyperliquidJsonContext.Default.BorrowLendUserState, cancellationToken);

    /// <summary>Interest earned and paid: one page, oldest first, at most 500. <see cref="PageBorrowLendInterestAsync"/> gives all. Wire: info <c>userBorrowLendInterest</c>, weight 20.</summary>
    /// <param name="startTime">The first instant, included.</param>
    /// <param name="endTime">The last instant, included; null is now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<BorrowLendInterest>> GetBorrowLendInterestAsync(DateTimeOffset startTime, DateTimeOffset? endTime = null, CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(
            Request("userBorrowLendInterest", writeMembers: writer => WriteTimes(writer, startTime, endTime)),
            HyperliquidJsonContext.Default.BorrowLendInterestArray,
            cancellationToken).ConfigureAwait(false);

    /// <summary>All interest earned and paid in a time, oldest first. Wire: info <c>userBorrowLendInterest</c> for each page, weight 20, and at least twice.</summary>
    /// <remarks>No row is lost or doubled at the edges of pages. Rows that come in meanwhile are given too when the range has no end.</remarks>
    /// <param name="range">From when to when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="range"/> is null.</exception>
    /// <exception cref="HistoryGapException">Rows are missing, or may be; not where <see cref="HistoryRange.OnGap"/> takes them.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read, or comes in the wrong order.</exception>
    public IAsyncEnumerable<BorrowLendInterest> PageBorrowLendInterestAsync(HistoryRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var pager = new HistoryPager<BorrowLendInterest>
        {
            Type = "userBorrowLendInterest",
            FetchAsync = (from, to, _, token) => GetBorrowLendInterestAsync(from, to, token),
            Time = row => row.Time,
            Key = row => row.Token,
        };
        return pager.ReadAsync(range, cancellationToken);
    }
}

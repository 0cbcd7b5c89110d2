namespace HypeKr.Hyperliquid;

/// <summary>Borrowing and lending; needs no key. Immutable and safe to share.</summary>
public sealed class LendingClient
{
    private readonly HyperliquidClient _client;

    internal LendingClient(HyperliquidClient client) => _client = client;

    /// <summary>What is lent and borrowed of one token. Wire: info <c>borrowLendReserveState</c>, weight 20.</summary>
    /// <param name="token">The token by its <see cref="SpotToken.Index"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<LendingReserve> GetReserveAsync(int token, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        var request = InfoRequest.Create("borrowLendReserveState", writer => writer.WriteNumber("token"u8, token));
        return _client.Info.RequireAsync(request, HyperliquidJsonContext.Default.LendingReserve, cancellationToken);
    }

    /// <summary>What is lent and borrowed of every token that can be. Wire: info <c>allBorrowLendReserveStates</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<LendingReserveEntry>> GetReservesAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("allBorrowLendReserveStates"), HyperliquidJsonContext.Default.IReadOnlyListLendingReserveEntry, cancellationToken);
}

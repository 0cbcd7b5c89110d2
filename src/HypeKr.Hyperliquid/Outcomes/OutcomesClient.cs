namespace HypeKr.Hyperliquid;

/// <summary>Outcome markets (HIP-4); needs no key. Immutable and safe to share.</summary>
/// <remarks>
/// The two sides of outcome <c>n</c> are the coins <c>#{10n}</c> and <c>#{10n+1}</c>: their books, mids and orders go by those names, as for any other coin.
/// What an account holds of a side is the balance <c>+{10n}</c> or <c>+{10n+1}</c> of <see cref="UserView.GetSpotStateAsync"/>.
/// </remarks>
public sealed partial class OutcomesClient
{
    private readonly HyperliquidClient _client;

    internal OutcomesClient(HyperliquidClient client) => _client = client;

    /// <summary>All outcomes that trade, and the questions that group them. Wire: info <c>outcomeMeta</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<OutcomeMeta> GetMetaAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("outcomeMeta"), HyperliquidJsonContext.Default.OutcomeMeta, cancellationToken);

    /// <summary>The forms that outcomes are made from. Wire: info <c>outcomeTemplates</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<OutcomeTemplate>> GetTemplatesAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("outcomeTemplates"), HyperliquidJsonContext.Default.IReadOnlyListOutcomeTemplate, cancellationToken);

    /// <summary>How an outcome was settled. Wire: info <c>settledOutcome</c>, weight 20.</summary>
    /// <param name="outcome">The number of the outcome.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null while it is not settled.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<SettledOutcome?> GetSettledAsync(int outcome, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outcome);
        var request = InfoRequest.Create("settledOutcome", writer => writer.WriteNumber("outcome"u8, outcome));
        return _client.Info.QueryAsync(request, HyperliquidJsonContext.Default.SettledOutcome, cancellationToken);
    }
}

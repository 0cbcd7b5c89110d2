namespace HypeKr.Hyperliquid;

/// <summary>Outcome markets (HIP-4); needs no key. Immutable and safe to share.</summary>
/// <remarks>
/// The two sides of outcome <c>n</c> are the coins <c>#{10n}</c> and <c>#{10n+1}</c>: their books, mids and orders go by those names, as for any other coin.
/// What an account holds of a side is the balance <c>+{10n}</c> or <c>+{10n+1}</c> of <see cref="UserView.GetSpotStateAsync"/>.
/// </remarks>
public sealed class OutcomesClient
{
    private readonly HyperliquidClient _client;

    internal OutcomesClient(HyperliquidClient client) => _client = client;

    /// <summary>All outcomes that trade, and the questions that group them. Wire: info <c>outcomeMeta</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<OutcomeMeta> GetMetaAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("outcomeMeta"), HyperliquidJsonContext.Default.OutcomeMeta, cancellationToken);
}

namespace HypeKr.Hyperliquid;

public sealed partial class MarketsClient
{
    /// <summary>The asset that actions name by a number, from a list that is no older than the options allow.</summary>
    /// <param name="id">The number, such as 0, 10107, 110000 or 100001230.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UnknownCoinException">The venue does not list the number.</exception>
    /// <exception cref="TransportException">The list cannot be had.</exception>
    /// <exception cref="ResponseFormatException">The list cannot be read.</exception>
    public Task<Asset> GetAssetAsync(AssetId id, CancellationToken cancellationToken = default) => _client.Universe.GetAsync(id, cancellationToken);
}

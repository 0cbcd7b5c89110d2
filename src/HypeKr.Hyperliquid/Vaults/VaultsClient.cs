using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Vaults; needs no key. Immutable and safe to share.</summary>
public sealed class VaultsClient
{
    private readonly HyperliquidClient _client;

    internal VaultsClient(HyperliquidClient client) => _client = client;

    /// <summary>All about one vault. Wire: info <c>vaultDetails</c>, weight 20.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="user">Whose part to give as <see cref="VaultDetails.FollowerState"/>; null gives none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where the address is no vault.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<VaultDetails?> GetDetailsAsync(EthereumAddress vault, EthereumAddress? user = null, CancellationToken cancellationToken = default)
    {
        var request = InfoRequest.Create("vaultDetails", writer =>
        {
            writer.WriteString("vaultAddress"u8, vault.ToLowerHex());
            if (user is { } follower) writer.WriteString("user"u8, follower.ToLowerHex());
        });
        return _client.Info.QueryAsync(request, HyperliquidJsonContext.Default.VaultDetails, cancellationToken);
    }

    /// <summary>The vaults that were made within the last two hours. Wire: info <c>vaultSummaries</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<VaultSummary>> GetSummariesAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("vaultSummaries"), HyperliquidJsonContext.Default.IReadOnlyListVaultSummary, cancellationToken);
}

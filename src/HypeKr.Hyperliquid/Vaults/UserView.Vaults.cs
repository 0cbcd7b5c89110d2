namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>The vaults that the address leads. Wire: info <c>leadingVaults</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<LeadingVault>> GetLeadingVaultsAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("leadingVaults"), HyperliquidJsonContext.Default.LeadingVaultArray, cancellationToken).ConfigureAwait(false);

    /// <summary>What the address has in vaults. Wire: info <c>userVaultEquities</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<VaultEquity>> GetVaultEquitiesAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("userVaultEquities"), HyperliquidJsonContext.Default.VaultEquityArray, cancellationToken).ConfigureAwait(false);
}

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>The sub-accounts with their state on the main dex. Wire: info <c>subAccounts</c>, weight 20.</summary>
    /// <returns>Empty when the address has none.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<SubAccount>> GetSubAccountsAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.QueryAsync(Request("subAccounts"), HyperliquidJsonContext.Default.SubAccountArray, cancellationToken).ConfigureAwait(false) ?? [];

    /// <summary>The sub-accounts with their state on every dex. Wire: info <c>subAccounts2</c>, weight 20.</summary>
    /// <returns>Empty when the address has none.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<MultiDexSubAccount>> GetMultiDexSubAccountsAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.QueryAsync(Request("subAccounts2"), HyperliquidJsonContext.Default.MultiDexSubAccountArray, cancellationToken).ConfigureAwait(false) ?? [];
}

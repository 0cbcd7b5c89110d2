namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Who signs for the address. Wire: info <c>userToMultiSigSigners</c>, weight 20.</summary>
    /// <returns>Null when the address is not a multi-sig account.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<MultisigSigners?> GetMultisigSignersAsync(CancellationToken cancellationToken = default) =>
        _client.Info.QueryAsync(Request("userToMultiSigSigners"), HyperliquidJsonContext.Default.MultisigSigners, cancellationToken);
}

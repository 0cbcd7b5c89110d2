namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Who referred the address, and whom it referred. Wire: info <c>referral</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<ReferralState> GetReferralStateAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("referral"), HyperliquidJsonContext.Default.ReferralState, cancellationToken);
}

using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>The API wallets that were approved under a name; the unnamed one is not among them. Wire: info <c>extraAgents</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<NamedAgent>> GetAgentsAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("extraAgents"), HyperliquidJsonContext.Default.NamedAgentArray, cancellationToken).ConfigureAwait(false);

    /// <summary>The builders that the address approved. Wire: info <c>approvedBuilders</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<EthereumAddress>> GetApprovedBuildersAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("approvedBuilders"), HyperliquidJsonContext.Default.EthereumAddressArray, cancellationToken).ConfigureAwait(false);

    /// <summary>The most that the address lets a builder take. Wire: info <c>maxBuilderFee</c>, weight 20.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Tenths of a basis point, as <see cref="BuilderFee.Rate"/>; zero when the builder is not approved.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<int> GetMaxBuilderFeeAsync(EthereumAddress builder, CancellationToken cancellationToken = default) =>
        RequireValueAsync(Request("maxBuilderFee", writeMembers: writer => writer.WriteString("builder"u8, builder.ToLowerHex())), HyperliquidJsonContext.Default.NullableInt32, cancellationToken);
}

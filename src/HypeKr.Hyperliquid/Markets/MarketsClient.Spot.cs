namespace HypeKr.Hyperliquid;

public sealed partial class MarketsClient
{
    /// <summary>All spot pairs and tokens with their prices and supply. Wire: info <c>spotMetaAndAssetCtxs</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<SpotMarkets> GetSpotMarketsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("spotMetaAndAssetCtxs"), HyperliquidJsonContext.Default.SpotMarkets, cancellationToken);

    /// <summary>All about one token. Wire: info <c>tokenDetails</c>, weight 20.</summary>
    /// <param name="tokenId"><see cref="SpotToken.TokenId"/>: <c>0x</c> and 32 hex digits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The text cannot be the id of a token.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<TokenDetails> GetTokenDetailsAsync(string tokenId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokenId);
        if (!Cloid.TryParse(tokenId, null, out _)) throw new ArgumentException($"The id of a token is 0x and 32 hex digits, not {Quoted.Text(tokenId)}.", nameof(tokenId));
        var request = InfoRequest.Create("tokenDetails", writer => writer.WriteString("tokenId"u8, tokenId));
        return _client.Info.RequireAsync(request, HyperliquidJsonContext.Default.TokenDetails, cancellationToken);
    }

    /// <summary>How a quote token is aligned with the venue. Wire: info <c>alignedQuoteTokenInfo</c>, weight 20.</summary>
    /// <param name="token">The token by its <see cref="SpotToken.Index"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where the token is not such a one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<AlignedQuoteToken?> GetAlignedQuoteTokenAsync(int token, CancellationToken cancellationToken = default) =>
        _client.Info.QueryAsync(ForToken("alignedQuoteTokenInfo", token), HyperliquidJsonContext.Default.AlignedQuoteToken, cancellationToken);

    /// <summary>What a token is about. Wire: info <c>tokenAnnotation</c>, weight 20.</summary>
    /// <param name="token">The token by its <see cref="SpotToken.Index"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where its deployer wrote nothing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<MarketAnnotation?> GetTokenAnnotationAsync(int token, CancellationToken cancellationToken = default) =>
        _client.Info.QueryAsync(ForToken("tokenAnnotation", token), HyperliquidJsonContext.Default.MarketAnnotation, cancellationToken);

    /// <summary>What tokens are about, in brief. Wire: info <c>tokenConciseAnnotations</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<TokenAnnotation>> GetTokenAnnotationsAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("tokenConciseAnnotations"), HyperliquidJsonContext.Default.IReadOnlyListTokenAnnotation, cancellationToken);

    /// <summary>By which way USDC comes and goes at present. Wire: info <c>usdcRouting</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<UsdcRouting> GetUsdcRoutingAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(InfoRequest.Create("usdcRouting"), HyperliquidJsonContext.Default.UsdcRouting, cancellationToken);

    private static InfoRequest ForToken(string type, int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        return InfoRequest.Create(type, writer => writer.WriteNumber("token"u8, token));
    }
}

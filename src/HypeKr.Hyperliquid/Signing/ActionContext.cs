namespace HypeKr.Hyperliquid;

/// <summary>What an action is written with besides its own members: some carry the nonce of the envelope inside, user-signed ones the chain too.</summary>
/// <param name="chain">The chain signed for.</param>
/// <param name="nonce">The nonce of the envelope.</param>
/// <param name="signatureChainId">The chain id of the wallet that signs a user-signed action. Wire: <c>signatureChainId</c>.</param>
internal readonly record struct ActionContext(HyperliquidChain chain, long nonce, long signatureChainId)
{
    /// <summary>Arbitrum One, which the venue's own front end signs on.</summary>
    public const long MainnetSignatureChainId = 0xa4b1;

    /// <summary>Arbitrum Sepolia.</summary>
    public const long TestnetSignatureChainId = 0x66eee;

    public HyperliquidChain Chain { get; } = chain;

    public long Nonce { get; } = nonce;

    public long SignatureChainId { get; } = signatureChainId;

    /// <summary>Whether the action is written into the payload of a multi-sig action, where one of them takes another word.</summary>
    public bool InMultisigPayload { get; private init; }

    public static long DefaultSignatureChainId(HyperliquidChain chain) => chain == HyperliquidChain.Mainnet ? MainnetSignatureChainId : TestnetSignatureChainId;

    public static ActionContext For(HyperliquidNetwork network, long nonce, long? signatureChainId = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return For(network.Chain, nonce, signatureChainId);
    }

    public static ActionContext For(HyperliquidChain chain, long nonce, long? signatureChainId = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nonce);
        if (signatureChainId is { } id) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id, nameof(signatureChainId));
        return new(chain, nonce, signatureChainId ?? DefaultSignatureChainId(chain));
    }

    public ActionContext ForMultisigPayload() => new(Chain, Nonce, SignatureChainId) { InMultisigPayload = true };
}

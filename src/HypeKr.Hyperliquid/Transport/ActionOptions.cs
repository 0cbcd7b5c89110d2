namespace HypeKr.Hyperliquid;

/// <summary>How an action is sent.</summary>
public sealed class ActionOptions
{
    /// <summary>After this instant on its own clock the venue refuses the action. A late one costs five requests of the address's budget.</summary>
    /// <value>The default is null: it never expires. Rounded down to milliseconds.</value>
    public DateTimeOffset? ExpiresAfter { get; init; }

    /// <summary>The chain id that a user-signed action is signed with, for a wallet that signs on the chain it is on and no other. Other actions ignore it.</summary>
    /// <value>Above zero. The default is null: Arbitrum's on mainnet, Arbitrum Sepolia's on testnet.</value>
    public long? SignatureChainId { get; init; }
}

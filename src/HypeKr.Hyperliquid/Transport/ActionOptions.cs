namespace HypeKr.Hyperliquid;

/// <summary>How an action is sent.</summary>
public sealed class ActionOptions
{
    /// <summary>After this instant on its own clock the venue refuses the action. A late one costs five requests of the address's budget.</summary>
    /// <value>The default is null: it never expires. Rounded down to milliseconds.</value>
    public DateTimeOffset? ExpiresAfter { get; init; }

    /// <summary>The name of what is asked for. Of several calls with one key, in this process or a later one, one action at most is carried out, and all of them get its result.</summary>
    /// <value>Up to 256 bytes of text; needs a <see cref="PlacementJournal"/>. The default is null: with a journal a key of its own, that nobody can repeat.</value>
    public string? IdempotencyKey { get; init; }

    /// <summary>The chain id that a user-signed action is signed with, for a wallet that signs on the chain it is on and no other. Other actions ignore it.</summary>
    /// <value>Above zero. The default is null: Arbitrum's on mainnet, Arbitrum Sepolia's on testnet.</value>
    public long? SignatureChainId { get; init; }
}

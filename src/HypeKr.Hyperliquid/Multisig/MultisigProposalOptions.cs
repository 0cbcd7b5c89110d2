using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What a proposal may be told besides what it is about.</summary>
public sealed class MultisigProposalOptions
{
    /// <summary>The vault or sub-account of the multi-sig account that is acted for.</summary>
    /// <value>The default is null: the account itself.</value>
    public EthereumAddress? VaultAddress { get; init; }

    /// <summary>After this instant on its own clock the venue refuses the action. Not for user-signed actions.</summary>
    /// <value>The default is null: it never expires. Rounded down to milliseconds.</value>
    public DateTimeOffset? ExpiresAfter { get; init; }

    /// <summary>The chain id that user-signed actions and the wrapper are signed with.</summary>
    /// <value>Above zero. The default is null: Arbitrum's on mainnet, Arbitrum Sepolia's on testnet.</value>
    public long? SignatureChainId { get; init; }

    /// <summary>Who may sign for the account, where that is known: signatures of others are refused.</summary>
    /// <value>The default is null: anybody's signature is taken, and the venue judges.</value>
    public IReadOnlyCollection<EthereumAddress>? AuthorizedUsers { get; init; }

    /// <summary>How many have to sign, where that is known.</summary>
    /// <value>1 or more. The default is null: one signature is enough here, and the venue judges.</value>
    public int? Threshold { get; init; }
}

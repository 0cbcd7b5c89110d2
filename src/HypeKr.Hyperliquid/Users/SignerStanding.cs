namespace HypeKr.Hyperliquid;

/// <summary>How a signer stands to the address that it is to act for.</summary>
public enum SignerStanding
{
    /// <summary>The venue's answers do not tell: the leader of a vault is not among them.</summary>
    Unverifiable,

    /// <summary>The signer is the account itself, or the master of the sub-account.</summary>
    Owner,

    /// <summary>The signer is an approved agent of the account, or of the sub-account's master.</summary>
    Agent,

    /// <summary>The signer is the account itself, but the venue has never seen it: it must deposit first.</summary>
    Missing,

    /// <summary>The signer is neither the account nor an agent of it, but an account or another's agent.</summary>
    NotAuthorized,

    /// <summary>The address is an agent's: reads about it come back empty. Use the address of the account that approved it.</summary>
    AddressIsAgent,

    /// <summary>The signer is an agent whose approval has expired: it is on the account's list with a time that is past, and the venue does not know it any more. Approve another, with a new key.</summary>
    Lapsed,

    /// <summary>The venue does not know the signer: an agent that was never approved, or was approved without a name and has expired, or was revoked or replaced.</summary>
    Unknown,
}

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

    /// <summary>The signer is neither the account nor an agent of it.</summary>
    NotAuthorized,

    /// <summary>The address is an agent's: reads about it come back empty. Use the address of the account that approved it.</summary>
    AddressIsAgent,
}

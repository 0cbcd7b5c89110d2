namespace HypeKr.Hyperliquid;

/// <summary>Why the venue does not know the signer of an action, as far as its words tell.</summary>
public enum SignerFault
{
    /// <summary>The signer is an agent that this account never approved, or that another account did.</summary>
    NotApproved,

    /// <summary>The signer is an agent whose approval has lapsed, was revoked, or went to another agent of the same name.</summary>
    Lapsed,

    /// <summary>The account or the agent is of the other network: mainnet and testnet know nothing of each other.</summary>
    OtherNetwork,

    /// <summary>The account has never had a deposit.</summary>
    NoDeposit,

    /// <summary>The venue hashed other bytes than were signed: a decimal with trailing zeros, members out of order, an address in upper case, a chain id that is not that of the signature. Typed actions cannot do that; raw ones can.</summary>
    Encoding,

    /// <summary>The signature was made for the other network, whose actions are hashed differently.</summary>
    SignedForOtherNetwork,

    /// <summary>The address in the venue's words is the account or the vault acted for, and not what was recovered: it is that one which does not exist there.</summary>
    AccountMissing,
}

namespace HypeKr.Crypto;

/// <summary>Why a vault does not do what it was asked.</summary>
public enum WalletFault
{
    /// <summary>The user has no wallet.</summary>
    NotFound,

    /// <summary>The wallet has been revoked. Create a new one.</summary>
    Revoked,

    /// <summary>The wallet has expired. Revoke it and create a new one.</summary>
    Expired,

    /// <summary>The user has another wallet by now than the one the signer was asked for. Ask for a new signer.</summary>
    Replaced,

    /// <summary>The user has an active wallet. Revoke it first.</summary>
    AlreadyExists,

    /// <summary>The key is not the one of the address that was named.</summary>
    WrongKey,

    /// <summary>The key is the one that was revoked last. A venue may still hold its nonces, so an address is not used twice.</summary>
    AddressUsedBefore,

    /// <summary>Somebody else changed the wallet each time. Nothing was done.</summary>
    Contended,
}

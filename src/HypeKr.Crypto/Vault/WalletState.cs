namespace HypeKr.Crypto;

/// <summary>Whether a wallet may sign.</summary>
public enum WalletState
{
    /// <summary>It signs until it expires.</summary>
    Active,

    /// <summary>Its key is gone from the store, for good. The row stays, so that the address is not taken for a new one.</summary>
    Revoked,
}

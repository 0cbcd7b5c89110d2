namespace HypeKr.Hyperliquid;

/// <summary>Whom an action is carried out for, when it is submitted through an account opened for a vault or a sub-account.</summary>
internal enum ActsFor
{
    /// <summary>The signer's own account, whatever was opened: submitted for a vault or a sub-account it would move the wrong money, so it is refused there.</summary>
    OwnAccount,

    /// <summary>The address in <c>vaultAddress</c> of the envelope.</summary>
    Envelope,

    /// <summary>Nobody, or an address that the action itself names: nothing is added, and nothing is refused.</summary>
    NamedInAction,
}

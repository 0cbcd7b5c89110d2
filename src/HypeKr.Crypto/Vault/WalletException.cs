namespace HypeKr.Crypto;

/// <summary>A vault refuses: there is no such wallet, it may not sign, or there is one already.</summary>
public sealed class WalletException : HypeKrCryptoException
{
    internal WalletException(WalletFault fault, string user)
        : base(Describe(fault))
    {
        Fault = fault;
        User = user;
    }

    /// <summary>Why.</summary>
    public WalletFault Fault { get; }

    /// <summary>Whose wallet it was about. Not in the message: users are nobody else's business.</summary>
    public string User { get; }

    private static string Describe(WalletFault fault) => fault switch
    {
        WalletFault.NotFound => "The user has no wallet; create one.",
        WalletFault.Revoked => "The wallet has been revoked; create a new one.",
        WalletFault.Expired => "The wallet has expired; revoke it and create a new one.",
        WalletFault.Replaced => "The user has another wallet by now; ask for a new signer.",
        WalletFault.AlreadyExists => "The user has an active wallet; revoke it before another is made.",
        WalletFault.WrongKey => "The key is not the key of the named address.",
        WalletFault.AddressUsedBefore => "The key was revoked before; a new wallet has a new key.",
        _ => "The wallet was changed by others each time it was tried; nothing was done. Try again.",
    };
}

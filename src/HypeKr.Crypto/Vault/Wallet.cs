using System.Diagnostics;

namespace HypeKr.Crypto;

/// <summary>What there is to know about a user's wallet without its key.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Wallet
{
    internal Wallet(WalletRow row)
    {
        User = row.User;
        Address = row.Address;
        State = row.State;
        CreatedAt = row.CreatedAt;
        ExpiresAt = row.ExpiresAt;
    }

    /// <summary>Whose wallet it is.</summary>
    public string User { get; }

    /// <summary>The address that its signatures recover to.</summary>
    public EthereumAddress Address { get; }

    /// <summary>Whether it may sign.</summary>
    public WalletState State { get; }

    /// <summary>When the key was made or imported, UTC, whole milliseconds.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>From when on it does not sign, UTC, whole milliseconds; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>The fingerprint of the address and the state; not the user.</summary>
    public override string ToString() => $"{nameof(Wallet)} {Address:F} {State}";
}

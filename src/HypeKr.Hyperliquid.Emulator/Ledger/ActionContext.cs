using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>For whom an admitted action is carried out.</summary>
/// <param name="Owner">Whose key, agent or signers signed.</param>
/// <param name="Account">Whom it acts for: the owner, a sub-account of it, or a vault it leads.</param>
/// <param name="Hash">The action's hash, for what is told of it later.</param>
/// <param name="Nonce">The envelope's nonce.</param>
internal readonly record struct ActionContext(Account Owner, Account Account, Hash32 Hash, long Nonce)
{
    /// <summary>The nonces among which the action's is used up.</summary>
    public NonceWindow? Nonces { get; init; }

    /// <summary>Whether that is yet to come, at its commit.</summary>
    public bool TakesNonceLater { get; init; }
}

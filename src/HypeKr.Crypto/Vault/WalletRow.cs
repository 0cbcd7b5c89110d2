using System.Diagnostics;

namespace HypeKr.Crypto;

/// <summary>One user's wallet as a store keeps it: one row a user, immutable.</summary>
/// <remarks>Instants are whole milliseconds, UTC. Nothing in a row is secret without the master keys.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class WalletRow
{
    /// <summary>Whose wallet it is, for example <c>tg:5610682723</c>: 1 to 512 bytes of UTF-8, compared byte for byte.</summary>
    public required string User { get; init; }

    /// <summary>The address of the key in the envelope.</summary>
    public required EthereumAddress Address { get; init; }

    /// <summary>The HKE1 envelope, up to 512 bytes; empty where the wallet is revoked.</summary>
    public required ReadOnlyMemory<byte> Envelope { get; init; }

    /// <summary>Whether the wallet may sign.</summary>
    public required WalletState State { get; init; }

    /// <summary>When the key was made or imported.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it does not sign; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The version the store gave the row: 1 when added, one more at each replacement. In a row to add it means nothing.</summary>
    public long Version { get; init; }

    /// <summary>The fingerprint of the address, the state and the version; not the user.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(WalletRow)} {Address.Fingerprint} {State} version {Version}");
}

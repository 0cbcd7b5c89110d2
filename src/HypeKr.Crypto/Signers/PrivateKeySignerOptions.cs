namespace HypeKr.Crypto;

/// <summary>How a <see cref="PrivateKeySigner"/> signs.</summary>
public sealed class PrivateKeySignerOptions
{
    /// <summary>Whether 32 random bytes go into each nonce (RFC 6979 section 3.6): a guard against faults and mixed-up digests.</summary>
    /// <value>False: the same digest gives the same signature.</value>
    public bool Hedged { get; init; }

    /// <summary>The arithmetic to sign with.</summary>
    /// <value>Null: <see cref="Secp256k1Backend.Default"/>.</value>
    public Secp256k1Backend? Backend { get; init; }
}

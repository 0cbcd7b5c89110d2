namespace HypeKr.Crypto;

/// <summary>What an audit trail keeps of one call of a signer. No address, no key, no message.</summary>
/// <param name="At">When the call ended.</param>
/// <param name="Signer">The fingerprint of the signer's address.</param>
/// <param name="PrimaryType">The EIP-712 type that was signed; null for a bare digest. A name that could be a key or address is replaced by its length.</param>
/// <param name="DigestPrefix">The first 12 hex characters of the digest, to find the whole elsewhere.</param>
/// <param name="Error">Null where there is a signature, else the name of the exception's type.</param>
public readonly record struct SignatureRecord(DateTimeOffset At, string Signer, string? PrimaryType, string DigestPrefix, string? Error)
{
    /// <summary>Whether the call gave a signature.</summary>
    public bool Succeeded => Error is null;
}

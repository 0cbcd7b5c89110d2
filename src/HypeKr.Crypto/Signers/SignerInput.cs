namespace HypeKr.Crypto;

/// <summary>What no signer signs: nothing, and values that nobody has set.</summary>
internal static class SignerInput
{
    public static void Check(TypedDataHash hash)
    {
        if (string.IsNullOrEmpty(hash.PrimaryType)) throw new ArgumentException("The hash names no primary type.", nameof(hash));
        if (hash.DomainSeparator == default) throw new ArgumentException("The hash has no domain separator; it is a Keccak-256 hash, which is never zero.", nameof(hash));
        if (hash.StructHash == default) throw new ArgumentException("The hash has no struct hash; it is a Keccak-256 hash, which is never zero.", nameof(hash));
    }

    /// <summary>Anybody can make a signature over zero for any key, so it says nothing, and a digest of zero is one that was not set.</summary>
    public static void Check(Hash32 digest)
    {
        if (digest == default) throw new ArgumentException("The digest is zero, the value of a digest that was never set.", nameof(digest));
    }

    public static void CheckSigner(ITypedDataSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (signer.Address.IsZero) throw new ArgumentException("The signer's address is zero, which no key has.", nameof(signer));
    }
}

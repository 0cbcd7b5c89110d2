namespace HypeKr.Crypto;

/// <summary>What is left of EIP-712 typed data once it is hashed: enough to sign it, and to see what kind of thing is signed.</summary>
/// <param name="PrimaryType">The name of the struct that is signed, such as <c>Agent</c>.</param>
/// <param name="DomainSeparator">hashStruct of the domain.</param>
/// <param name="StructHash">hashStruct of the message.</param>
public readonly record struct TypedDataHash(string PrimaryType, Hash32 DomainSeparator, Hash32 StructHash)
{
    /// <summary>Keccak-256 of 0x19 ‖ 0x01 ‖ <see cref="DomainSeparator"/> ‖ <see cref="StructHash"/>: the 32 bytes to sign. Computed at each call.</summary>
    public Hash32 Digest
    {
        get
        {
            Span<byte> data = stackalloc byte[2 + (2 * Hash32.Size)];
            data[0] = 0x19;
            data[1] = 0x01;
            DomainSeparator.CopyTo(data[2..]);
            StructHash.CopyTo(data[(2 + Hash32.Size)..]);
            return Keccak256.Hash(data);
        }
    }
}

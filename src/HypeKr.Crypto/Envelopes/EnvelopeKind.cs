namespace HypeKr.Crypto;

/// <summary>What an envelope holds: byte 5 of the format.</summary>
public enum EnvelopeKind
{
    /// <summary>A secp256k1 private key, 32 bytes, whose address is the one the envelope is bound to. Wire 0x01.</summary>
    PrivateKey = 1,

    /// <summary>Bytes that mean nothing to this package. Wire 0x02.</summary>
    Opaque = 2,
}

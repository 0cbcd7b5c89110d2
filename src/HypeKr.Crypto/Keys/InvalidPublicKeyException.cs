namespace HypeKr.Crypto;

/// <summary>Bytes are not a public key of secp256k1 in a form that is read.</summary>
/// <param name="message">What was wrong and what would be right.</param>
public sealed class InvalidPublicKeyException(string message) : HypeKrCryptoException(message);

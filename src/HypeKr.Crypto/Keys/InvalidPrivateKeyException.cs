namespace HypeKr.Crypto;

/// <summary>Bytes or text are not a secp256k1 private key: 32 bytes d with 1 ≤ d &lt; n.</summary>
/// <param name="message">What was wrong and what would be right, without the key.</param>
public sealed class InvalidPrivateKeyException(string message) : HypeKrCryptoException(message);

namespace HypeKr.Crypto;

/// <summary>Bytes or text are not a master key: 32 bytes from a random generator, in text as base64url.</summary>
/// <param name="message">What was wrong and what would be right, without the key.</param>
public sealed class InvalidMasterKeyException(string message) : HypeKrCryptoException(message);

namespace HypeKr.Crypto;

/// <summary>Bytes or text are not a Fernet key: 32 bytes, in text as 44 base64url characters with the padding.</summary>
/// <param name="message">What was wrong and what would be right, without the key.</param>
public sealed class InvalidFernetKeyException(string message) : HypeKrCryptoException(message);

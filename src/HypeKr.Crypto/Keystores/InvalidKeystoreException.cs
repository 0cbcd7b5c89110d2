namespace HypeKr.Crypto;

/// <summary>A keystore is malformed, too costly to open, damaged, or locked with another password.</summary>
/// <param name="message">What was wrong and what would be right, without the password or a key.</param>
public sealed class InvalidKeystoreException(string message) : HypeKrCryptoException(message);

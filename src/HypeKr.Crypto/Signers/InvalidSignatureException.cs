namespace HypeKr.Crypto;

/// <summary>A signature is malformed, or no public key can have made it.</summary>
/// <param name="message">Which rule it breaks.</param>
public sealed class InvalidSignatureException(string message) : HypeKrCryptoException(message);

namespace HypeKr.Crypto;

/// <summary>A signature is malformed, no public key can have made it, or the signer asked for it did not.</summary>
/// <param name="message">Which rule it breaks.</param>
public sealed class InvalidSignatureException(string message) : HypeKrCryptoException(message);

namespace HypeKr.Crypto;

/// <summary>The arithmetic that was asked for is not to be had: libsecp256k1 is absent, incomplete or wrong, or the setting names none.</summary>
/// <param name="message">What was looked for and what was found.</param>
public sealed class Secp256k1BackendException(string message) : HypeKrCryptoException(message);

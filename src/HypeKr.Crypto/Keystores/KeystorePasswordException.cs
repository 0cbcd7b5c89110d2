namespace HypeKr.Crypto;

/// <summary>A password cannot be turned into the bytes that other software would make of it.</summary>
/// <param name="message">Why, without the password.</param>
public sealed class KeystorePasswordException(string message) : HypeKrCryptoException(message);

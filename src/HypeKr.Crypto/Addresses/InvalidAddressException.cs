namespace HypeKr.Crypto;

/// <summary>Text is not an Ethereum address in one of the three accepted forms.</summary>
/// <param name="message">What was wrong and what would be right, without the text itself.</param>
public sealed class InvalidAddressException(string message) : HypeKrCryptoException(message);

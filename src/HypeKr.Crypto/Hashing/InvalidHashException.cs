namespace HypeKr.Crypto;

/// <summary>Text is not <c>0x</c> and 64 hex digits.</summary>
/// <param name="message">What was wrong and what would be right.</param>
public sealed class InvalidHashException(string message) : HypeKrCryptoException(message);

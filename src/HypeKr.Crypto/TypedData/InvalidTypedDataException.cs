namespace HypeKr.Crypto;

/// <summary>EIP-712 typed data that is malformed, contradicts its own types, or exceeds a limit of <see cref="TypedData"/>.</summary>
/// <param name="message">Where it is wrong (such as <c>message.to[1].wallet</c>) and what would be right, without text or bytes of the message.</param>
public sealed class InvalidTypedDataException(string message) : HypeKrCryptoException(message);

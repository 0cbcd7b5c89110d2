namespace HypeKr.Crypto;

/// <summary>A nonce is refused: not one of ours, changed, made for something or somebody else, expired, already used, or its store failed.</summary>
/// <remarks>One message for all of these. When the store failed, its exception is the inner one.</remarks>
public sealed class NonceException : HypeKrCryptoException
{
    internal NonceException(Exception? innerException = null)
        : base("The nonce is not valid here: ask for a new one.", innerException)
    {
    }
}

namespace HypeKr.Crypto;

/// <summary>The root of what this package throws about data: a key, address, signature or typed data that is not what it should be.</summary>
/// <remarks>
/// Mistakes in a call (a null, a span of the wrong length) are <see cref="ArgumentException"/>s, and a disposed key is an
/// <see cref="ObjectDisposedException"/>. Messages hold no secret and no raw address.
/// </remarks>
public abstract class HypeKrCryptoException : Exception
{
    private protected HypeKrCryptoException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

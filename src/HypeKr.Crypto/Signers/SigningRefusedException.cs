namespace HypeKr.Crypto;

/// <summary>A decorator refused to pass something on to its signer. Nothing was signed.</summary>
public sealed class SigningRefusedException : HypeKrCryptoException
{
    internal SigningRefusedException(string message, TimeSpan? retryAfter = null)
        : base(message) => RetryAfter = retryAfter;

    /// <summary>How long until it would be passed on, where a rate is the reason; null where it never will be.</summary>
    public TimeSpan? RetryAfter { get; }
}

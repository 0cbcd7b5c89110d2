namespace HypeKr.Crypto;

/// <summary>An envelope does not open: damaged, cut short, of another user or wallet, or sealed under a key the ring does not have.</summary>
/// <remarks>One message for all of these, so that nobody learns by trying which it was.</remarks>
public sealed class EnvelopeException : HypeKrCryptoException
{
    internal EnvelopeException()
        : base("The envelope does not open with these keys for this user and address.")
    {
    }
}

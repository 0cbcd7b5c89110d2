namespace HypeKr.Crypto;

/// <summary>A Fernet token is refused: not canonical text, changed, made with another key, too old, or from the future.</summary>
/// <remarks>One message for all of these, so that nobody learns by trying which it was.</remarks>
public sealed class FernetException : HypeKrCryptoException
{
    internal FernetException()
        : base("The token is not valid with these keys at this time.")
    {
    }
}

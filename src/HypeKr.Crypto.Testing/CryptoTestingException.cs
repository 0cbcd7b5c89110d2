namespace HypeKr.Crypto.Testing;

/// <summary>The root of what this package throws: a test has failed.</summary>
/// <remarks>Framework neutral: every test runner takes an exception for a failure. Messages name secrets by the name they were planted under.</remarks>
public abstract class CryptoTestingException : Exception
{
    private protected CryptoTestingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

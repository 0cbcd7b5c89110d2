namespace HypeKr.Crypto.Testing;

/// <summary>A store does not do what its interface promises.</summary>
public sealed class ContractViolationException : CryptoTestingException
{
    internal ContractViolationException(string rule, string message, Exception? innerException = null)
        : base($"{rule}: {message}", innerException) => Rule = rule;

    /// <summary>The rule that is broken, in words.</summary>
    public string Rule { get; }
}

namespace HypeKr.Hyperliquid;

/// <summary>An action that the wire has no form for or the venue would refuse: a name too long, an amount too precise, a raw action with a fraction. Thrown before anything is signed.</summary>
public sealed class InvalidActionException : HyperliquidException
{
    /// <summary>An action that cannot be written.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public InvalidActionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

namespace HypeKr.Hyperliquid;

/// <summary>A raw action that the wire has no form for, such as one with a fraction.</summary>
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

namespace HypeKr.Hyperliquid;

/// <summary>An action that the wire has no form for or the venue would refuse: a name too long, an amount too precise, a raw action with a fraction. Thrown before anything is signed.</summary>
/// <remarks>
/// Amounts are never rounded: text on the wire has at most 8 fractional digits, dollars that are counted in millionths have 6, HYPE has 8.
/// One with more is refused with the two amounts next to it, since only the caller knows which of them is meant.
/// </remarks>
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

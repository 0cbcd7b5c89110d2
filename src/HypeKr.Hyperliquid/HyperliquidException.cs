namespace HypeKr.Hyperliquid;

/// <summary>The root of what this package throws about the venue, its data and what is sent to it.</summary>
/// <remarks>Messages carry the offending value and what would be right; never a secret, never a raw address.</remarks>
public abstract class HyperliquidException : Exception
{
    /// <summary>An error without an inner one.</summary>
    protected HyperliquidException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    protected HyperliquidException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

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

    /// <summary>Whether the same may succeed later without any change by the caller.</summary>
    public virtual bool IsTransient => false;

    /// <summary>Whether an action was sent and its fate is not known. It must not be sent again under a new nonce before that is settled.</summary>
    public virtual bool MayHaveExecuted => false;
}

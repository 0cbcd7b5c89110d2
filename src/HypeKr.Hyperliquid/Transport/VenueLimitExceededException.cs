namespace HypeKr.Hyperliquid;

/// <summary>A limit of the venue that no waiting ends: something that is held has to be given back first, as by disposing a feed.</summary>
public sealed class VenueLimitExceededException : HyperliquidException
{
    internal VenueLimitExceededException(string message)
        : base(message)
    {
    }
}

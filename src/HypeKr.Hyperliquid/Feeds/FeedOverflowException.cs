namespace HypeKr.Hyperliquid;

/// <summary>The reader of a feed was too slow, and the feed was told to fail then. Subscribe again, and read over HTTP what was missed.</summary>
public sealed class FeedOverflowException : HyperliquidException
{
    internal FeedOverflowException(string message)
        : base(message)
    {
    }
}

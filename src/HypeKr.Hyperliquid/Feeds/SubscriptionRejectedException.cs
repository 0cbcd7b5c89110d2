namespace HypeKr.Hyperliquid;

/// <summary>The venue refused a subscription. The same one would be refused again.</summary>
public sealed class SubscriptionRejectedException : HyperliquidException
{
    internal SubscriptionRejectedException(string type, string text)
        : base($"The venue refused the subscription '{type}': {HttpBody.Quote(text)}") => (SubscriptionType, Text) = (type, text);

    /// <summary>The subscription's wire type.</summary>
    public string SubscriptionType { get; }

    /// <summary>What the venue wrote, as received; it may hold addresses.</summary>
    public string Text { get; }
}

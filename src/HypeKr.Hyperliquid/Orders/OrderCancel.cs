namespace HypeKr.Hyperliquid;

/// <summary>An order to cancel, by the venue's id.</summary>
public readonly record struct OrderCancel
{
    /// <summary>An order to cancel.</summary>
    /// <param name="asset">What it trades.</param>
    /// <param name="orderId">The venue's id, 0 to 2^53 - 1.</param>
    public OrderCancel(AssetId asset, long orderId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(orderId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(orderId, WireInteger.Max);
        Asset = asset;
        OrderId = orderId;
    }

    /// <summary>What the order trades. Wire: <c>a</c>.</summary>
    public AssetId Asset { get; }

    /// <summary>The venue's id of the order. Wire: <c>o</c>.</summary>
    public long OrderId { get; }
}

namespace HypeKr.Hyperliquid;

/// <summary>Something noticed about an order before it was sent.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Message">The numbers, without addresses.</param>
public sealed record OrderWarning(OrderWarningKind Kind, string Message)
{
    /// <summary>The kind and the message.</summary>
    public override string ToString() => $"{Kind}: {Message}";
}

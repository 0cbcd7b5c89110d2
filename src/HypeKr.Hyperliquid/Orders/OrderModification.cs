namespace HypeKr.Hyperliquid;

/// <summary>An open order and the one that takes its place.</summary>
/// <param name="Target">The order on the book, by either id.</param>
/// <param name="Order">What it becomes, whole: what is left out is not taken over from the old one, but for the client's id where <paramref name="Target"/> is one.</param>
public sealed record OrderModification(OrderTarget Target, OrderRequest Order);

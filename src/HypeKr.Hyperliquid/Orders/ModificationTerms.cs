namespace HypeKr.Hyperliquid;

/// <summary>One element of a <see cref="BatchModifyAction"/>: an open order and the one that takes its place.</summary>
/// <param name="Target">The order on the book, by either id. Wire: <c>oid</c>.</param>
/// <param name="Order">What it becomes. Wire: <c>order</c>.</param>
public sealed record ModificationTerms(OrderTarget Target, OrderTerms Order);

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One entry of an order reply's <c>statuses</c>.</summary>
internal abstract record OrderReply
{
    public sealed record Resting(long Oid, string? Cloid) : OrderReply;

    public sealed record Filled(decimal Size, decimal Cost, long Oid, string? Cloid) : OrderReply
    {
        public decimal AveragePrice => Cost / Size;
    }

    /// <param name="Word"><c>waitingForFill</c> or <c>waitingForTrigger</c>.</param>
    public sealed record Waiting(string Word) : OrderReply;

    /// <param name="Text">With its <c>asset=</c>.</param>
    /// <param name="Reason">The text alone, and the status of the order where one was recorded.</param>
    public sealed record Refused(string Text, Refusal Reason = default) : OrderReply;
}

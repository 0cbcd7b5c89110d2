namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One entry of an order reply's <c>statuses</c>.</summary>
internal abstract record OrderReply
{
    public sealed record Resting(long Oid, string? Cloid) : OrderReply;

    public sealed record Filled(decimal Size, decimal AveragePrice, long Oid, string? Cloid) : OrderReply;

    public sealed record Refused(string Text) : OrderReply;
}

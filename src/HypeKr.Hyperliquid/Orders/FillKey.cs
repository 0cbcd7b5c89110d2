namespace HypeKr.Hyperliquid;

/// <summary>What tells the fills of one account apart: coin, time and trade id; of a row without a trade id its hash, order, price, size and time.</summary>
/// <remarks>A trade id alone is a hash that both sides of the trade share, and not unique over all coins.</remarks>
internal readonly record struct FillKey(string Coin, long Time, long TradeId, string? Hash, long OrderId, decimal Price, decimal Size)
{
    public static FillKey Of(Fill fill)
    {
        var time = fill.Time?.ToUnixTimeMilliseconds() ?? -1;
        return fill.TradeId is { } trade ? new(fill.Coin, time, trade, null, 0, 0, 0) : new("", time, -1, fill.Hash ?? "", fill.OrderId, fill.Price, fill.Size);
    }
}

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The trades of one interval.</summary>
internal sealed record Candle(long Start, long End, decimal Open, decimal Close, decimal High, decimal Low, decimal Volume, int Trades)
{
    /// <summary>The same with what came later in the interval.</summary>
    public Candle Then(Candle later) => this with
    {
        Close = later.Close,
        High = Math.Max(High, later.High),
        Low = Math.Min(Low, later.Low),
        Volume = Volume + later.Volume,
        Trades = Trades + later.Trades,
    };

    /// <summary>The same in the terms of the other side of an outcome, whose highest price is one minus this lowest.</summary>
    public Candle In(TradedAsset asset) => !asset.IsMirrored ? this : this with
    {
        Open = asset.Mirror(Open),
        Close = asset.Mirror(Close),
        High = asset.Mirror(Low),
        Low = asset.Mirror(High),
    };
}

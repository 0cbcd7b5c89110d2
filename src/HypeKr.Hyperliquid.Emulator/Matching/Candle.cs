namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The trades of one interval.</summary>
internal readonly record struct Candle(long Start, long End, decimal Open, decimal Close, decimal High, decimal Low, decimal Volume, int Trades)
{
    /// <summary>The same with what came later in the interval.</summary>
    public Candle Then(Candle later) => Then(later.Close, later.High, later.Low, later.Volume, later.Trades);

    /// <summary>The same with trades of later in the interval.</summary>
    public Candle Then(decimal close, decimal high, decimal low, decimal volume, int trades) =>
        new(Start, End, Open, close, Math.Max(High, high), Math.Min(Low, low), Volume + volume, Trades + trades);

    /// <summary>The same in the terms of the other side of an outcome, whose highest price is one minus this lowest.</summary>
    public Candle In(TradedAsset asset) => !asset.IsMirrored ? this : this with
    {
        Open = asset.Mirror(Open),
        Close = asset.Mirror(Close),
        High = asset.Mirror(Low),
        Low = asset.Mirror(High),
    };
}

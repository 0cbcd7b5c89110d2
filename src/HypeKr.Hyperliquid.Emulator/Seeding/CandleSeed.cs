namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A candle of the past, told beside those of the emulator's own trades, and joined with them where both have the interval.</summary>
public sealed record CandleSeed
{
    /// <summary>The coin.</summary>
    public required string Coin { get; init; }

    /// <summary>One of the venue's intervals, such as <c>1h</c>.</summary>
    public required string Interval { get; init; }

    /// <summary>Its first millisecond.</summary>
    public required long Start { get; init; }

    /// <summary>The first price.</summary>
    public required decimal Open { get; init; }

    /// <summary>The last price.</summary>
    public required decimal Close { get; init; }

    /// <summary>The highest price.</summary>
    public required decimal High { get; init; }

    /// <summary>The lowest price.</summary>
    public required decimal Low { get; init; }

    /// <summary>What was traded, in the coin.</summary>
    public required decimal Volume { get; init; }

    /// <summary>How many trades there were.</summary>
    public required int Trades { get; init; }
}

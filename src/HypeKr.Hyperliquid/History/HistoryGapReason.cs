namespace HypeKr.Hyperliquid;

/// <summary>Why rows of a history may be missing.</summary>
public enum HistoryGapReason
{
    /// <summary>One millisecond has as many rows as the venue puts on a page, and there is no way to ask for those behind them.</summary>
    TooManyInOneMillisecond,

    /// <summary>The venue keeps a limited number of the newest rows (10,000 fills, 5,000 candles), and the asked part is longer.</summary>
    BeyondHorizon,

    /// <summary>Rows of one page were gone when the next was asked for: new ones pushed them past the limit.</summary>
    RowsVanished,
}

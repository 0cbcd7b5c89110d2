namespace HypeKr.Hyperliquid;

/// <summary>A history has a hole that the venue gives no way around. Rows that were given before it are good.</summary>
/// <remarks>To read on, page from behind <see cref="HistoryGap.To"/>, or set <see cref="HistoryRange.OnGap"/>.</remarks>
public sealed class HistoryGapException : HyperliquidException
{
    internal HistoryGapException(HistoryGap gap)
        : base(gap.ToString()) => Gap = gap;

    /// <summary>Where, and why.</summary>
    public HistoryGap Gap { get; }
}

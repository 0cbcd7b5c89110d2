using HypeKr.Calibration;
using HypeKr.Hyperliquid;

namespace HypeKr.SampleBot;

/// <summary>What a question can be traded with: its quote as a contract that pays 1 on YES, and the order that a decision becomes.</summary>
internal abstract class Instrument
{
    /// <summary>The coin shown for the question.</summary>
    public abstract string Coin { get; }

    /// <summary>The live quote, or null where a side of the book is empty.</summary>
    public abstract Task<MarketQuote?> QuoteAsync(CancellationToken cancellationToken);

    /// <summary>The order for a sized decision; null when the stake is below one lot or the venue's minimum value.</summary>
    public abstract Task<OrderRequest?> OrderAsync(ForecastDecision.Trade trade, KellyStake stake, decimal bankroll, CancellationToken cancellationToken);

    /// <summary>Best bid and ask, or null where a side is empty.</summary>
    protected static async Task<(decimal Bid, decimal Ask, TimeSpan Age)?> BestAsync(HyperliquidClient client, string coin, CancellationToken cancellationToken)
    {
        var asked = TimeProvider.System.GetTimestamp();
        var book = await client.Markets.GetBookAsync(coin, cancellationToken: cancellationToken);
        if (book is not { Bids: [var bid, ..], Asks: [var ask, ..] }) return null;
        return (bid.Price, ask.Price, TimeProvider.System.GetElapsedTime(asked));
    }

    /// <summary>The wanted size rounded down to whole lots, or null where it is below one.</summary>
    protected static OrderSize? WholeLots(Asset asset, decimal wanted) =>
        wanted < new decimal(1, 0, 0, false, (byte)asset.SizeDecimals) ? null : asset.RoundSize(wanted, RoundingDirection.Down);
}

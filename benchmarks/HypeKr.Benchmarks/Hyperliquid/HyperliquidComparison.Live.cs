namespace HypeKr.Benchmarks;

internal static partial class HyperliquidComparison
{
    /// <summary>What a local book costs beyond the parse, and a feed beyond the bare parse of the same bytes.</summary>
    public static IEnumerable<ComparisonRow> LiveRows()
    {
        var book = new LocalBookBenchmark();
        yield return Measure.AgainstBudget("local book, an update of 20 and 20 levels", book.Apply, "200 ns, beyond the parse", 0.2);
        if (!book.IsSynced) throw new InvalidOperationException("The local book is not synced: nothing was measured.");

        var feed = new FeedBenchmark();
        feed.Setup();
        yield return Measure.InTurn("feed of l2Book, bytes to consumer, wall time", feed.Books, "the bare typed parse of the same bytes", feed.BareBooks, 0.5, FeedBenchmark.Messages, byClock: true);
        yield return Measure.InTurn("feed of trades, bytes to consumer, wall time", feed.Trades, "the bare typed parse of the same bytes", feed.BareTrades, 0.5, FeedBenchmark.Messages, byClock: true);
        feed.Cleanup();
    }
}
